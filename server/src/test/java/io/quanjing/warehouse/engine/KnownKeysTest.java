package io.quanjing.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

    private static long key(String kind, long number) {
        return KeyHash.of("shop", "tracking", kind + "-" + number);
    }

    /** The share of keys never added that it takes for known. */
    private static double wrong(KnownKeys keys) {
        int asked = 1_000_000;
        return LongStream.range(0, asked)
                        .filter(i -> keys.mayKnow(key("other", i)))
                        .count()
                / (double) asked;
    }

    @Test
    void knowsNothingAtFirst() {
        KnownKeys keys = new KnownKeys(0);

        assertThat(keys.mayKnow(0)).isFalse();
        assertThat(keys.mayKnow(-1)).isFalse();
        assertThat(wrong(keys)).isZero();
        assertThat(keys.size()).isZero();
    }

    @Test
    void neverForgetsAKeyAndSeldomTakesANewOneForKnown() {
        KnownKeys keys = new KnownKeys(500_000);

        LongStream.range(0, 500_000).forEach(i -> keys.add(key("here", i)));

        assertThat(LongStream.range(0, 500_000).allMatch(i -> keys.mayKnow(key("here", i))))
                .isTrue();
        // Measured: 0.000004 when full, the worst moment.
        assertThat(wrong(keys)).isLessThan(0.000_02);
        assertThat(keys.size()).isEqualTo(500_000);
    }

    @Test
    void takesFourBytesForEachKeyThatItExpects() {
        assertThat(new KnownKeys(1_000_000).bytes()).isEqualTo(4_000_000L);
    }

    @Test
    void growsWithTheTable() {
        KnownKeys keys = new KnownKeys(0);

        LongStream.range(0, 3_000_000).forEach(i -> keys.add(key("here", i)));

        assertThat(LongStream.range(0, 3_000_000).allMatch(i -> keys.mayKnow(key("here", i))))
                .isTrue();
        assertThat(wrong(keys)).isLessThan(0.000_1);
        assertThat(keys.bytes()).isLessThan(2 * 3_000_000L * 4);
    }

    @Test
    void losesNothingThatSeveralThreadsAddAtATime() throws Exception {
        KnownKeys keys = new KnownKeys(0);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> adding = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(thread -> () -> {
                        LongStream.range(0, 200_000).forEach(i -> keys.add(key("thread " + thread, i)));
                        return LongStream.range(0, 200_000).allMatch(i -> keys.mayKnow(key("thread " + thread, i)));
                    })
                    .toList();

            for (Future<Boolean> all : threads.invokeAll(adding)) {
                assertThat(all.get()).isTrue();
            }
        }
        for (int thread = 0; thread < 4; thread++) {
            String name = "thread " + thread;
            assertThat(LongStream.range(0, 200_000).allMatch(i -> keys.mayKnow(key(name, i))))
                    .isTrue();
        }
        assertThat(keys.size()).isEqualTo(800_000);
    }
}
