package io.quanjing.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All or nothing. The statements of the engine's driver close themselves after an error, so each step takes a new one. */
final class Transaction {

    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    /** What happens within. */
    interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    private Transaction() {}

    static <T> T run(Connection connection, Work<T> work) throws SQLException {
        execute(connection, "BEGIN");
        try {
            T result;
            try (Statement statement = connection.createStatement()) {
                result = work.on(statement);
            }
            execute(connection, "COMMIT");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                execute(connection, "ROLLBACK");
            } catch (SQLException none) {
                LOG.debug("Nothing to roll back.", none);
            }
            throw e;
        }
    }

    /** Does the work and takes it back, whatever comes of it. */
    static <T> T rehearse(Connection connection, Work<T> work) throws SQLException {
        execute(connection, "BEGIN");
        try (Statement statement = connection.createStatement()) {
            return work.on(statement);
        } finally {
            try {
                execute(connection, "ROLLBACK");
            } catch (SQLException none) {
                LOG.debug("Nothing to roll back.", none);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
