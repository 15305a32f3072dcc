package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.engine.Refusals;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks several times a second at what the replicas have in shared, so that each one notices what another wrote. */
final class SharedState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);
    private static final long LOOK_MILLIS = 300;

    private final CommitStore store;
    private final Consumer<Instant> committed;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("warehouse-look").factory());
    private volatile long version = 1;
    private volatile @Nullable String problem;
    private volatile boolean closed;
    private @Nullable String seen;

    /**
     * Not yet started.
     *
     * @param committed told of the newest moment of which every write is in its tables
     */
    SharedState(CommitStore store, Consumer<Instant> committed) {
        this.store = store;
        this.committed = committed;
    }

    void start() {
        var looking = clock.scheduleWithFixedDelay(this::lookAgain, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        LOG.trace("Looking: {}", looking);
    }

    private void lookAgain() {
        try {
            look();
            problem = null;
        } catch (QuanjingException e) {
            LOG.debug("The state of the warehouse cannot be read.", e);
            problem = e.getMessage();
        } catch (RuntimeException e) {
            // Thrown on, it would end the looking for ever.
            LOG.error("The state of the warehouse cannot be read.", e);
            problem = e.getMessage();
        }
    }

    /** Looks now. */
    void look() {
        Map<String, String> state = read();
        version = Math.max(version, Long.parseLong(state.getOrDefault(CommitStore.VERSION, "1")));
        String newest = state.get(CommitStore.COMMITTED);
        lock.lock();
        try {
            String shown = state.get(CommitStore.MARTS_UP_TO);
            boolean behind =
                    newest != null && (shown == null || Instant.parse(newest).isAfter(Instant.parse(shown)));
            // Told again and again while the marts are behind: the replica that was refreshing may be no more.
            if (behind || (newest != null && !newest.equals(seen))) {
                seen = newest;
                committed.accept(Instant.parse(newest));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the replicas remember. */
    Map<String, String> read() {
        lock.lock();
        try {
            if (closed) {
                throw Refusals.closed();
            }
            return store.state();
        } finally {
            lock.unlock();
        }
    }

    long version() {
        return version;
    }

    @Nullable String problem() {
        return problem;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        lock.lock();
        try {
            closed = true;
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
