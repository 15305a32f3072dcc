package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestTrino;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A load whose commit fails after it was written down what is to be committed. */
@Execution(ExecutionMode.CONCURRENT)
class TrinoUnfinishedTest {

    private final TrinoWarehouseSettings settings = TestTrino.newWarehouse();

    @Test
    void itsRowsComeWithTheEndOfWhatWasBegunAndNoLater() throws SQLException {
        try (Warehouse warehouse = DistributedWarehouse.open(settings)) {
            refuseCommits();
            try (FactLoad load = warehouse.load("unanswered")) {
                load.append(FactRow.of(warehouse.table("channel"))
                        .set("shop", "s")
                        .set("source", "test")
                        .set("natural_key", "c1")
                        .set("channel", "c1")
                        .set("kind", "search")
                        .set("paid", false));
                assertThatThrownBy(load::commit)
                        .isInstanceOfSatisfying(
                                QuanjingException.class,
                                e -> assertThat(e.errorCode()).isEqualTo(WarehouseError.UNAVAILABLE));
            }
            assertThatThrownBy(warehouse::finishWrites).isInstanceOf(QuanjingException.class);
            assertThat(rows(warehouse)).isEmpty();

            allowCommits();
            warehouse.finishWrites();

            assertThat(rows(warehouse)).isEqualTo(List.of(List.of("unanswered")));
            warehouse.finishWrites();
            assertThat(rows(warehouse)).hasSize(1);
        }
    }

    private static List<List<@Nullable Object>> rows(Warehouse warehouse) {
        return warehouse
                .query(SqlQuery.of("SELECT load_id FROM channel WHERE load_id = 'unanswered'"), QueryOptions.batch())
                .rows();
    }

    /** The catalog keeps the old state of the table, as if its database broke off each time. */
    private void refuseCommits() throws SQLException {
        execute("""
                CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'The database breaks off.';
                END $$
                """);
        execute("""
                CREATE TRIGGER refuse_commit BEFORE UPDATE ON iceberg_tables FOR EACH ROW
                WHEN (NEW.table_namespace = '%s' AND NEW.table_name = 'channel')
                EXECUTE FUNCTION refuse_commit()
                """.formatted(settings.url().substring(settings.url().lastIndexOf('/') + 1)));
    }

    private void allowCommits() throws SQLException {
        execute("DROP FUNCTION refuse_commit() CASCADE");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        settings.catalogUrl(), settings.catalogUsername(), settings.catalogPassword());
                Statement statement = connection.createStatement()) {
            boolean ignored = statement.execute(sql);
        }
    }
}
