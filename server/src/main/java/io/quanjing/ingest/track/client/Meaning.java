package io.quanjing.ingest.track.client;

import io.quanjing.ingest.track.TrackError;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An event of the Segment interface in the making, out of what another client says. What a client leaves open stays open. */
final class Meaning {

    private final ObjectNode event = JsonNodeFactory.instance.objectNode();
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final ObjectNode context = JsonNodeFactory.instance.objectNode();

    private Meaning(String call) {
        event.put("type", call);
    }

    /** One of the calls page, screen, identify, group and alias. */
    static Meaning call(String call) {
        return new Meaning(call);
    }

    /** Something that happened; without a name it is refused further on. */
    static Meaning track(@Nullable String name) {
        Meaning meaning = new Meaning("track");
        meaning.put("event", name);
        return meaning;
    }

    Meaning id(@Nullable String id) {
        return put("messageId", id);
    }

    /** An id made of a content that is the same when the client sends the event again, and that nobody else's event has. */
    Meaning idOf(String protocol, String content) {
        return id(protocol + "-" + hash(content));
    }

    Meaning person(@Nullable String visitor, @Nullable String customer) {
        return put("anonymousId", visitor).put("userId", customer);
    }

    /** That a visitor is a customer from now on. */
    Meaning sameAs(@Nullable String visitor, @Nullable String customer) {
        return put("previousId", visitor).put("userId", customer);
    }

    /** A time as ISO 8601, or as seconds or milliseconds since 1970. */
    Meaning at(@Nullable String time) {
        return put("timestamp", time);
    }

    Meaning sentAt(@Nullable String time) {
        return put("sentAt", time);
    }

    Meaning agent(@Nullable String agent) {
        if (agent != null) {
            context.put("userAgent", agent);
        }
        return this;
    }

    Meaning device(@Nullable String type) {
        if (type != null) {
            context.putObject("device").put("type", type);
        }
        return this;
    }

    /** That the person refuses a category of consent. */
    Meaning denied(String category) {
        context.withObjectProperty("consent")
                .withObjectProperty("categoryPreferences")
                .put(category, false);
        return this;
    }

    Meaning with(String property, @Nullable String value) {
        if (value != null) {
            properties.put(property, value);
        }
        return this;
    }

    Meaning with(String property, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            properties.set(property, value);
        }
        return this;
    }

    /** All fields of an object. */
    Meaning with(JsonNode fields) {
        if (fields instanceof ObjectNode object) {
            properties.setAll(object);
        }
        return this;
    }

    /** The fields that have another name in the Segment interface, unless a field has that name already. */
    Meaning renamed(JsonNode fields, Map<String, String> names) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = names.get(field.getKey());
            if (name != null && !properties.has(name)) {
                with(name, field.getValue());
            }
        }
        return this;
    }

    /** Products: a single one as the event's own, so that it makes no difference how many a protocol could have sent. */
    Meaning products(List<ObjectNode> products, boolean ofOrder) {
        if (products.size() == 1 && !ofOrder) {
            products.getFirst().properties().forEach(field -> {
                if (!properties.has(field.getKey())) {
                    properties.set(field.getKey(), field.getValue());
                }
            });
        } else if (!products.isEmpty()) {
            properties.putArray("products").addAll(products);
        }
        return this;
    }

    Meaning traits(JsonNode traits) {
        if (traits.isObject()) {
            event.set("traits", traits);
        }
        return this;
    }

    boolean has(String property) {
        return properties.has(property);
    }

    void remove(String property) {
        properties.remove(property);
    }

    ObjectNode event() {
        event.set("properties", properties);
        event.set("context", context);
        return event;
    }

    private Meaning put(String field, @Nullable String value) {
        if (value != null) {
            event.put(field, value);
        }
        return this;
    }

    /** The event as an object, which it is in every protocol of JSON. */
    static ObjectNode object(JsonNode sent) {
        if (sent instanceof ObjectNode object) {
            return object;
        }
        throw new QuanjingException(
                TrackError.EVENT_NOT_AN_OBJECT,
                "The event is not a JSON object.",
                Map.of("kind", sent.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    static QuanjingException invalid(String field, String value, String rule) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return new QuanjingException(
                TrackError.EVENT_VALUE_INVALID,
                "The field " + field + " with the value '" + shown + "' " + rule + ".",
                Map.of("field", field, "value", shown));
    }

    /** The first that is a text or a number. */
    static @Nullable String text(JsonNode... values) {
        for (JsonNode value : values) {
            if (value.isNumber() || (value.isString() && !value.asString().isBlank())) {
                return value.asString();
            }
        }
        return null;
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
