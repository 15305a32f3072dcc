package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Who may revise the orders of a shop, with two replicas on a real PostgreSQL. */
class ShopLocksTest {

    private static final DataSource DATABASE = TestPostgres.empty().dataSource();

    private final ShopLocks here = ShopLocks.ofAllReplicas(DATABASE, Duration.ofSeconds(20));
    private final ShopLocks there = ShopLocks.ofAllReplicas(DATABASE, Duration.ofSeconds(20));

    @Test
    void letsOneReplicaAtATimeReviseTheOrdersOfAShop() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] unguarded = new int[1];
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ShopLocks replica = i % 2 == 0 ? here : there;
                all.add(threads.submit(() -> replica.holding("suiyu", () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    unguarded[0]++;
                    inside.decrementAndGet();
                })));
            }
            for (Future<?> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(unguarded[0]).isEqualTo(60);
    }

    @Test
    void doesNotKeepOneShopFromAnother() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> here.holding("a", () -> meet(both)));
            Future<?> other = threads.submit(() -> there.holding("b", () -> meet(both)));
            assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
            assertThat(other.get(60, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void letsTwoOrdersOfAShopBeRevisedAtATimeWhereNobodyElseWrites() throws Exception {
        ShopLocks alone = ShopLocks.ofThisProcess();
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> alone.holding("a", Set.of("order 1"), () -> meet(both)));
            Future<?> other = threads.submit(() -> alone.holding("a", Set.of("order 2"), () -> meet(both)));
            assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
            assertThat(other.get(60, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void letsOneBatchAtATimeReviseAnOrderWhateverElseItRevises() throws Exception {
        ShopLocks alone = ShopLocks.ofThisProcess();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] unguarded = new int[1];
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                Set<String> revised = Set.of("order 1", "order " + (2 + i % 7), "customer " + i % 5);
                all.add(threads.submit(() -> alone.holding("suiyu", revised, () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    unguarded[0]++;
                    inside.decrementAndGet();
                })));
            }
            for (Future<?> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(unguarded[0]).isEqualTo(600);
    }

    @Test
    void refusesForNowWhenAnotherReplicaTakesTooLong() {
        ShopLocks impatient = ShopLocks.ofAllReplicas(DATABASE, Duration.ofMillis(200));
        here.holding(
                "suiyu",
                () -> assertThatThrownBy(() -> impatient.holding("suiyu", () -> {
                            throw new AssertionError("Two replicas are inside.");
                        }))
                        .isInstanceOfSatisfying(QuanjingException.class, refusal -> {
                            assertThat(refusal.errorCode()).isEqualTo(TrackError.WRITER_BUSY);
                            assertThat(refusal.arguments()).containsEntry("retryAfterSeconds", 2L);
                        }));
    }

    @Test
    void isFreeAgainAfterWorkThatFailed() {
        assertThatThrownBy(() -> here.holding("suiyu", () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        AtomicInteger runs = new AtomicInteger();
        there.holding("suiyu", runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    private static void meet(CountDownLatch both) {
        both.countDown();
        try {
            if (!both.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The other shop had to wait.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
