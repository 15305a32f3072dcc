package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the marts follow the facts, beside the writer, so that no write waits for a refresh. The moment that a refresh is told of is that of
 * a commit which was complete before the refresh began, so its view of the facts holds that commit and perhaps later ones; those are
 * computed again by the next refresh, which begins from the moment told of.
 */
public final class MartThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MartThread.class);
    private static final long AFTER_FAILURE = Duration.ofSeconds(5).toNanos();

    private static final long LONGEST_REST = Duration.ofSeconds(30).toNanos();

    /** Makes the marts follow the facts. */
    public interface Marting {
        /**
         * Makes the marts show at least every fact recorded up to a moment.
         *
         * @return whether a mart changed
         */
        boolean refresh(Instant upTo);
    }

    private final Marting marts;
    private final long interval;
    private final int rest;
    private final AtomicLong version;
    private final Thread thread;

    private Instant newest;
    private @Nullable Instant shown;
    private long due = System.nanoTime();
    private long rested = due;
    private boolean pending = true;
    private boolean hurry = true;
    private boolean asked;
    private boolean closed;
    private long failures;
    private @Nullable QuanjingException failure;

    /**
     * Not yet started. The first refresh mends what a crash left between a commit and its refresh.
     *
     * @param newest when the newest fact was recorded
     * @param interval how long changes are gathered before a refresh
     * @param rest a refresh is followed by a rest of so many times its length, where it takes the machine from the questions
     * @param version grows with every refresh that changed something
     */
    public MartThread(Marting marts, Instant newest, Duration interval, int rest, AtomicLong version) {
        this.marts = marts;
        this.newest = newest;
        this.interval = interval.toNanos();
        this.rest = rest;
        this.version = version;
        this.thread = Thread.ofPlatform().name("warehouse-marts").unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Tells of a commit, after it is complete, that changed facts. */
    public synchronized void committed(Instant recordedAt) {
        newest = recordedAt;
        if (!pending) {
            pending = true;
            due = later(System.nanoTime() + interval, rested);
            notifyAll();
        }
    }

    /** Why the marts do not follow; null while they do. */
    public synchronized @Nullable String problem() {
        return failure == null ? null : failure.getMessage();
    }

    /**
     * Waits until the marts show every commit told of before.
     *
     * @throws QuanjingException if a refresh fails or the warehouse is closed
     */
    public void await() {
        QuanjingException refused = follow();
        if (refused != null) {
            throw Refusals.again("The marts failed.", refused);
        }
    }

    /** Like {@link #await}, for those whose work is done even if the marts fail to show it: answers why they do. */
    public synchronized @Nullable QuanjingException follow() {
        Instant wanted = newest;
        long failuresBefore = failures;
        boolean interrupted = false;
        try {
            while (isBehind(wanted)) {
                if (closed) {
                    return Refusals.closed();
                }
                if (failures > failuresBefore) {
                    return failure;
                }
                hurry = true;
                notifyAll();
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isBehind(Instant wanted) {
        Instant reached = shown;
        return reached == null || wanted.isAfter(reached);
    }

    private void run() {
        for (Instant upTo = next(); upTo != null; upTo = next()) {
            long began = System.nanoTime();
            try {
                if (marts.refresh(upTo)) {
                    version.incrementAndGet();
                }
                succeeded(upTo, System.nanoTime() - began);
            } catch (QuanjingException e) {
                failed(e);
            } catch (RuntimeException | Error e) {
                failed(Refusals.failure(
                        WarehouseError.FAILED, "The marts could not be refreshed: " + e.getMessage(), e));
            }
        }
    }

    /** Up to which commit the next refresh has to show the facts, once it is due; null when there is none any more. */
    private synchronized @Nullable Instant next() {
        while (!closed) {
            long left = due - System.nanoTime();
            if (pending && (hurry || left <= 0)) {
                pending = false;
                asked = hurry;
                hurry = false;
                return newest;
            }
            try {
                if (pending) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody may interrupt the marts.", e);
            }
        }
        return null;
    }

    private synchronized void succeeded(Instant upTo, long nanos) {
        shown = upTo;
        failure = null;
        // One that somebody waited for, such as that of a large import, says nothing about those that follow.
        rested = System.nanoTime() + (asked ? 0 : Math.min(rest * nanos, LONGEST_REST));
        if (pending) {
            due = later(due, rested);
        } else {
            hurry = false;
        }
        notifyAll();
    }

    private synchronized void failed(QuanjingException problem) {
        LOG.error("The marts could not be refreshed; the next try is in a few seconds.", problem);
        failure = problem;
        failures++;
        pending = true;
        due = System.nanoTime() + AFTER_FAILURE;
        notifyAll();
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** Lets a refresh that runs come to its end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
