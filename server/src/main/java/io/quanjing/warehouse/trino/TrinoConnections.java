package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Connections to Trino, and what its errors mean. A connection costs nothing before its first statement. */
final class TrinoConnections {

    /** Every figure that counts things in a way of its own is some stages of a board's statement; Trino refuses more than 150 by itself. */
    private static final Map<String, String> MANY_STAGES = Map.of("query_max_stage_count", "1000");

    private static final int INTERNAL_ERRORS = 0x0001_0000;
    private static final int INSUFFICIENT_RESOURCES = 0x0002_0000;

    private final TrinoWarehouseSettings settings;

    TrinoConnections(TrinoWarehouseSettings settings) {
        this.settings = settings;
    }

    Connection open() throws SQLException {
        return open(Map.of());
    }

    /** A connection with properties of its session, such as {@code iceberg.target_max_file_size}. */
    Connection open(Map<String, String> session) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.username());
        if (settings.password() != null && !settings.password().isEmpty()) {
            properties.setProperty("password", settings.password());
        }
        properties.setProperty("source", "quanjing");
        // One round trip instead of two for each statement with values.
        properties.setProperty("explicitPrepare", "false");
        properties.setProperty("timezone", "UTC");
        properties.setProperty(
                "sessionProperties",
                Stream.concat(MANY_STAGES.entrySet().stream(), session.entrySet().stream())
                        .map(each -> each.getKey() + ':' + each.getValue())
                        .collect(Collectors.joining(";")));
        return DriverManager.getConnection(settings.url(), properties);
    }

    String url() {
        return settings.url();
    }

    /** What an error means to somebody who runs a shop. */
    QuanjingException refusal(String doing, SQLException e) {
        String text = Refusals.firstLine(String.valueOf(e.getMessage()));
        int code = e.getErrorCode();
        if (text.contains("EXCEEDED_TIME_LIMIT") || text.contains("maximum execution time")) {
            return Refusals.failure(WarehouseError.TIMED_OUT, "Trino took too long while " + doing + ".", e);
        }
        if (code >= INSUFFICIENT_RESOURCES && code < INSUFFICIENT_RESOURCES + INTERNAL_ERRORS) {
            return Refusals.failure(
                    WarehouseError.OUT_OF_MEMORY,
                    "Trino has too little memory for " + doing + ": " + text
                            + ". Maybe give its nodes more, or ask for a shorter range.",
                    e);
        }
        if (code > 0 && code < INTERNAL_ERRORS) {
            return Refusals.failure(WarehouseError.FAILED, "Trino refused " + doing + ": " + text, e);
        }
        return new QuanjingException(
                WarehouseError.UNAVAILABLE,
                "Trino at " + settings.url() + " cannot answer now (" + doing + "): " + text
                        + ". Maybe it is starting, or a node of it is down; ask again in a moment.",
                Map.of("part", "trino"),
                e);
    }
}
