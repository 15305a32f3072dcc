package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WriteReceipt.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every engine promises to those who write from a log: how far they got stands in the commit of the rows, and one of them goes on. */
abstract class LogContract extends OpenWarehouse {

    @Test
    void remembersHowFarAWriteGoesInALog() {
        WriteReceipt first = warehouse.write(
                List.of(shop.event("e1", "2026-03-01T10:00", "search", "v1")),
                List.of(new LogPosition("log/0", LogPosition.NONE, 3), new LogPosition("log/1", LogPosition.NONE, 1)));
        WriteReceipt none = warehouse.write(List.of(), List.of(new LogPosition("log/0", 3, 5)));

        assertThat(first.counts("event")).isEqualTo(new Counts(1, 0, 0));
        assertThat(none.tables()).isEmpty();
        assertThat(warehouse.logPositions()).containsExactlyInAnyOrderEntriesOf(Map.of("log/0", 5L, "log/1", 1L));

        closeIt();
        warehouse = open(folder);
        assertThat(warehouse.logPositions()).containsExactlyInAnyOrderEntriesOf(Map.of("log/0", 5L, "log/1", 1L));
    }

    @Test
    void writesNothingFromALogThatSomebodyElseReadOn() {
        FactRow row = shop.event("e1", "2026-03-01T10:00", "search", "v1");
        WarehouseContract.refused(
                WarehouseError.LOG_MOVED, () -> warehouse.write(List.of(row), List.of(new LogPosition("log/0", 7, 8))));
        warehouse.write(List.of(), List.of(new LogPosition("log/0", LogPosition.NONE, 3)));
        for (long from : new long[] {LogPosition.NONE, 2, 4}) {
            WarehouseContract.refused(
                    WarehouseError.LOG_MOVED,
                    () -> warehouse.write(
                            List.of(row),
                            List.of(new LogPosition("other/0", -1, 1), new LogPosition("log/0", from, 9))));
        }

        assertThat(value("SELECT count(*) FROM event")).isEqualTo(0L);
        assertThat(warehouse.logPositions()).isEqualTo(Map.of("log/0", 3L));
    }

    @Test
    void keepsThePositionWhenTheRowsAreRefused() {
        WarehouseContract.refused(
                WarehouseError.VALUE_MISSING,
                () -> warehouse.write(
                        List.of(shop.row("order_header", "o1")),
                        List.of(new LogPosition("log/0", LogPosition.NONE, 1))));

        assertThat(warehouse.logPositions()).isEmpty();
    }

    @Test
    void onlyOneOfManyReadersOfALogGoesOn() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                FactRow row = shop.event("e" + i, "2026-03-01T10:00", "search", "v1");
                all.add(pool.submit(() -> {
                    try {
                        return warehouse
                                        .write(List.of(row), List.of(new LogPosition("log/0", LogPosition.NONE, 1)))
                                        .counts("event")
                                        .added()
                                == 1;
                    } catch (QuanjingException e) {
                        assertThat(e.errorCode()).isEqualTo(WarehouseError.LOG_MOVED);
                        return false;
                    }
                }));
            }
            int written = 0;
            for (Future<Boolean> one : all) {
                written += one.get() ? 1 : 0;
            }
            assertThat(written).isEqualTo(1);
        }
        assertThat(value("SELECT count(*) FROM event")).isEqualTo(1L);
    }
}
