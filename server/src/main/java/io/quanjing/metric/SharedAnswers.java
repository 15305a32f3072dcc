package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives people who ask the same one answer: all open boards ask again whenever a figure may have moved. An answer is kept and holds as long as
 * nothing has changed. Afterwards one that took a moment to make is still shown for a short, bounded time, while a thread of its own makes
 * newer ones of whatever boards are being watched; it says itself when it was made. Quick answers are made anew.
 */
final class SharedAnswers implements Metrics, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);

    /** What is made faster than this is never shown after a change. */
    private static final Duration QUICK = Duration.ofMillis(20);

    /** An open page asks every second while the warehouse moves. */
    private static final long WATCHED = Duration.ofSeconds(10).toNanos();

    private static final long TICK_MILLIS = 100;

    /** The oldest answer of all is so many times as old as the setting says. */
    private static final int LONGEST = 15;

    /** As many rounds of making all that is watched may pass, since a round takes half of the time at most. */
    private static final int ROUNDS = 3;

    private static final int MOST_ANSWERS = 200;
    private static final int MOST_ROWS = 300;

    private record Key(MetricQuestion question, List<Shop> shops, Object edition) {}

    private final Metrics metrics;
    private final LongSupplier version;
    private final Function<Caller, List<Shop>> visible;
    private final Consumer<QuanjingException> refused;
    private final BiFunction<MetricQuestion, List<Shop>, ?> edition;
    private final long oldest;
    private final ConcurrentMap<Key, SharedAnswer> answers = new ConcurrentHashMap<>();
    private final @Nullable Thread keeper;
    private volatile long bound;

    /**
     * Shares the answers of these metrics.
     *
     * @param version of the facts
     * @param visible the shops that somebody sees, as they are now
     * @param refused told of each question that was refused
     */
    SharedAnswers(
            Metrics metrics,
            LongSupplier version,
            Function<Caller, List<Shop>> visible,
            Consumer<QuanjingException> refused,
            MetricSettings settings) {
        this(metrics, version, visible, refused, settings, (question, shops) -> "");
    }

    /** As above, where the answers also depend on an edition of what a question names. */
    SharedAnswers(
            Metrics metrics,
            LongSupplier version,
            Function<Caller, List<Shop>> visible,
            Consumer<QuanjingException> refused,
            MetricSettings settings,
            BiFunction<MetricQuestion, List<Shop>, ?> edition) {
        this.metrics = metrics;
        this.version = version;
        this.visible = visible;
        this.refused = refused;
        this.edition = edition;
        this.oldest = settings.oldestAnswer().toNanos();
        this.bound = oldest;
        this.keeper = oldest == 0
                ? null
                : Thread.ofPlatform().daemon().name("metric-answers").start(this::keep);
    }

    @Override
    public MetricAnswer ask(MetricQuestion question, Caller caller) {
        List<Shop> seen = visible.apply(caller);
        Key key = new Key(question, seen, edition.apply(question, seen));
        // An event moves with the calendar, which the warehouse knows nothing of.
        if (key.shops().isEmpty() || question.comparison() == MetricQuestion.Comparison.EVENT) {
            return watched(() -> metrics.ask(question, caller));
        }
        // Others who see these shops get the answer too, and not those that the first to ask comes to see later.
        Caller scoped = new Caller(
                caller.name(), caller.role(), key.shops().stream().map(Shop::id).collect(Collectors.toSet()));
        SharedAnswer shared =
                answers.computeIfAbsent(key, k -> new SharedAnswer(() -> watched(() -> metrics.ask(question, scoped))));
        boolean watching = isWatched(shared, System.nanoTime());
        shared.asked();
        SharedAnswer.Made made = shared.made();
        if (made != null && (current(made, version.getAsLong()) || made.age() <= allowed(made, watching))) {
            return made.answer();
        }
        try {
            MetricAnswer answer = shared.make(version.getAsLong(), oldest);
            if (answer.rows().size() > MOST_ROWS) {
                answers.remove(key, shared);
            } else if (answers.size() > MOST_ANSWERS) {
                answers.entrySet().stream()
                        .filter(other -> other.getValue() != shared)
                        .min(Comparator.comparingLong(other -> other.getValue().lastAsked()))
                        .ifPresent(other -> answers.remove(other.getKey(), other.getValue()));
            }
            return answer;
        } catch (RuntimeException | Error failure) {
            answers.remove(key, shared);
            throw failure;
        }
    }

    private MetricAnswer watched(Supplier<MetricAnswer> question) {
        try {
            return question.get();
        } catch (QuanjingException refusal) {
            refused.accept(refusal);
            throw refusal;
        }
    }

    /** Whether nothing that it shows can have changed. */
    private static boolean current(SharedAnswer.Made made, long version) {
        return !made.moving() && made.version() == version;
    }

    private static boolean isWatched(SharedAnswer shared, long now) {
        return now - shared.lastAsked() < WATCHED;
    }

    /** Of a board that somebody watches nobody waits for what is being made anew; who comes to one that nobody watches sees no old answer. */
    private long allowed(SharedAnswer.Made made, boolean watching) {
        return made.took() < QUICK.toNanos() ? 0 : watching ? LONGEST * oldest : bound;
    }

    /**
     * Makes the answers of watched boards anew, half of the time at most: first, and soon, those of earlier facts, the oldest before the
     * others, then those that change with the clock alone, which can wait.
     */
    private void keep() {
        while (!Thread.currentThread().isInterrupted()) {
            long rest = TICK_MILLIS;
            try {
                // After one comes the next: people wait for all that is on their boards.
                long took = remake();
                rest = took > 0 ? took : TICK_MILLIS;
            } catch (RuntimeException | Error failure) {
                LOG.debug("A watched question failed.", failure);
            }
            try {
                Thread.sleep(rest);
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    /** @return for how many milliseconds to leave the machine to others, as many as it took; 0 if there was nothing to do */
    private long remake() {
        if (answers.isEmpty()) {
            return 0;
        }
        long now = System.nanoTime();
        long facts = version.getAsLong();
        List<SharedAnswer> watched = answers.values().stream()
                .filter(shared -> isWatched(shared, now))
                .filter(shared -> {
                    SharedAnswer.Made made = shared.made();
                    return made != null && !current(made, facts) && allowed(made, true) > 0;
                })
                .toList();
        long round = watched.stream().mapToLong(SharedAnswer::took).sum();
        bound = Math.clamp(ROUNDS * round, oldest, LONGEST * oldest);
        SharedAnswer next = watched.stream()
                .filter(shared -> shared.age() > (shared.isOf(facts) ? WATCHED : oldest / 4))
                .max(Comparator.comparing((SharedAnswer shared) -> !shared.isOf(facts))
                        .thenComparingLong(SharedAnswer::age))
                .orElse(null);
        if (next == null) {
            return 0;
        }
        try {
            var _ = next.make(facts, oldest);
        } catch (RuntimeException | Error failure) {
            // Whoever asks next is told.
            answers.values().remove(next);
            throw failure;
        }
        return Math.max(1, (System.nanoTime() - now) / 1_000_000);
    }

    @Override
    public MetricAnswer export(MetricQuestion question, Caller caller) {
        return watched(() -> metrics.export(question, caller));
    }

    @Override
    public List<FoundValue> values(String dimension, String text, List<String> named, Caller caller) {
        return metrics.values(dimension, text, named, caller);
    }

    @Override
    public MetricDictionary dictionary() {
        return metrics.dictionary();
    }

    @Override
    public MetricDictionary dictionary(List<String> named, Caller caller) {
        return metrics.dictionary(named, caller);
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.interrupt();
        }
    }
}
