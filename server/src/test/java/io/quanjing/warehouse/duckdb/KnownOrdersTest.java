package io.quanjing.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which orders are known without a look into the tables: never too few. */
class KnownOrdersTest {

    private static final List<TableSchema> TABLES = Stream.of("order_header", "order_line", "refund", "payment")
            .map(name -> new TableSchema(
                    name,
                    Revision.SUPERSEDE,
                    List.of(
                            new Column("shop", Column.Type.TEXT, true),
                            new Column("source", Column.Type.TEXT, true),
                            new Column("natural_key", Column.Type.TEXT, true),
                            new Column("order_id", Column.Type.TEXT, false))))
            .toList();
    private static final int MANY = 250_000;

    private DuckDBConnection connection;
    private Merge merge;
    private KnownOrders orders;
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    @BeforeEach
    void create() throws SQLException {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        for (TableSchema table : TABLES) {
            for (String name : List.of(table.name(), table.name() + "_history")) {
                execute("CREATE TABLE " + name
                        + " (shop VARCHAR, source VARCHAR, natural_key VARCHAR, order_id VARCHAR,"
                        + " recorded_at TIMESTAMP, load_id VARCHAR, key_hash BIGINT"
                        + (name.endsWith("_history") ? ", superseded_at TIMESTAMP)" : ")"));
            }
        }
        merge = new Merge(connection, TABLES);
        orders = merge.orders();
    }

    @AfterEach
    void close() throws SQLException {
        merge.close();
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static FactRow row(int table, String key, @Nullable String order) {
        return FactRow.of(TABLES.get(table))
                .set("shop", "s")
                .set("source", "x")
                .set("natural_key", key)
                .set("order_id", order);
    }

    private void write(int table, String key, @Nullable String order) throws SQLException {
        now = now.plusSeconds(1);
        assertThat(merge.run(List.of(List.of(row(table, key, order))), List.of(), now)
                        .changed())
                .isTrue();
    }

    private void load(int table, int rows) throws SQLException {
        now = now.plusSeconds(1);
        try (DuckDBConnection on = connection.duplicate();
                Stage stage = new Stage(on, TABLES.get(table))) {
            for (int i = 0; i < rows; i++) {
                stage.append(row(table, "loaded" + i, "loaded" + i), 0);
            }
            assertThat(merge.run(on, List.of(stage), now, "load").changed()).isTrue();
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void knowsEveryOrderFromTheFirstWriteAfterTheFirstQuestionOn() throws SQLException {
        write(0, "a", "before");
        assertThat(orders.mayHave("s", "never")).isTrue();

        write(0, "b", "header");
        write(1, "c", "line");
        write(2, "d", "refund");
        write(1, "e", null);

        assertThat(Stream.of("before", "header", "line", "refund")).allMatch(order -> orders.mayHave("s", order));
        assertThat(orders.mayHave("s", "never")).isFalse();
        assertThat(orders.mayHave("other", "header")).isFalse();
    }

    @Test
    void knowsTheOrdersOfLoadsSmallAndLarge() throws SQLException {
        assertThat(orders.mayHave("s", "loaded7")).isTrue();
        write(0, "a", "a");
        assertThat(orders.mayHave("s", "loaded7")).isFalse();

        load(2, 100);
        assertThat(orders.mayHave("s", "loaded7")).isTrue();
        assertThat(orders.mayHave("s", "never")).isFalse();

        load(1, MANY);
        assertThat(orders.mayHave("s", "loaded" + (MANY - 1))).isTrue();
        write(0, "b", "b");
        await(() -> !orders.mayHave("s", "never"));
        assertThat(Stream.of("a", "b", "loaded7", "loaded" + (MANY - 1))).allMatch(order -> orders.mayHave("s", order));
    }

    @Test
    void whatOnlyOtherTablesHaveIsNew() throws SQLException {
        assertThat(orders.mayHave("s", "paid")).isTrue();
        write(3, "a", "paid");

        assertThat(orders.mayHave("s", "paid")).isFalse();
    }
}
