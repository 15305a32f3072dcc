package io.quanjing.ingest.track;

import io.quanjing.ingest.Tracking.Receipt;
import io.quanjing.kernel.QuanjingException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way of events into the warehouse, for every protocol that they come in. A protocol says what its events mean, as events of the
 * Segment interface; keys, limits, rules and writing are the same for all.
 */
public interface EventDoor {

    /**
     * The events of a body.
     *
     * @param beside the fields beside the list; all fields where the body is a single event
     * @param listed whether the events stand in a list
     */
    record Events(ObjectNode beside, List<RawEvent> all, boolean listed) {}

    /**
     * What a client sent in one request.
     *
     * @param protocol its name, for people
     * @param writeKey the key, if the request has one
     * @param sentAt the client's time of sending for events that have none of their own, or missing
     * @param objects whether the person's browser asks not to be tracked
     * @param sent the events as the client writes them
     * @param meaning the event of the Segment interface that one of them is; null for one that tells no fact
     */
    record Delivery(
            String protocol,
            @Nullable String writeKey,
            JsonNode sentAt,
            boolean objects,
            List<RawEvent> sent,
            Function<JsonNode, @Nullable ObjectNode> meaning) {}

    /**
     * The bytes of a request, unpacked where they are gzip.
     *
     * @throws QuanjingException if they break off, are damaged or more than a body may have
     */
    byte[] plain(InputStream in);

    /** Like {@link #plain}, and the JSON out of it where that is the value of a form. */
    byte[] json(InputStream in);

    /**
     * Reads a body of JSON: a list of events, an object with such a list, or a single event.
     *
     * @param list the field of the list
     * @throws QuanjingException if it is no JSON within the limits, or has too many events
     */
    Events events(byte[] json, String list);

    /**
     * Takes what a client sent; what it accepts is durable when it returns.
     *
     * @throws QuanjingException if the key is missing or wrong, or too many events come at once; then nothing is taken
     */
    Receipt take(Delivery delivery);

    /** Says what would become of the events, and writes none of them. */
    Receipt check(Delivery delivery);

    /** 413 if an event was too large, 400 for any other rule: senders repeat neither, and the good events are kept. */
    static QuanjingException refused(Receipt receipt) {
        boolean tooLarge =
                receipt.rejections().stream().anyMatch(r -> r.code().equals(TrackError.EVENT_TOO_LARGE.code()));
        return refused(receipt, tooLarge ? TrackError.EVENT_TOO_LARGE : TrackError.EVENTS_REJECTED);
    }

    /** Tells of the events that break a rule by the error that a client does not answer with sending them again. */
    static QuanjingException refused(Receipt receipt, TrackError error) {
        int rejected = receipt.rejections().size();
        return new QuanjingException(
                error,
                "Of " + (receipt.accepted() + receipt.withheld() + rejected) + " events " + receipt.accepted()
                        + " were taken and "
                        + rejected + " break a rule: "
                        + receipt.rejections().getFirst().message(),
                Map.of("accepted", receipt.accepted(), "rejected", receipt.rejections()));
    }
}
