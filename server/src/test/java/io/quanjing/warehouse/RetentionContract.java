package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine promises about facts that are no longer to be kept. */
abstract class RetentionContract extends OpenWarehouse {

    private static final LocalDate THIRD = LocalDate.parse("2026-03-03");
    private static final Map<String, LocalDate> VISITS = Map.of("event", THIRD);
    private static final Map<String, LocalDate> ORDERS =
            Map.of("order_header", THIRD, "order_line", THIRD, "refund", THIRD);

    private FactRow[] sold(String order, String day, String customer, String amount) {
        FactRow header = shop.paid(shop.order(order, day + "T10:00", customer, amount), day + "T10:05");
        return new FactRow[] {header, shop.line(header, "1", "p1", 1, amount)};
    }

    private List<List<@Nullable Object>> marts(String sql) {
        warehouse.awaitMarts();
        return rows(sql);
    }

    @Test
    void oldVisitsGoFromTheTableItsHistoryAndTheMarts() {
        load(
                shop.event("e1", "2026-03-01T09:00", "product_view", "v1").set("product", "p1"),
                shop.event("e2", "2026-03-02T23:59", "page_view", "v1"),
                shop.event("e3", "2026-03-03T00:00", "product_view", "v1").set("product", "p1"));
        Instant before = (Instant) Objects.requireNonNull(value("SELECT max(recorded_at) FROM event"));

        assertThat(warehouse.forget(VISITS)).isEqualTo(Map.of("event", 2L));

        assertThat(rows("SELECT natural_key FROM event")).containsExactly(List.of("e3"));
        assertThat(rows("SELECT natural_key FROM event_history")).isEmpty();
        for (String mart : List.of("session", "visitor_hour", "visitor_product_hour")) {
            assertThat(rows("SELECT DISTINCT shop_day FROM " + mart)).as(mart).containsExactly(List.of(THIRD));
        }
        // Nor does a question about an earlier moment find them.
        assertThat(warehouse
                        .asKnownAt(before)
                        .query(SqlQuery.of("SELECT natural_key FROM event"), QueryOptions.batch())
                        .rows())
                .containsExactly(List.of("e3"));
    }

    @Test
    void whatAnOldOrderWasBeforeGoesWithIt() {
        write(sold("o1", "2026-03-01", "c1", "10.00"));
        write(sold("o1", "2026-03-01", "c1", "12.00"));
        write(sold("o2", "2026-03-05", "c1", "20.00"));
        write(sold("o2", "2026-03-05", "c1", "21.00"));
        assertThat(marts("SELECT order_id, buyer_type, paid_amount FROM sales_line ORDER BY 1"))
                .hasToString("[[o1, new, 12.0000], [o2, old, 21.0000]]");

        assertThat(warehouse.forget(ORDERS)).isEqualTo(Map.of("order_header", 2L, "order_line", 2L));

        assertThat(rows("SELECT natural_key FROM order_header_history")).containsExactly(List.of("o2"));
        // Nobody knows any more that the buyer had bought before.
        assertThat(marts("SELECT order_id, buyer_type, paid_amount FROM sales_line"))
                .hasToString("[[o2, new, 21.0000]]");
    }

    @Test
    void nothingElseGoesAndNothingTwice() {
        load(
                shop.event("e1", "2026-03-01T09:00", "page_view", "v1"),
                shop.refund("r1", "2026-03-01T10:00", null, "5.00"),
                shop.refund("r2", "2026-03-03T10:00", null, "6.00"));

        assertThat(warehouse.forget(Map.of("refund", THIRD))).isEqualTo(Map.of("refund", 1L));
        assertThat(warehouse.forget(Map.of("refund", THIRD))).isEmpty();
        assertThat(warehouse.forget(Map.of())).isEmpty();

        assertThat(rows("SELECT natural_key FROM event")).containsExactly(List.of("e1"));
        assertThat(marts("SELECT refund FROM refund_line")).containsExactly(List.of("r2"));
    }

    @Test
    void aRowThatComesAgainIsANewOneUntilTheNextTime() {
        FactRow[] order = sold("o1", "2026-03-01", "c1", "10.00");
        write(order);
        assertThat(warehouse.forget(ORDERS)).hasSize(2);

        assertThat(write(order).counts("order_header").added()).isEqualTo(1);
        assertThat(marts("SELECT order_id FROM sales_line")).containsExactly(List.of("o1"));
        assertThat(warehouse.forget(ORDERS)).isEqualTo(Map.of("order_header", 1L, "order_line", 1L));
        assertThat(marts("SELECT order_id FROM sales_line")).isEmpty();
    }

    @Test
    void itIsGoneWhenTheWarehouseOpensAgain() {
        load(
                shop.event("e1", "2026-03-01T09:00", "page_view", "v1"),
                shop.event("e2", "2026-03-04T09:00", "page_view", "v2"));
        assertThat(warehouse.forget(VISITS)).isEqualTo(Map.of("event", 1L));

        warehouse.close();
        warehouse = open(folder);

        assertThat(marts("SELECT visitor FROM session")).containsExactly(List.of("v2"));
        write(shop.event("e3", "2026-03-05T09:00", "page_view", "v3"));
        assertThat(marts("SELECT visitor FROM session ORDER BY 1")).containsExactly(List.of("v2"), List.of("v3"));
    }

    @Test
    void aTableWithoutDaysHasNoOldRows() {
        assertThatThrownBy(() -> warehouse.forget(Map.of("customer", THIRD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customer");
    }
}
