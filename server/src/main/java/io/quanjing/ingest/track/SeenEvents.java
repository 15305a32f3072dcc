package io.quanjing.ingest.track;

import io.quanjing.ingest.Tracking.Rejection;
import io.quanjing.kernel.QuanjingException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The events that this process took or refused last, for people who build a sender. They lie in memory alone and are gone with the process;
 * what they mean is worked out when somebody looks, so that taking them costs next to nothing.
 */
final class SeenEvents {

    /** So that a busy shop does not push out the others. */
    private static final int MOST_OF_SHOP = 200;

    private static final int MOST = 1_000;

    /** Longer ones are shown without their content: memory is bounded by this. */
    private static final int LONGEST = 8_192;

    private static final String NOBODYS = "";

    private final String process = UUID.randomUUID().toString();
    private final Map<String, Deque<Seen>> byShop = new HashMap<>();
    private long last;
    private int held;

    /**
     * An event, or a request that was refused before its events were looked at.
     *
     * @param id its place in what this process saw
     * @param sender whose key it came with; null if nobody's
     * @param sentAt what the request says of its time of sending
     * @param sent as the client wrote it; missing for a request, or if it is too long to be kept
     * @param event the event of the Segment interface that it is, or the place of one that is withheld; null if it tells no fact
     * @param rejection why it was not taken; null if it was
     */
    record Seen(
            long id,
            Instant receivedAt,
            String key,
            @Nullable Sender sender,
            String protocol,
            JsonNode sentAt,
            JsonNode sent,
            @Nullable RawEvent event,
            @Nullable Rejection rejection) {}

    /**
     * An event of a request.
     *
     * @param sent as the client wrote it
     * @param event what it is as an event of the Segment interface; null if it tells no fact
     */
    record Meant(RawEvent sent, @Nullable RawEvent event) {

        boolean isWithheld() {
            return event != null && ConsentReader.isWithheld(event);
        }
    }

    /** Tells one process from another: each counts for itself. */
    String process() {
        return process;
    }

    /** The events of a request and what became of them; rejections name events by their place among those sent. */
    void add(
            String key,
            Sender sender,
            String protocol,
            JsonNode sentAt,
            List<Meant> events,
            List<Rejection> rejections,
            Instant receivedAt) {
        Map<Integer, Rejection> refused = new HashMap<>();
        rejections.forEach(rejection -> refused.put(rejection.index(), rejection));
        synchronized (this) {
            for (Meant each : events.subList(Math.max(0, events.size() - MOST_OF_SHOP), events.size())) {
                boolean kept = each.sent().bytes() <= LONGEST || each.isWithheld();
                put(new Seen(
                        ++last,
                        receivedAt,
                        key,
                        sender,
                        protocol,
                        sentAt,
                        kept ? each.sent().node() : MissingNode.getInstance(),
                        kept ? each.event() : null,
                        refused.get(each.sent().index())));
            }
        }
    }

    /** A request of which nothing was taken. */
    synchronized void addRefused(
            String key, @Nullable Sender sender, String protocol, QuanjingException e, Instant receivedAt) {
        put(new Seen(
                ++last,
                receivedAt,
                key,
                sender,
                protocol,
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                null,
                new Rejection(0, null, e.errorCode().code(), String.valueOf(e.getMessage()), e.arguments())));
    }

    private void put(Seen seen) {
        Sender sender = seen.sender();
        Deque<Seen> own =
                byShop.computeIfAbsent(sender == null ? NOBODYS : sender.shop().id(), shop -> new ArrayDeque<>());
        own.addLast(seen);
        held++;
        if (own.size() > MOST_OF_SHOP) {
            own.removeFirst();
            held--;
        } else if (held > MOST) {
            byShop.values().stream()
                    .max(Comparator.comparingInt(Deque::size))
                    .orElseThrow()
                    .removeFirst();
            held--;
        }
    }

    /** The newest of those that came after a place and that somebody may see, oldest first. */
    synchronized List<Seen> after(long id, Predicate<@Nullable Sender> visible) {
        List<Seen> found = new ArrayList<>();
        for (Deque<Seen> own : byShop.values()) {
            if (!own.isEmpty() && visible.test(own.getLast().sender())) {
                own.stream().filter(seen -> seen.id() > id).forEach(found::add);
            }
        }
        found.sort(Comparator.comparingLong(Seen::id));
        return List.copyOf(found.subList(Math.max(0, found.size() - MOST_OF_SHOP), found.size()));
    }

    /** The place of the last event, whoever may see it. */
    synchronized long last() {
        return last;
    }
}
