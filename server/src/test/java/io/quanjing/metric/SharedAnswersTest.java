package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SharedAnswersTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final AtomicInteger computed = new AtomicInteger();
    private final AtomicLong version = new AtomicLong(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Metrics answers = sharing(new SlowMetrics(), Duration.ZERO);

    private SharedAnswers sharing(Metrics metrics, Duration oldest) {
        return new SharedAnswers(
                metrics, version::get, SharedAnswersTest::shops, refusal -> {}, new MetricSettings(oldest));
    }

    private static List<Shop> shops(Caller caller) {
        return caller.shops().stream()
                .map(shop -> new Shop(shop, shop, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY")))
                .toList();
    }

    /** Counts its answers, and gives none before it may. */
    private class SlowMetrics implements Metrics {

        @Override
        public MetricAnswer ask(MetricQuestion question, Caller caller) {
            int number = computed.incrementAndGet();
            begun.countDown();
            try {
                assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (question.metrics().equals(List.of("nothing"))) {
                throw new QuanjingException(MetricError.UNKNOWN_METRIC, "There is no metric nothing.", Map.of());
            }
            return new MetricAnswer(
                    List.of(Map.of("gmv", number)),
                    question.range(),
                    null,
                    null,
                    List.of(),
                    false,
                    Instant.EPOCH,
                    version.get(),
                    null,
                    Map.of(),
                    Map.of());
        }

        @Override
        public List<FoundValue> values(String dimension, String text, List<String> named, Caller caller) {
            return List.of();
        }

        @Override
        public MetricAnswer export(MetricQuestion question, Caller caller) {
            return ask(question, caller);
        }

        @Override
        public MetricDictionary dictionary() {
            return new MetricDictionary(List.of(), List.of());
        }
    }

    private static MetricQuestion question(String metric) {
        return question(metric, new DayRange(DAY, DAY));
    }

    private static MetricQuestion question(String metric, DayRange range) {
        return new MetricQuestion(
                List.of(metric), range, Grain.TOTAL, List.of(), Map.of(), List.of(), null, null, null);
    }

    private static Caller viewer(String name, String... shops) {
        return new Caller(name, Role.VIEWER, Set.of(shops));
    }

    @Test
    void answersThoseWhoAskTheSameAtTheSameTimeOnce() throws Exception {
        try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<MetricAnswer> first = viewers.submit(() -> answers.ask(question("gmv"), viewer("a", "s1")));
            begun.await();
            List<Future<MetricAnswer>> others = new ArrayList<>();
            List<CountDownLatch> asking = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String name = "b" + i;
                CountDownLatch on = new CountDownLatch(1);
                asking.add(on);
                others.add(viewers.submit(() -> {
                    on.countDown();
                    return answers.ask(question("gmv"), viewer(name, "s1"));
                }));
            }
            for (CountDownLatch on : asking) {
                on.await();
            }
            // Those who came to the question before its end share it; who came later would be computed anew.
            Thread.sleep(200);
            mayEnd.countDown();

            for (Future<MetricAnswer> other : others) {
                assertThat(other.get()).isSameAs(first.get());
            }
            assertThat(computed).hasValue(1);
        }
    }

    @Test
    void neverSharesAcrossScopesOrAfterAChange() throws Exception {
        try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<MetricAnswer> own = viewers.submit(() -> answers.ask(question("gmv"), viewer("a", "s1")));
            begun.await();
            Future<MetricAnswer> otherShop = viewers.submit(() -> answers.ask(question("gmv"), viewer("b", "s2")));
            version.incrementAndGet();
            Future<MetricAnswer> later = viewers.submit(() -> answers.ask(question("gmv"), viewer("a", "s1")));
            mayEnd.countDown();

            assertThat(Set.of(own.get(), otherShop.get(), later.get())).hasSize(3);
            assertThat(answers.ask(question("gmv"), viewer("a", "s1"))).isSameAs(later.get());
        }
    }

    @Test
    void keepsAnAnswerUntilSomethingChanges() {
        mayEnd.countDown();
        MetricAnswer first = answers.ask(question("gmv"), viewer("a", "s1"));

        assertThat(answers.ask(question("gmv"), viewer("b", "s1"))).isSameAs(first);
        version.incrementAndGet();
        assertThat(answers.ask(question("gmv"), viewer("b", "s1")).rows()).isEqualTo(List.of(Map.of("gmv", 2)));
    }

    @Test
    void makesTheAnswerOfADayThatIsNotOverAnew() {
        mayEnd.countDown();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        MetricQuestion open = question("gmv", new DayRange(DAY, today));

        assertThat(answers.ask(open, viewer("a")).rows())
                .isNotEqualTo(answers.ask(open, viewer("a")).rows());
    }

    @Test
    void showsASlowAnswerForAShortTimeAfterAChangeAndMakesANewerOneMeanwhile() throws Exception {
        mayEnd.countDown();
        Metrics slow = new SlowMetrics() {
            @Override
            public MetricAnswer ask(MetricQuestion question, Caller caller) {
                LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                return super.ask(question, caller);
            }
        };
        try (SharedAnswers watched = sharing(slow, Duration.ofSeconds(20))) {
            MetricAnswer first = watched.ask(question("gmv"), viewer("a", "s1"));
            version.incrementAndGet();

            assertThat(watched.ask(question("gmv"), viewer("a", "s1"))).isSameAs(first);
        }
        try (SharedAnswers watched = sharing(slow, Duration.ofMillis(200))) {
            MetricAnswer first = watched.ask(question("gmv"), viewer("a", "s1"));
            version.incrementAndGet();
            // Before the asker would make the answer.
            long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
            MetricAnswer shown = first;
            while (shown.version() == first.version() && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                shown = watched.ask(question("gmv"), viewer("a", "s1"));
            }

            assertThat(shown.version()).isGreaterThan(first.version());
        }
    }

    @Test
    @Timeout(60)
    void leavesAWatchedAnswerOfTheRunningDayAloneWhileNothingComesIn() throws Exception {
        mayEnd.countDown();
        Metrics slow = new SlowMetrics() {
            @Override
            public MetricAnswer ask(MetricQuestion question, Caller caller) {
                LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                return super.ask(question, caller);
            }
        };
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        MetricQuestion open = question("gmv", new DayRange(today, today));
        try (SharedAnswers watched = sharing(slow, Duration.ofMillis(400))) {
            MetricAnswer first = watched.ask(open, viewer("a", "s1"));
            Thread.sleep(1_500);

            assertThat(computed).hasValue(1);
            version.incrementAndGet();
            MetricAnswer shown = first;
            while (shown.version() == first.version()) {
                Thread.sleep(10);
                shown = watched.ask(open, viewer("a", "s1"));
            }
        }
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForAnAnswerThatIsBeingMadeAnewWhileTheBoardIsWatched() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Metrics stuck = new SlowMetrics() {
            @Override
            public MetricAnswer ask(MetricQuestion question, Caller caller) {
                if (asked.incrementAndGet() == 1) {
                    LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                    mayEnd.countDown();
                    return super.ask(question, caller);
                }
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("The answers were closed.");
            }
        };
        try (SharedAnswers watched = sharing(stuck, Duration.ofSeconds(1))) {
            MetricAnswer first = watched.ask(question("gmv"), viewer("a", "s1"));
            version.incrementAndGet();
            while (asked.get() < 2) {
                Thread.sleep(10);
            }
            // Longer than one that nobody watches may be shown.
            Thread.sleep(1_100);

            assertThat(watched.ask(question("gmv"), viewer("b", "s1"))).isSameAs(first);
        }
    }

    @Test
    @Timeout(20)
    void tellsThoseWhoWatchThatTheirQuestionFailsNow() {
        mayEnd.countDown();
        Metrics breaking = new SlowMetrics() {
            @Override
            public MetricAnswer ask(MetricQuestion question, Caller caller) {
                LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                return super.ask(computed.get() == 0 ? question : question("nothing"), caller);
            }
        };
        try (SharedAnswers watched = sharing(breaking, Duration.ofSeconds(2))) {
            var _ = watched.ask(question("gmv"), viewer("a", "s1"));
            version.incrementAndGet();
            while (computed.get() < 2) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            // By its age the last answer could be shown for half a minute.
            assertThatThrownBy(() -> {
                        while (true) {
                            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                            var _ = watched.ask(question("gmv"), viewer("a", "s1"));
                        }
                    })
                    .hasMessage("There is no metric nothing.");
        }
    }

    @Test
    void asksForTheShopsThatAllWhoShareTheAnswerSee() {
        mayEnd.countDown();
        List<Caller> asked = new ArrayList<>();
        Metrics noting = new SlowMetrics() {
            @Override
            public MetricAnswer ask(MetricQuestion question, Caller caller) {
                asked.add(caller);
                return super.ask(question, caller);
            }
        };
        List<Shop> all = new ArrayList<>(shops(viewer("", "s1", "s2")));
        try (SharedAnswers shared = new SharedAnswers(
                noting,
                version::get,
                caller -> all.stream().filter(caller::sees).toList(),
                refusal -> {},
                new MetricSettings(Duration.ZERO))) {
            MetricAnswer ofAll = shared.ask(question("gmv"), new Caller("admin", Role.ADMIN, Set.of()));

            assertThat(shared.ask(question("gmv"), viewer("a", "s1", "s2"))).isSameAs(ofAll);
            assertThat(asked)
                    .singleElement()
                    .satisfies(caller -> assertThat(caller.shops()).containsExactlyInAnyOrder("s1", "s2"));
        }
    }

    @Test
    void saysWhatWasWrongWithTheQuestion() {
        mayEnd.countDown();

        assertThatThrownBy(() -> answers.ask(question("nothing"), viewer("a")))
                .isInstanceOf(QuanjingException.class)
                .hasMessage("There is no metric nothing.");
    }
}
