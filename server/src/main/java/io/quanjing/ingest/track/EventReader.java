package io.quanjing.ingest.track;

import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.track.TrackedEvent.Call;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks the envelope of an event: size, type, name, person, id and time. */
final class EventReader {

    private static final int LONGEST_ID = 255;
    private static final List<Call> KNOWN_CALLS = List.of(Call.values());
    private static final String CALLS = "track, page, screen, identify, group, alias";

    private final TrackSettings settings;
    private final EventClock clock;
    private final Pseudonyms pseudonyms;

    EventReader(TrackSettings settings, Pseudonyms pseudonyms) {
        this.settings = settings;
        this.clock = new EventClock(settings.futureTolerance(), settings.oldest());
        this.pseudonyms = pseudonyms;
    }

    /**
     * Reads an event.
     *
     * @param batchSentAt the batch's time of sending, for events that have none of their own
     * @throws QuanjingException if the event breaks a rule of the envelope
     */
    TrackedEvent read(RawEvent raw, JsonNode batchSentAt, Instant receivedAt) {
        JsonNode node = raw.node();
        if (!node.isObject()) {
            throw new QuanjingException(
                    TrackError.EVENT_NOT_AN_OBJECT,
                    "The event is not a JSON object.",
                    Map.of("kind", node.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        if (raw.bytes() > settings.maxEventBytes()) {
            throw new QuanjingException(
                    TrackError.EVENT_TOO_LARGE,
                    "The event has " + raw.bytes() + " bytes, more than the " + settings.maxEventBytes()
                            + " that an event may have.",
                    Map.of("bytes", raw.bytes(), "limit", settings.maxEventBytes()));
        }
        Fields event = new Fields(node);
        Call call = call(event);
        String name = event.text(call == Call.TRACK ? "event" : "name");
        if (call == Call.TRACK && name == null) {
            throw new QuanjingException(
                    TrackError.EVENT_NAME_MISSING, "The track call has no name. Maybe the field 'event' is missing.");
        }
        String customer = person(event, "user_id");
        String visitor = person(event, call == Call.ALIAS ? "previous_id" : "anonymous_id");
        if (visitor == null) {
            visitor = customer;
        }
        if (visitor == null) {
            throw new QuanjingException(
                    TrackError.EVENT_PERSON_MISSING,
                    "The event has neither anonymousId nor userId: one of them is needed.");
        }
        JsonNode ownSentAt = event.find("sent_at");
        EventClock.Said said = new EventClock.Said(
                event.find("timestamp"),
                event.find("original_timestamp"),
                ownSentAt.isMissingNode() ? batchSentAt : ownSentAt);
        return new TrackedEvent(
                raw.index(),
                key(event, said, raw.index(), receivedAt),
                clock.at(said, receivedAt),
                call,
                name,
                visitor,
                customer,
                event.child("properties"),
                event.child("context"),
                event.child("traits"));
    }

    private static Call call(Fields event) {
        String type = event.text("type");
        for (Call call : KNOWN_CALLS) {
            if (call.name().equalsIgnoreCase(type)) {
                return call;
            }
        }
        throw new QuanjingException(
                TrackError.EVENT_TYPE_UNKNOWN,
                "The event's type " + (type == null ? "is missing" : "'" + type + "' is unknown") + ". It is one of "
                        + CALLS + ".",
                Map.of("type", type == null ? "" : type));
    }

    private @Nullable String person(Fields event, String field) {
        String id = event.text(field);
        return id == null ? null : pseudonyms.of(id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID) : id);
    }

    private static String key(Fields event, EventClock.Said said, int index, Instant receivedAt) {
        JsonNode id = event.find("message_id");
        String key = Fields.clean(id, Integer.MAX_VALUE);
        if (key != null && key.length() > LONGEST_ID) {
            throw new QuanjingException(
                    TrackError.EVENT_ID_INVALID,
                    "The messageId has " + key.length() + " characters, more than " + LONGEST_ID + ".",
                    Map.of("length", key.length(), "limit", LONGEST_ID));
        }
        if (key != null) {
            return key;
        }
        // Without an id the content is the id: a repeated sending is recognised. Without a time of its own, two equal
        // events may as
        // well be two visits, so the moment and place of their coming keep them apart.
        String content = event.node().toString();
        return "hash-" + hash(EventClock.isTimed(said) ? content : content + '#' + receivedAt + '#' + index);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
