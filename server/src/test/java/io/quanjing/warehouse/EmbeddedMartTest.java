package io.quanjing.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The embedded engine makes the marts. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedMartTest extends MartContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder);
    }

    @Override
    void makeAnew() {
        warehouse.close();
        // The engine remembers the text that its marts were made by; another text makes it start over.
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE warehouse_meta SET value = 'another' WHERE name = 'marts_definition'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        warehouse = open(folder);
        warehouse.awaitMarts();
    }
}
