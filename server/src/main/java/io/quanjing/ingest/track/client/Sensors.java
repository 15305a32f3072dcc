package io.quanjing.ingest.track.client;

import static io.quanjing.ingest.track.client.Meaning.text;

import io.quanjing.access.OpenToAll;
import io.quanjing.ingest.Tracking.Receipt;
import io.quanjing.ingest.Tracking.Rejection;
import io.quanjing.ingest.track.ConsentReader;
import io.quanjing.ingest.track.EventDoor;
import io.quanjing.ingest.track.EventDoor.Delivery;
import io.quanjing.ingest.track.RawEvent;
import io.quanjing.ingest.track.TrackError;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The collecting interface of Sensors Analytics (神策): forms with JSON in Base64, mostly gzip; the token is the write key. */
@RestController
@CrossOrigin(origins = "*", maxAge = 86_400)
class Sensors {

    private final EventDoor door;

    Sensors(EventDoor door) {
        this.door = door;
    }

    /**
     * The answer to events. It is a success also when some of them break a rule, because clients would send the whole batch again and again;
     * which ones it were, and why, it says all the same.
     */
    record Taken(int accepted, List<Rejection> rejected) {}

    @OpenToAll("authenticates by write key")
    @PostMapping({"/sa", "/sa.gif"})
    Taken take(HttpServletRequest request) throws IOException {
        Receipt receipt = door.take(delivery(request, form(request)));
        return new Taken(receipt.accepted(), receipt.rejections());
    }

    /** The browser library sends one event as the address of an image. */
    @OpenToAll("authenticates by write key")
    @GetMapping({"/sa", "/sa.gif"})
    ResponseEntity<byte[]> image(HttpServletRequest request) {
        Receipt receipt = door.take(delivery(request, Parameters.of(request.getQueryString())));
        if (!receipt.rejections().isEmpty()) {
            throw EventDoor.refused(receipt);
        }
        return Image.answer();
    }

    /** Where clients under construction send to: an event that breaks a rule fails. With {@code Dry-Run} nothing is written. */
    @OpenToAll("authenticates by write key")
    @PostMapping("/debug")
    Taken debug(HttpServletRequest request) throws IOException {
        Delivery delivery = delivery(request, form(request));
        Receipt receipt =
                "true".equalsIgnoreCase(request.getHeader("Dry-Run")) ? door.check(delivery) : door.take(delivery);
        if (!receipt.rejections().isEmpty()) {
            throw EventDoor.refused(receipt);
        }
        return new Taken(receipt.accepted(), receipt.rejections());
    }

    private Parameters form(HttpServletRequest request) throws IOException {
        return Parameters.of(new String(door.plain(request.getInputStream()), StandardCharsets.UTF_8));
    }

    private Delivery delivery(HttpServletRequest request, Parameters form) {
        String data = form.text("data_list", "data");
        if (data == null) {
            throw new QuanjingException(
                    TrackError.BATCH_MISSING,
                    "The request has neither a field data_list nor a field data. Maybe the body is not a form.");
        }
        List<RawEvent> events = door.events(json(data), "data_list").all();
        String token = Parameters.of(request.getQueryString()).text("token");
        if (token == null && !events.isEmpty()) {
            token = text(events.getFirst().node().path("token"));
        }
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Delivery(
                "sensors",
                token,
                MissingNode.getInstance(),
                ConsentReader.objects(request),
                events,
                sent -> meaning(sent, agent));
    }

    private byte[] json(String data) {
        byte[] bytes;
        try {
            // Where a sender did not write the plus of Base64 as %2B, reading the form made it a blank.
            bytes = Base64.getDecoder().decode(data.replace(' ', '+'));
        } catch (IllegalArgumentException e) {
            throw new QuanjingException(
                    TrackError.BODY_NOT_JSON,
                    "The field data or data_list is not Base64: " + e.getMessage() + ". Maybe it was cut off.",
                    Map.of("offset", -1),
                    e);
        }
        return door.plain(new ByteArrayInputStream(bytes));
    }

    private @Nullable ObjectNode meaning(JsonNode sent, @Nullable String agent) {
        ObjectNode event = Meaning.object(sent);
        String type = text(event.path("type"));
        return switch (type == null ? "" : type) {
            case "track" -> track(event, agent).event();
            case "track_signup", "track_id_bind" ->
                timed("alias", event)
                        .sameAs(visitor(event, text(event.path("original_id"))), customer(event, true))
                        .event();
            case "profile_set", "profile_set_once" -> profile(event).event();
            // They count or list what no fact of a customer has; products come by files.
            case "profile_increment",
                    "profile_append",
                    "profile_unset",
                    "profile_delete",
                    "track_id_unbind",
                    "item_set",
                    "item_delete" -> null;
            default ->
                throw new QuanjingException(
                        TrackError.EVENT_TYPE_UNKNOWN,
                        "The event's type " + (type == null ? "is missing" : "'" + type + "' is unknown")
                                + ". It is one of track, track_signup, track_id_bind, profile_… and item_….",
                        Map.of("type", type == null ? "" : type));
        };
    }

    private Meaning track(ObjectNode event, @Nullable String agent) {
        JsonNode properties = event.path("properties");
        String name = text(event.path("event"));
        String known = name == null ? null : SensorsWords.EVENTS.get(SensorsWords.plain(name));
        Meaning meaning;
        if (known != null && (known.equals("page") || known.equals("screen"))) {
            meaning = timed(known, event);
        } else {
            meaning = timed(Meaning.track(known == null ? name : known), event);
        }
        meaning.person(visitor(event, null), customer(event, false)).with(properties);
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String canonical = SensorsWords.PROPERTIES.get(SensorsWords.plain(property.getKey()));
            if (canonical != null && !meaning.has(canonical)) {
                meaning.with(canonical, property.getValue());
            }
        }
        for (String list : new String[] {"products", "items"}) {
            if (properties.has(list)) {
                meaning.with(list, goods(list, properties.path(list)));
            }
        }
        String own = text(properties.path("$user_agent"));
        return meaning.agent(own == null ? agent : own).device(device(properties, event));
    }

    private static Meaning profile(ObjectNode event) {
        ObjectNode traits = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : event.path("properties").properties()) {
            String plain = SensorsWords.plain(property.getKey());
            traits.set(SensorsWords.TRAITS.getOrDefault(plain, property.getKey()), property.getValue());
        }
        return timed("identify", event)
                .person(visitor(event, null), customer(event, false))
                .traits(traits);
    }

    private static Meaning timed(String call, ObjectNode event) {
        return timed(Meaning.call(call), event);
    }

    /** The random number of an event is too short to be its id alone; its whole content with that number is none of anybody else. */
    private static Meaning timed(Meaning meaning, ObjectNode event) {
        ObjectNode content = event.deepCopy();
        content.remove("_flush_time");
        return meaning.idOf("sa", content.toString())
                .at(text(event.path("time")))
                .sentAt(text(event.path("_flush_time")));
    }

    private static @Nullable String customer(ObjectNode event, boolean signedUp) {
        String id = text(event.path("login_id"), event.path("identities").path("$identity_login_id"));
        if (id != null) {
            return id;
        }
        JsonNode properties = event.path("properties");
        JsonNode said = properties.path("$is_login_id");
        // The library for Node cannot say which of both its id is; it stands on servers, which know customers.
        boolean login = said.isBoolean()
                ? said.asBoolean()
                : "Node".equals(text(event.path("lib").path("$lib"), properties.path("$lib")));
        return login || signedUp ? text(event.path("distinct_id")) : null;
    }

    private static @Nullable String visitor(ObjectNode event, @Nullable String original) {
        JsonNode identities = event.path("identities");
        String id = text(
                event.path("anonymous_id"),
                identities.path("$identity_anonymous_id"),
                identities.path("$identity_cookie_id"),
                event.path("properties").path("anonymous_id"));
        if (id == null) {
            id = original;
        }
        return id == null && customer(event, false) == null ? text(event.path("distinct_id")) : id;
    }

    private static @Nullable String device(JsonNode properties, ObjectNode event) {
        String library = text(properties.path("$lib"), event.path("lib").path("$lib"));
        return switch (library == null ? "" : library.toLowerCase(Locale.ROOT)) {
            case "miniprogram", "minigame" -> "mini_program";
            case "ios", "android", "harmonyos", "flutter", "reactnative" -> "app";
            default -> null;
        };
    }

    /** A property is never a list of objects there: products stand as JSON in a text, or in a list of texts. */
    private ArrayNode goods(String field, JsonNode said) {
        ArrayNode goods = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : said.isArray() ? said.values() : List.of(said)) {
            String text = text(each);
            if (text == null) {
                goods.add(each);
                continue;
            }
            try {
                door.events(text.getBytes(StandardCharsets.UTF_8), field).all().forEach(one -> goods.add(one.node()));
            } catch (QuanjingException e) {
                throw Meaning.invalid(field, text, "is not JSON");
            }
        }
        return goods;
    }
}
