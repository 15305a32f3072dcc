package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.WarehouseError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far the facts go in logs that are kept elsewhere, beside the other remembered values of the file. */
final class LogPositions {

    private static final String PREFIX = "log:";

    private LogPositions() {}

    /** Moves the logs on, within the transaction of their rows. */
    static void advance(Connection connection, List<LogPosition> positions) throws SQLException {
        for (LogPosition position : positions) {
            String found = TableSetup.meta(connection, PREFIX + position.log());
            long durable = found.isEmpty() ? LogPosition.NONE : Long.parseLong(found);
            if (durable != position.from()) {
                throw new QuanjingException(
                        WarehouseError.LOG_MOVED,
                        "The warehouse has the log " + position.log() + " up to " + durable
                                + ", and the write goes on from " + position.from()
                                + ". Maybe another process reads the log now.",
                        Map.of("log", position.log(), "durable", durable, "from", position.from()));
            }
            TableSetup.meta(connection, PREFIX + position.log(), Long.toString(position.next()));
        }
    }

    /** All that are durable, by the name of the log. */
    static Map<String, Long> all(Connection connection) throws SQLException {
        Map<String, Long> positions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, value FROM warehouse_meta WHERE starts_with(name, '" + PREFIX + "')")) {
            while (rows.next()) {
                positions.put(rows.getString(1).substring(PREFIX.length()), Long.parseLong(rows.getString(2)));
            }
        }
        return positions;
    }
}
