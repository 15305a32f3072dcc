package io.quanjing.metric;

import io.quanjing.kernel.QuanjingException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One question of many people: its last answer, and the one that is being made. */
final class SharedAnswer {

    /**
     * An answer.
     *
     * @param version of the facts before it was begun: it may show later ones, never only earlier ones
     * @param moving whether it changes with the clock alone: a period that is running, or whose orders may still be paid in time
     * @param begun when it was begun, of the clock that measures
     * @param took nanoseconds
     */
    record Made(MetricAnswer answer, long version, boolean moving, long begun, long took) {

        /** Nanoseconds since it was begun. */
        long age() {
            return System.nanoTime() - begun;
        }
    }

    private record Making(FutureTask<Made> task, long version, long begun) {}

    /** Later no figure asks whether a day or an order's time for paying is over, whatever the shop's time zone. */
    private static final int SETTLED_DAYS = 4;

    private final Callable<MetricAnswer> question;
    private volatile long asked = System.nanoTime();
    private volatile @Nullable Made made;
    private @Nullable Making making;

    SharedAnswer(Callable<MetricAnswer> question) {
        this.question = question;
    }

    void asked() {
        asked = System.nanoTime();
    }

    long lastAsked() {
        return asked;
    }

    /** The last answer; null before the first. */
    @Nullable Made made() {
        return made;
    }

    /** Nanoseconds since the last answer was begun; 0 before the first. */
    long age() {
        Made last = made;
        return last == null ? 0 : last.age();
    }

    /** Whether the last answer was begun with this version of the facts. */
    boolean isOf(long version) {
        Made last = made;
        return last != null && last.version() == version;
    }

    /** Nanoseconds that the last answer took; 0 before the first. */
    long took() {
        Made last = made;
        return last == null ? 0 : last.took();
    }

    /**
     * Makes an answer, or waits for the one that another is making of the same version or began no longer ago than that.
     *
     * @param version of the facts now
     * @param oldest nanoseconds
     */
    MetricAnswer make(long version, long oldest) {
        Making ours;
        boolean own = false;
        synchronized (this) {
            Making others = making;
            if (others != null && (others.version() == version || System.nanoTime() - others.begun() < oldest)) {
                ours = others;
            } else {
                long begun = System.nanoTime();
                ours = new Making(new FutureTask<>(() -> made(version, begun)), version, begun);
                making = ours;
                own = true;
            }
        }
        if (own) {
            try {
                ours.task().run();
            } finally {
                done(ours);
            }
        }
        return result(ours.task()).answer();
    }

    private Made made(long version, long begun) throws Exception {
        MetricAnswer answer = question.call();
        boolean moving =
                !answer.range().to().isBefore(LocalDate.now(ZoneOffset.UTC).minusDays(SETTLED_DAYS));
        return new Made(answer, version, moving, begun, System.nanoTime() - begun);
    }

    private synchronized void done(Making ended) {
        if (ended.equals(making)) {
            making = null;
        }
        if (ended.task().state() == FutureTask.State.SUCCESS) {
            Made fresh = ended.task().resultNow();
            Made last = made;
            if (last == null || fresh.begun() - last.begun() > 0) {
                made = fresh;
            }
        }
    }

    private static Made result(FutureTask<Made> task) {
        try {
            return task.get();
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
}
