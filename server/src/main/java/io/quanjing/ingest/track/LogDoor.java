package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.ingest.log.EventLog;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what events tell into a log, where the direct way writes their rows. The sender gets the same answers: whatever an event breaks by
 * itself is found here. What only the state of its order can decide is looked up, and where the order may still be on its way through the
 * log, waited for.
 */
final class LogDoor {

    private static final Logger LOG = LoggerFactory.getLogger(LogDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventLog log;
    private final FactMapping mapping;
    private final ToldJson json;

    LogDoor(EventLog log, FactMapping mapping) {
        this.log = log;
        this.mapping = mapping;
        this.json = new ToldJson(mapping.event());
    }

    /**
     * Returns when the log has the events.
     *
     * @param refused told of each event that breaks a rule; it is not in the log
     * @throws QuanjingException if the log cannot take them; the sender has to come again
     */
    void append(Sender sender, List<TrackedEvent> events, BiConsumer<TrackedEvent, QuanjingException> refused) {
        Shop shop = sender.shop();
        IdentityHashMap<Told, TrackedEvent> all = new IdentityHashMap<>();
        List<Told> inOrder = new ArrayList<>(events.size());
        List<Told> odd = new ArrayList<>();
        Set<String> ordersBefore = new HashSet<>();
        for (TrackedEvent event : events) {
            try {
                Told told = mapping.tell(sender, event);
                boolean good = mapping.checkAlone(shop, told);
                all.put(told, event);
                inOrder.add(told);
                Told.OfOrder of = told.order();
                // What an event before it in the batch makes of its order, is decided where the log is read.
                if (of != null && ordersBefore.add(of.id()) && !good) {
                    odd.add(told);
                }
            } catch (QuanjingException e) {
                if (!isOfEvent(e)) {
                    throw e;
                }
                refused.accept(event, e);
            }
        }
        IdentityHashMap<Told, QuanjingException> impossible =
                odd.isEmpty() ? new IdentityHashMap<>() : impossible(shop, odd);
        impossible.forEach((told, e) -> refused.accept(Objects.requireNonNull(all.get(told)), e));
        inOrder.removeIf(impossible::containsKey);
        log.append(shop.id(), json.write(shop.id(), inOrder, log.longestRecord()));
    }

    /** The events that their orders cannot take, as far as everything that was acknowledged until now tells. */
    private IdentityHashMap<Told, QuanjingException> impossible(Shop shop, List<Told> odd) {
        try {
            IdentityHashMap<Told, QuanjingException> now = mapping.refusedByOrders(shop, odd);
            if (!now.isEmpty() && log.awaitApplied(shop.id(), PATIENCE)) {
                return mapping.refusedByOrders(shop, List.copyOf(now.keySet()));
            }
            // Whoever reads the log decides where that takes too long.
            return new IdentityHashMap<>();
        } catch (QuanjingException e) {
            LOG.debug("The orders of {} events cannot be looked up now.", odd.size(), e);
            return new IdentityHashMap<>();
        }
    }

    private static boolean isOfEvent(QuanjingException e) {
        return e.errorCode() instanceof TrackError || e.errorCode().kind() == ErrorCode.Kind.INVALID;
    }
}
