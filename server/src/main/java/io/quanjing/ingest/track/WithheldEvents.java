package io.quanjing.ingest.track;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events that are not kept because their people do not consent, by shop, day and protocol. A sender does not wait for the
 * operational database: what a process counted is noted some seconds later, and what it had not noted is lost if it is killed.
 */
final class WithheldEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WithheldEvents.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SHOWN_DAYS = 30;

    private final WithheldEventStore store;
    private final InstantSource clock;
    private final Map<Counted, Long> waiting = new HashMap<>();

    private record Counted(String shop, LocalDate day, String protocol) {}

    WithheldEvents(WithheldEventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void schedule(Jobs jobs) {
        jobs.everywhere("ingest.note-withheld-events", INTERVAL, this::note);
    }

    void add(Shop shop, String protocol, int events) {
        if (events > 0) {
            Counted counted = new Counted(shop.id(), shop.clock().day(clock.instant()), protocol);
            synchronized (waiting) {
                waiting.merge(counted, (long) events, Long::sum);
            }
        }
    }

    /** How many there were in the shops of a caller in the last thirty days. */
    long lately(Caller caller) {
        LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(SHOWN_DAYS);
        // While nothing is being noted, or that would be missing or there twice.
        synchronized (store) {
            long noted = store.since(since, caller.shops());
            synchronized (waiting) {
                return noted
                        + waiting.entrySet().stream()
                                .filter(each -> caller.shops().isEmpty()
                                        || caller.shops().contains(each.getKey().shop()))
                                .mapToLong(Map.Entry::getValue)
                                .sum();
            }
        }
    }

    /** Notes what was counted; what cannot be noted now waits on. */
    void note() {
        synchronized (store) {
            Map<Counted, Long> taken;
            synchronized (waiting) {
                taken = new HashMap<>(waiting);
                waiting.clear();
            }
            try {
                taken.entrySet().removeIf(each -> {
                    Counted counted = each.getKey();
                    store.add(counted.shop(), counted.day(), counted.protocol(), each.getValue());
                    return true;
                });
            } finally {
                synchronized (waiting) {
                    taken.forEach((counted, events) -> waiting.merge(counted, events, Long::sum));
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            note();
        } catch (RuntimeException e) {
            LOG.info("The counts of the last seconds of events without consent could not be noted: {}", e.getMessage());
        }
    }
}
