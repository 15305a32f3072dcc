package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The embedded engine makes the marts. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedMartTest extends MartContract {

    /** More than a refresh of one thread works in, and a third of it less. */
    private static final int MANY = 24_000;

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

    /** The large load is worked in by other statements than the small batches. */
    @Test
    void aLargeLoadMakesTheRowsThatManySmallBatchesMake(@TempDir Path other) {
        write(shop.order("before", "2026-03-05T10:00", "c1", "5"));
        warehouse.awaitMarts();
        LocalDate early = LocalDate.of(2026, 3, 2);
        long untouched = warehouse.settled("sales_line", early);

        load("first", "2026-03-01T10:00", "10.00");
        long loaded = warehouse.settled("sales_line", early);
        assertThat(loaded).isNotEqualTo(untouched);

        load("second", "2026-03-03T10:00", "12.50");
        assertThat(warehouse.settled("sales_line", early))
                .as("rows of the early days are gone")
                .isNotEqualTo(loaded);
        try (Warehouse bySmall = open(other)) {
            bySmall.write(List.of(shop.order("before", "2026-03-05T10:00", "c1", "5")));
            for (String[] told : new String[][] {{"2026-03-01T10:00", "10.00"}, {"2026-03-03T10:00", "12.50"}}) {
                for (int from = 0; from < MANY; from += MANY / 3) {
                    bySmall.write(sales(from, Math.min(MANY, from + MANY / 3), told[0], told[1]));
                    bySmall.awaitMarts();
                }
            }
            SqlQuery all = SqlQuery.of("SELECT * FROM sales_line ORDER BY order_id, line_no");
            assertThat(warehouse.query(all, QueryOptions.batch()).rows())
                    .hasSize(2 * MANY + 1)
                    .isEqualTo(bySmall.query(all, QueryOptions.batch()).rows());
        }
    }

    private void load(String id, String at, String amount) {
        try (FactLoad load = warehouse.load(id)) {
            sales(0, MANY, at, amount).forEach(load::append);
            assertThat(load.commit().tables()).hasSize(2);
        }
    }

    /** Orders of a line, some of which do not make up the whole of it. */
    private List<FactRow> sales(int from, int until, String at, String amount) {
        return IntStream.range(from, until)
                .boxed()
                .flatMap(i -> {
                    FactRow order = shop.paid(shop.order("o" + i, at, "c" + i, amount), at);
                    return Stream.of(order, shop.line(order, "1", "p" + i % 50, 1, "9.00"));
                })
                .toList();
    }
}
