package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.WriteReceipt.Counts;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine tells of a load that is not to happen. */
abstract class RehearsalContract extends OpenWarehouse {

    private FactRow spend(String key, String day, String cost) {
        return shop.fact("ad_spend", key, day + "T00:00")
                .set("channel", "douyin_ads")
                .set("cost", new BigDecimal(cost))
                .set("currency", "CNY");
    }

    @Test
    void tellsWhatALoadWouldDoAndDoesNothing() {
        WriteReceipt before = load(
                shop.order("o1", "2026-03-01T10:00", "c1", "1"),
                shop.order("o2", "2026-03-01T10:00", "c1", "2"),
                spend("a", "2026-03-01", "10"),
                spend("b", "2026-03-01", "20"));
        assertThat(before.counts("order_header")).isEqualTo(new Counts(2, 0, 0));
        List<FactRow> next = List.of(
                shop.order("o1", "2026-03-01T10:00", "c1", "1"),
                shop.order("o2", "2026-03-01T10:00", "c1", "2.50"),
                shop.order("o3", "2026-03-01T10:00", "c1", "3"),
                spend("a", "2026-03-01", "11"));

        WriteReceipt told = rehearse(next);

        assertThat(rows("SELECT count(*) FROM order_header WHERE load_id = 'rehearsal'"))
                .containsExactly(List.of(0L));
        assertThat(rows("SELECT count(*), sum(order_amount) FROM order_header"))
                .containsExactly(List.of(2L, new BigDecimal("3.0000")));
        assertThat(rows("SELECT count(*) FROM order_header_history")).containsExactly(List.of(0L));
        assertThat(rows("SELECT natural_key FROM ad_spend ORDER BY 1")).containsExactly(List.of("a"), List.of("b"));
        assertThat(told.counts("order_header")).isEqualTo(new Counts(1, 1, 1));
        assertThat(load(next.toArray(FactRow[]::new))).isEqualTo(told);
        assertThat(rehearse(next).counts("order_header")).isEqualTo(new Counts(0, 0, 3));
    }

    private WriteReceipt rehearse(List<FactRow> rows) {
        try (FactLoad load = warehouse.load("rehearsal")) {
            rows.forEach(load::append);
            return load.rehearse();
        }
    }
}
