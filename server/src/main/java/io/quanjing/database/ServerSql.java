package io.quanjing.database;

import io.quanjing.kernel.QuanjingException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Statements about databases, on the maintenance database of an embedded server. */
final class ServerSql {

    private final EmbeddedPostgres server;

    ServerSql(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Creates a database; the name consists of letters, digits and underscores. */
    void createDatabaseIfMissing(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (Connection connection =
                DriverManager.getConnection(server.url("postgres"), server.username(), server.password())) {
            if (!exists(connection, name)) {
                try (Statement create = connection.createStatement()) {
                    create.execute("CREATE DATABASE " + name);
                }
            }
        } catch (SQLException failure) {
            throw new QuanjingException(
                    DatabaseError.POSTGRES_FAILED,
                    "The embedded PostgreSQL did not give us the database " + name + ": " + failure.getMessage()
                            + " Maybe its file `password` was changed.",
                    Map.of("database", name),
                    failure);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            return query.executeQuery().next();
        }
    }
}
