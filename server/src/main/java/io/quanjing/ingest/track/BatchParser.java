package io.quanjing.ingest.track;

import io.quanjing.kernel.QuanjingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a body into its events, as trees of JSON: what each one means is decided later. */
final class BatchParser {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(65_536)
                            .maxNumberLength(64)
                            .maxNameLength(512)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Each event may be answered with a reason of its own: an answer must not outgrow its request by far. */
    private static final int MOST_EVENTS = 5_000;

    /**
     * A body.
     *
     * @param writeKey the key in the body, if there is one
     * @param sentAt the sender's time of sending, missing if it does not say
     */
    record Batch(@Nullable String writeKey, JsonNode sentAt, List<RawEvent> events) {}

    /**
     * Reads {@code {"batch":[…]}}. Fields beside the batch may stand before or after it.
     *
     * @throws QuanjingException if the body is no JSON or has no batch
     */
    Batch batch(byte[] json) {
        List<RawEvent> events = new ArrayList<>();
        JsonNode[] beside = {MissingNode.getInstance(), MissingNode.getInstance(), MissingNode.getInstance()};
        boolean found = false;
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noBatch();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "batch" -> {
                        if (value != JsonToken.START_ARRAY) {
                            throw noBatch();
                        }
                        found = true;
                        events(parser, events);
                    }
                    case "writeKey" -> beside[0] = parser.readValueAsTree();
                    case "sentAt" -> beside[1] = parser.readValueAsTree();
                    case "context" -> beside[2] = parser.readValueAsTree();
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw noBatch();
            }
        } catch (JacksonException | NumberFormatException e) {
            throw notJson(e);
        }
        if (!found) {
            throw noBatch();
        }
        events.forEach(event -> merge(event.node(), beside[2]));
        return new Batch(Fields.clean(beside[0], 128), beside[1], events);
    }

    /**
     * Reads a body that is one event, from an address that names its type.
     *
     * @throws QuanjingException if the body is no JSON object
     */
    Batch single(byte[] json, String type) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException | NumberFormatException e) {
            throw notJson(e);
        }
        if (!(node instanceof ObjectNode event)) {
            throw new QuanjingException(
                    TrackError.BODY_NOT_JSON, "The body is not a JSON object, as an event has to be.");
        }
        event.put("type", type);
        return new Batch(
                Fields.clean(event.path("writeKey"), 128),
                event.path("sentAt"),
                List.of(new RawEvent(0, event, json.length)));
    }

    /**
     * Reads a body of another protocol: a list of events, an object with such a list, or a single event.
     *
     * @param list the field of the list
     * @throws QuanjingException if the body is neither an object nor a list
     */
    EventDoor.Events events(byte[] json, String list) {
        List<RawEvent> events = new ArrayList<>();
        ObjectNode beside = MAPPER.createObjectNode();
        boolean listed = false;
        try (JsonParser parser = MAPPER.createParser(json)) {
            JsonToken start = parser.nextToken();
            if (start == JsonToken.START_ARRAY) {
                listed = true;
                events(parser, events);
            } else if (start == JsonToken.START_OBJECT) {
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(list)) {
                        listed = true;
                        events(parser, events);
                    } else {
                        beside.set(name, parser.readValueAsTree());
                    }
                }
            }
            if (start == null
                    || parser.currentToken() == null
                    || !parser.currentToken().isStructEnd()) {
                throw new QuanjingException(
                        TrackError.BODY_NOT_JSON,
                        "The body is neither a JSON object nor a list, as events have to be.");
            }
        } catch (JacksonException | NumberFormatException e) {
            throw notJson(e);
        }
        if (!listed) {
            events.add(new RawEvent(0, beside, json.length));
        }
        return new EventDoor.Events(beside, events, listed);
    }

    private static void events(JsonParser parser, List<RawEvent> events) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == MOST_EVENTS) {
                throw new QuanjingException(
                        TrackError.BATCH_TOO_LONG,
                        "The batch has more than " + MOST_EVENTS + " events. Maybe send fewer at a time.",
                        Map.of("limit", MOST_EVENTS));
            }
            long start = parser.currentTokenLocation().getByteOffset();
            JsonNode node = parser.readValueAsTree();
            long end = parser.currentLocation().getByteOffset();
            events.add(new RawEvent(events.size(), node, (int) (end - start)));
        }
    }

    /** What the event says itself stands; the batch's context fills what it leaves open. */
    private static void merge(JsonNode event, JsonNode context) {
        if (event instanceof ObjectNode own && context instanceof ObjectNode shared) {
            if (own.path("context") instanceof ObjectNode ownContext) {
                shared.properties().forEach(entry -> {
                    if (!ownContext.has(entry.getKey())) {
                        ownContext.set(entry.getKey(), entry.getValue());
                    }
                });
            } else {
                own.set("context", shared);
            }
        }
    }

    private static QuanjingException noBatch() {
        return new QuanjingException(
                TrackError.BATCH_MISSING,
                "The body is not a JSON object with an array 'batch'. Maybe a single event was meant for /v1/track, /v1/page or"
                        + " /v1/identify.");
    }

    /** Jackson says of an exponent beyond all bounds only that it is a wrong number, and not where. */
    private static QuanjingException notJson(RuntimeException e) {
        JacksonException located = e instanceof JacksonException json ? json : null;
        long offset = located == null || located.getLocation() == null
                ? -1
                : located.getLocation().getByteOffset();
        return new QuanjingException(
                TrackError.BODY_NOT_JSON,
                "The body is not JSON in UTF-8 within the limits (32 levels, 64 digits) from byte " + offset + " on: "
                        + (located == null ? e.getMessage() : located.getOriginalMessage()),
                Map.of("offset", offset),
                e);
    }
}
