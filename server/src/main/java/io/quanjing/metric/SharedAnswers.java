package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.kernel.QuanjingException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gives people who ask the same at the same time one answer: all open boards ask again whenever a figure may have moved. Nothing is kept: a
 * question that comes after the answer, or after the facts changed, is asked anew.
 */
final class SharedAnswers implements Metrics {

    private record Key(MetricQuestion question, Set<String> shops, long version) {}

    private final Metrics metrics;
    private final LongSupplier version;
    private final Consumer<QuanjingException> refused;
    private final ConcurrentMap<Key, FutureTask<MetricAnswer>> asked = new ConcurrentHashMap<>();

    /**
     * Shares the answers of these metrics.
     *
     * @param version of the facts: whoever asks after a change never gets an answer from before it
     * @param refused told of each question that was refused
     */
    SharedAnswers(Metrics metrics, LongSupplier version, Consumer<QuanjingException> refused) {
        this.metrics = metrics;
        this.version = version;
        this.refused = refused;
    }

    @Override
    public MetricAnswer ask(MetricQuestion question, Caller caller) {
        Key key = new Key(question, caller.shops(), version.getAsLong());
        FutureTask<MetricAnswer> own = new FutureTask<>(() -> watched(() -> metrics.ask(question, caller)));
        FutureTask<MetricAnswer> others = asked.putIfAbsent(key, own);
        if (others != null) {
            return result(others);
        }
        try {
            own.run();
        } finally {
            asked.remove(key, own);
        }
        return result(own);
    }

    private MetricAnswer watched(Supplier<MetricAnswer> question) {
        try {
            return question.get();
        } catch (QuanjingException refusal) {
            refused.accept(refusal);
            throw refusal;
        }
    }

    private static MetricAnswer result(FutureTask<MetricAnswer> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case QuanjingException known ->
                    throw new QuanjingException(
                            known.errorCode(), String.valueOf(known.getMessage()), known.arguments(), known);
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("A question failed.", failure.getCause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for an answer was interrupted.", interrupted);
        }
    }

    @Override
    public MetricAnswer export(MetricQuestion question, Caller caller) {
        return watched(() -> metrics.export(question, caller));
    }

    @Override
    public MetricDictionary dictionary() {
        return metrics.dictionary();
    }
}
