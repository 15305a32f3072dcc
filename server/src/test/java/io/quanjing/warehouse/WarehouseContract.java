package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.WriteReceipt.Counts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine promises: a test of an engine extends this and opens the engine. */
abstract class WarehouseContract {

    @TempDir
    Path folder;

    Warehouse warehouse;
    SmallShop shop;

    /** Opens the engine on a folder that may hold what an earlier opening wrote. */
    abstract Warehouse open(Path folder);

    @BeforeEach
    void openIt() {
        warehouse = open(folder);
        shop = new SmallShop(warehouse);
    }

    @AfterEach
    void closeIt() {
        warehouse.close();
    }

    List<List<@Nullable Object>> rows(String sql) {
        return warehouse.query(SqlQuery.of(sql), QueryOptions.interactive()).rows();
    }

    @Test
    void keepsTheFirstEventOfAKey() {
        WriteReceipt first = warehouse.write(List.of(shop.event("e1", "2026-03-01T10:00", "page_view", "v1")));
        WriteReceipt again = warehouse.write(List.of(
                shop.event("e1", "2026-03-01T10:00", "page_view", "v1"),
                shop.event("e2", "2026-03-01T10:01", "search", "v1")));

        assertThat(first.counts("event")).isEqualTo(new Counts(1, 0, 0));
        assertThat(again.counts("event")).isEqualTo(new Counts(1, 0, 1));
        assertThat(rows("SELECT natural_key, type, \"at\" FROM event ORDER BY 3"))
                .containsExactly(
                        List.of("e1", "page_view", Instant.parse("2026-03-01T02:00:00Z")),
                        List.of("e2", "search", Instant.parse("2026-03-01T02:01:00Z")));
        warehouse.awaitMarts();
        assertThat(rows("SELECT visitor, page_views, interactions FROM session"))
                .containsExactly(List.of("v1", 1L, 1L));
    }

    @Test
    void aRevisedOrderMovesTheOldRowToHistory() {
        FactRow order = shop.order("o1", "2026-03-01T10:00", "c1", "100.00");
        warehouse.write(List.of(order));
        warehouse.write(List.of(
                shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"), "2026-03-01T10:05"),
                shop.line(order, "1", "p1", 2, "90")));
        warehouse.awaitMarts();
        assertThat(rows("SELECT line_no, paid_amount, buyer_type FROM sales_line ORDER BY line_no"))
                .containsExactly(
                        List.of("", new BigDecimal("10.0000"), "new"), List.of("1", new BigDecimal("90.0000"), "new"));
        assertThat(rows("SELECT count(*) FROM order_header_history WHERE paid_at IS NULL"))
                .containsExactly(List.of(1L));
    }
}
