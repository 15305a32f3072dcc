package io.quanjing.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** How far the copying is, in the target's operational database. */
final class MarkerStore {

    private final Connection connection;

    MarkerStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * A copying that was begun.
     *
     * @param source the id of the source's data folder
     * @param fingerprint of the source's facts when it began
     * @param complete whether everything was copied and found equal
     */
    record Marker(String source, String fingerprint, boolean complete) {}

    Optional<Marker> find() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean ignored = statement.execute("""
                    CREATE TABLE IF NOT EXISTS quanjing_migration (
                        source TEXT PRIMARY KEY,
                        fingerprint TEXT NOT NULL,
                        begun_at TIMESTAMPTZ NOT NULL DEFAULT now(),
                        completed_at TIMESTAMPTZ
                    )
                    """);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT source, fingerprint, completed_at IS NOT NULL FROM quanjing_migration")) {
                return rows.next()
                        ? Optional.of(new Marker(rows.getString(1), rows.getString(2), rows.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    void begin(String source, String fingerprint) throws SQLException {
        update("INSERT INTO quanjing_migration (source, fingerprint) VALUES (?, ?)", source, fingerprint);
    }

    void complete(String source) throws SQLException {
        update("UPDATE quanjing_migration SET completed_at = now() WHERE source = ?", source);
    }

    private void update(String sql, String... binds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setString(i + 1, binds[i]);
            }
            if (statement.executeUpdate() != 1) {
                throw new SQLException("The state of the migration was not kept.");
            }
        }
    }
}
