package io.quanjing.ingest.track;

import io.quanjing.kernel.QuanjingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Keeps two batches from revising an order or a customer of a shop at the same time: what is known is read, revised and written. In this process
 * locks in memory do; where several replicas write to one warehouse, the operational database has a second one, taken inside the first.
 */
final class ShopLocks {

    /** So many shops at most hold a connection of the pool for their lock; the rest of the pool is for everything else. */
    private static final int SHOPS_AT_A_TIME = 4;

    /** Subjects share them; with so many, two batches seldom meet by chance. */
    private static final int SUBJECT_LOCKS = 1_024;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final @Nullable DataSource database;
    private final Duration patience;
    private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final List<ReentrantLock> subjectLocks =
            Stream.generate(ReentrantLock::new).limit(SUBJECT_LOCKS).toList();
    private final Semaphore connections = new Semaphore(SHOPS_AT_A_TIME);

    private ShopLocks(@Nullable DataSource database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /** For a warehouse that only this process writes to. */
    static ShopLocks ofThisProcess() {
        return new ShopLocks(null, Duration.ZERO);
    }

    /**
     * For a warehouse that other replicas write to as well.
     *
     * @param patience after waiting so long for another replica, the batch is refused for now
     */
    static ShopLocks ofAllReplicas(DataSource database, Duration patience) {
        return new ShopLocks(database, patience);
    }

    /**
     * Does the work while nobody else does any of these orders and customers of the shop; where others write to the warehouse, of the whole
     * shop.
     */
    void holding(String shop, Set<String> subjects, Runnable work) {
        if (database != null) {
            holding(shop, work);
            return;
        }
        // Always in the same order, so that no two wait for each other.
        int[] wanted = subjects.stream()
                .mapToInt(subject -> Math.floorMod(31 * shop.hashCode() + subject.hashCode(), subjectLocks.size()))
                .sorted()
                .distinct()
                .toArray();
        int held = 0;
        try {
            for (; held < wanted.length; held++) {
                subjectLocks.get(wanted[held]).lock();
            }
            work.run();
        } finally {
            while (held > 0) {
                held--;
                subjectLocks.get(wanted[held]).unlock();
            }
        }
    }

    /** Does the work while nobody else does any of the shop. */
    void holding(String shop, Runnable work) {
        ReentrantLock lock = locks.computeIfAbsent(shop, s -> new ReentrantLock());
        lock.lock();
        try {
            if (database == null) {
                work.run();
            } else {
                connections.acquireUninterruptibly();
                try {
                    holding(database, shop, work);
                } finally {
                    connections.release();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void holding(DataSource source, String shop, Runnable work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection, shop);
                work.run();
            } finally {
                // Ends the transaction, and the lock with it; nothing was written in it.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("The lock of the shop " + shop + " failed", failure);
        }
    }

    private void lock(Connection connection, String shop) throws SQLException {
        try (Statement limit = connection.createStatement();
                PreparedStatement lock =
                        connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            boolean ignored = limit.execute("set local lock_timeout = " + patience.toMillis());
            lock.setString(1, "revise orders of " + shop);
            ignored = lock.execute();
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                throw new QuanjingException(
                        TrackError.WRITER_BUSY,
                        "Other replicas have been revising orders of the shop " + shop + " for more than "
                                + patience.toSeconds() + " s. Maybe send again in 2 s.",
                        Map.of("retryAfterSeconds", 2L),
                        failure);
            }
            throw failure;
        }
    }
}
