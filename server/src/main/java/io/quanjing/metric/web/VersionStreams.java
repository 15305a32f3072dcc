package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.Presence;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells open pages that figures may have moved. Each has a virtual thread of its own, which looks at the number of the warehouse: that costs a
 * read from memory in both engines, and a page that takes its news slowly keeps no other waiting. A stream ends after ten minutes; the page
 * comes again at once, which counts as a request of its session and finds another replica if this one has many.
 */
final class VersionStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VersionStreams.class);

    /** So many pages of one user are told; others look by themselves. */
    static final int MOST_OF_ONE = 12;

    private static final int MOST = 2_000;
    private static final Duration TICK = Duration.ofMillis(100);
    /** What the number of the warehouse does not tell, a new day for instance, is seen this late at most. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final long RETRY_MILLIS = 1_000;

    private final Warehouse warehouse;
    private final Duration beat;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** @param beat so often a page hears something, and its session is looked at */
    VersionStreams(Warehouse warehouse, Duration beat) {
        this.warehouse = warehouse;
        this.beat = beat;
    }

    /**
     * Sends the version to a page, at once and whenever it is another, until the page goes away, the session ends or the server stops.
     *
     * @param version of what somebody sees, as JSON in one line
     * @throws QuanjingException {@code metric.too_many_streams} if enough pages of this user are told already
     */
    void follow(Caller caller, Presence presence, Function<Caller, String> version, EventWriter page) {
        enter(caller.name());
        try {
            tell(caller, presence, version, page);
        } catch (IOException gone) {
            LOG.trace("A page of {} went away", caller.name(), gone);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // The page looks by itself then, and is told what is away.
            LOG.debug("A page of {} is no longer told", caller.name(), failure);
        } finally {
            open.computeIfPresent(caller.name(), (name, count) -> count == 1 ? null : count - 1);
        }
    }

    private void tell(Caller caller, Presence presence, Function<Caller, String> version, EventWriter page)
            throws IOException, InterruptedException {
        page.begin(RETRY_MILLIS);
        Caller now = caller;
        String told = "";
        long seen = Long.MIN_VALUE;
        long began = System.nanoTime();
        long looked = began;
        long beaten = began;
        while (running && System.nanoTime() - began < LIFE.toNanos()) {
            long time = System.nanoTime();
            if (time - beaten >= beat.toNanos()) {
                beaten = time;
                Optional<Caller> present = presence.caller();
                if (present.isEmpty()) {
                    return;
                }
                now = present.get();
                page.event("beat", "{}");
            }
            long facts = warehouse.version();
            if (facts != seen || time - looked >= LOOK.toNanos()) {
                seen = facts;
                looked = time;
                String news = version.apply(now);
                if (news.equals(told)) {
                    // The second write after a page has gone fails, so its place is free within four seconds.
                    page.comment();
                } else {
                    told = news;
                    page.event("version", news);
                }
            }
            Thread.sleep(TICK);
        }
    }

    private void enter(String name) {
        int mine = open.merge(name, 1, Integer::sum);
        if (mine > MOST_OF_ONE
                || open.values().stream().mapToInt(Integer::intValue).sum() > MOST) {
            open.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
            throw new QuanjingException(
                    MetricError.TOO_MANY_STREAMS,
                    name + " has " + (mine - 1) + " pages open that are told of news, and " + MOST_OF_ONE
                            + " is the most of one user. Maybe close some.",
                    Map.of("limit", MOST_OF_ONE));
        }
    }

    /** How many pages are told now. */
    int size() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for the requests that are still being answered. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
