package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The distributed engine makes the marts. */
// Its tests share one, so they run one after the other.
@ResourceLock("test warehouse of marts")
@Execution(ExecutionMode.CONCURRENT)
class TrinoMartTest extends MartContract {

    private static final TrinoWarehouseSettings WAREHOUSE = TestTrino.newWarehouse();

    private final TrinoWarehouseSettings settings = TestTrino.emptied(WAREHOUSE);

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }

    @Override
    int randomShops() {
        return 1;
    }

    @Override
    int largestStep() {
        return 500;
    }

    @Override
    void makeAnew() {
        warehouse.close();
        // The engine remembers the text that its marts were made by; another text makes it start over.
        try (Connection connection = DriverManager.getConnection(
                        settings.catalogUrl(), settings.catalogUsername(), settings.catalogPassword());
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE quanjing_warehouse SET value = 'another' WHERE name = 'marts_definition' AND namespace = ?")) {
            statement.setString(1, settings.url().substring(settings.url().lastIndexOf('/') + 1));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        warehouse = open(folder);
        warehouse.awaitMarts();
    }
}
