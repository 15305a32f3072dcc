package io.quanjing.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.schema.SchemaReader;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two ways of replacing rows of marts, of few by one thread and of many by all of them, have to make the same of the same facts. */
class MartsTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    private final WarehouseSchema schema = SchemaReader.read();

    private final class Shop implements AutoCloseable {

        private final DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        private final Merge merge;
        private final Marts marts;

        Shop(int large) throws SQLException {
            TableSetup.run(connection, schema, "memory");
            merge = new Merge(connection, schema.tables());
            marts = Marts.open(connection, schema, Transforms.read(), large);
        }

        void write(List<FactRow> rows, Instant now) throws SQLException {
            assertThat(merge.run(List.of(rows), List.of(), now).changed()).isTrue();
            assertThat(marts.refresh(now)).isTrue();
        }

        /** The rows of the marts, and for each day the last change of a row before it. */
        List<String> shows() throws SQLException {
            List<String> all = new ArrayList<>();
            for (String mart : List.of("sales_line", "refund_line")) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT m::VARCHAR FROM " + mart + " m ORDER BY 1")) {
                    while (rows.next()) {
                        all.add(rows.getString(1));
                    }
                }
                for (int day = 0; day < 40; day++) {
                    all.add(mart + " before day " + day + ": " + marts.lastChange(mart, MARCH.plusDays(day)));
                }
            }
            return all;
        }

        @Override
        public void close() throws SQLException {
            merge.close();
            connection.close();
        }
    }

    private Shop ofFew;
    private Shop ofMany;
    private Instant now = Instant.parse("2026-04-01T00:00:00Z");

    @BeforeEach
    void open() throws SQLException {
        ofFew = new Shop(Integer.MAX_VALUE);
        ofMany = new Shop(0);
    }

    @AfterEach
    void close() throws SQLException {
        ofFew.close();
        ofMany.close();
    }

    private void write(Stream<FactRow> rows) throws SQLException {
        List<FactRow> batch = rows.toList();
        now = now.plus(Duration.ofMinutes(1));
        ofFew.write(batch, now);
        ofMany.write(batch, now);
    }

    private FactRow fact(String table, String key, int day) {
        return FactRow.of(schema.table(table))
                .set("shop", "s1")
                .set("source", "test")
                .set("natural_key", key)
                .set("at", at(day))
                .set("shop_day", MARCH.plusDays(day))
                .set("shop_hour", 12L)
                .set("currency", "CNY");
    }

    private static Instant at(int day) {
        return MARCH.plusDays(day).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    }

    private Stream<FactRow> order(String id, int day, String amount) {
        BigDecimal paid = new BigDecimal(amount);
        return Stream.of(
                fact("order_header", id, day)
                        .set("order_id", id)
                        .set("order_amount", paid)
                        .set("paid_amount", paid)
                        .set("paid_at", at(day))
                        .set("paid_day", MARCH.plusDays(day))
                        .set("paid_hour", 12L),
                fact("order_line", id + "#1", day)
                        .set("order_id", id)
                        .set("line_no", "1")
                        .set("product", "p")
                        .set("quantity", 1L)
                        .set("order_amount", new BigDecimal("9.00"))
                        .set("paid_amount", new BigDecimal("9.00")));
    }

    private void same() throws SQLException {
        assertThat(ofMany.shows()).isEqualTo(ofFew.shows());
    }

    @Test
    void bothWaysMakeTheSameRowsAndKnowTheSameDays() throws SQLException {
        write(IntStream.range(5, 30).boxed().flatMap(i -> order("o" + i, i, "9.00")));
        same();
        assertThat(ofMany.marts.lastChange("sales_line", MARCH.plusDays(6))).isPositive();
        assertThat(ofMany.marts.lastChange("sales_line", MARCH.plusDays(5))).isZero();

        // the sixth day loses a row to the thirtieth, and one order does not come out even
        write(order("o6", 30, "9.50"));
        same();
        assertThat(ofMany.marts.lastChange("sales_line", MARCH.plusDays(7)))
                .isGreaterThan(ofMany.marts.lastChange("sales_line", MARCH.plusDays(6)));

        write(Stream.concat(
                order("o99", 3, "10.00"),
                Stream.of(fact("refund", "r1", 20).set("order_id", "o8").set("amount", new BigDecimal("4.00")))));
        same();
        assertThat(ofMany.marts.lastChange("sales_line", MARCH.plusDays(4))).isPositive();
        assertThat(ofMany.marts.lastChange("refund_line", MARCH.plusDays(21))).isPositive();
    }
}
