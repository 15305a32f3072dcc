package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error of the machine, such as memory that runs out, in the thread that writes. */
class WriterErrorTest {

    @TempDir
    Path folder;

    /** An amount that does something when the writer stages it. */
    private static final class Amount extends BigDecimal {

        private static final long serialVersionUID = 1;

        private final transient Runnable staged;

        Amount(Runnable staged) {
            super("1.0000");
            this.staged = staged;
        }

        private void stage() {
            if (Thread.currentThread().getName().equals("warehouse-writer")) {
                staged.run();
            }
        }

        @Override
        public int scale() {
            stage();
            return super.scale();
        }

        @Override
        public BigInteger unscaledValue() {
            stage();
            return super.unscaledValue();
        }

        @Override
        public BigDecimal setScale(int scale, RoundingMode rounding) {
            stage();
            return super.setScale(scale, rounding);
        }
    }

    @Test
    void leavesNoSenderWaiting() throws Exception {
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder)) {
            SmallShop shop = new SmallShop(warehouse);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(1);
            Amount blocks = new Amount(() -> {
                begun.countDown();
                try {
                    assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Amount breaks = new Amount(() -> {
                throw new OutOfMemoryError("said by the test");
            });
            CompletableFuture<?> first = send(warehouse, order(shop, "1", blocks));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<?> second = send(warehouse, order(shop, "2", breaks));
            CompletableFuture<?> third = send(warehouse, order(shop, "3", BigDecimal.ONE));
            // Both wait behind the first by now, and share a commit.
            TimeUnit.MILLISECONDS.sleep(500);
            others.countDown();

            assertThat(first).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(second).failsWithin(20, TimeUnit.SECONDS);
            assertThat(third).failsWithin(20, TimeUnit.SECONDS);
            assertThat(send(warehouse, order(shop, "4", BigDecimal.TWO))).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<?> send(Warehouse warehouse, FactRow row) {
        return CompletableFuture.supplyAsync(
                () -> warehouse.write(List.of(row)), task -> Thread.ofVirtual().start(task));
    }

    private static FactRow order(SmallShop shop, String id, BigDecimal amount) {
        return shop.order(id, "2026-03-01T10:00", "c", "1").set("order_amount", amount);
    }
}
