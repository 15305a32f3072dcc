package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.TestTrino;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The distributed engine keeps the promises of the port. */
// Its tests share one, so they run one after the other.
@ResourceLock("test warehouse of the contract")
@Execution(ExecutionMode.CONCURRENT)
class TrinoWarehouseTest extends WarehouseContract {

    private static final TrinoWarehouseSettings WAREHOUSE = TestTrino.newWarehouse();

    private final TrinoWarehouseSettings settings = TestTrino.emptied(WAREHOUSE);

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }

    /** A write that replaces a row has changed the first of its tables and not yet the other. */
    @Test
    void aMomentLosesNothingToAWriteThatIsNotThroughYet() {
        write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"));
        Instant known = Instant.now();
        String plan = "%020d-late".formatted(known.plusMillis(1).toEpochMilli() * 1000);
        TestTrino.change(
                settings,
                "order_header",
                table -> table.newDelete()
                        .deleteFromRowFilter(Expressions.alwaysTrue())
                        .set("quanjing.plan", plan)
                        .commit());

        assertThat(value("SELECT count(*) FROM order_header")).isEqualTo(0L);
        assertThat(warehouse
                        .asKnownAt(known)
                        .query(SqlQuery.of("SELECT order_id FROM order_header"), QueryOptions.batch())
                        .rows())
                .containsExactly(List.of("o1"));
    }

    /** As a newer version of the program leaves a table until it is written to. */
    @Test
    void aColumnThatATableGotSinceItsLastWriteHasNoValues() {
        write(shop.fact("stock_move", "m1", "2026-03-01T10:00")
                .set("warehouse", "w1")
                .set("sku", "k1")
                .set("quantity", 1L)
                .set("reason", "receipt"));
        Instant known = Instant.now();
        TestTrino.change(settings, "stock_move", table -> {
            table.updateSchema().deleteColumn("transfer").commit();
            table.newAppend().commit();
            table.updateSchema().addColumn("transfer", Types.StringType.get()).commit();
        });

        assertThat(warehouse
                        .asKnownAt(known)
                        .query(SqlQuery.of("SELECT sku, transfer FROM stock_move"), QueryOptions.batch())
                        .rows())
                .containsExactly(Arrays.asList("k1", null));
    }

    /** As a newer version of the program finds the tables of an older one. */
    @Test
    void aColumnThatATableDidNotHaveYetIsWrittenInItsPlace() {
        write(refund("10.00"));
        warehouse.close();
        for (String table : List.of("refund", "refund_history")) {
            TestTrino.change(
                    settings,
                    table,
                    older -> older.updateSchema().deleteColumn("reason").commit());
        }

        warehouse = open(folder);

        write(refund("12.00").set("reason", "damaged"));
        assertThat(rows("SELECT natural_key, amount, currency, reason FROM refund"))
                .containsExactly(List.of("r1", new BigDecimal("12.0000"), "CNY", "damaged"));
        assertThat(rows("SELECT natural_key, amount, currency, reason FROM refund_history"))
                .containsExactly(Arrays.asList("r1", new BigDecimal("10.0000"), "CNY", null));
    }

    private FactRow refund(String amount) {
        return shop.fact("refund", "r1", "2026-03-01T10:00")
                .set("amount", new BigDecimal(amount))
                .set("currency", "CNY");
    }

    @Test
    void fetchesNoMoreForAMomentThanAllowed() {
        Instant none = Instant.parse("2020-01-01T00:00:00Z");
        Instant now = Instant.now();
        try (Warehouse small = DistributedWarehouse.open(TestTrino.withPastRows(settings, 40))) {
            // regions and channels are more
            refused(WarehouseError.PAST_TOO_LARGE, () -> small.asKnownAt(now));
            assertThat(small.asKnownAt(none)
                            .query(SqlQuery.of("SELECT count(*) FROM region"), QueryOptions.batch())
                            .rows())
                    .containsExactly(List.of(0L));
        }
    }
}
