package io.quanjing.metric;

import io.quanjing.access.HealthSign;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the warehouse answers: a question that it does not answer is noted, and from then on it is asked until it does. */
final class WarehouseSign implements HealthSign {

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseSign.class);
    private static final SqlQuery PROBE = SqlQuery.of("SELECT 1 AS answer");

    private final Warehouse warehouse;
    private final Duration interval;
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * Watches a warehouse.
     *
     * @param interval between two attempts to reach one that is away
     */
    WarehouseSign(Warehouse warehouse, Duration interval) {
        this.warehouse = warehouse;
        this.interval = interval;
    }

    @Override
    public boolean well() {
        return !away.get();
    }

    @Override
    public String part() {
        return "warehouse";
    }

    /** Takes into account how a question was refused. */
    void refused(QuanjingException refusal) {
        if (refusal.errorCode() == WarehouseError.UNAVAILABLE && away.compareAndSet(false, true)) {
            LOG.warn("The warehouse does not answer: {}", refusal.getMessage());
            Thread probing = Thread.ofVirtual().name("warehouse-probe").start(this::awaitReturn);
            LOG.debug("{} asks until it does", probing.getName());
        }
    }

    private void awaitReturn() {
        try {
            do {
                Thread.sleep(interval);
            } while (!answers());
            LOG.info("The warehouse answers again");
            away.set(false);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Any other refusal, a closed warehouse for instance, ends the asking: it is an answer. */
    private boolean answers() {
        try {
            return !warehouse.query(PROBE, QueryOptions.interactive()).rows().isEmpty();
        } catch (QuanjingException refusal) {
            return refusal.errorCode() != WarehouseError.UNAVAILABLE;
        }
    }
}
