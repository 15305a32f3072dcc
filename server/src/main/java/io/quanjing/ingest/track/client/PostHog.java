package io.quanjing.ingest.track.client;

import static io.quanjing.ingest.track.client.Meaning.text;

import io.quanjing.access.OpenToAll;
import io.quanjing.ingest.Tracking.Receipt;
import io.quanjing.ingest.Tracking.Rejection;
import io.quanjing.ingest.track.ConsentReader;
import io.quanjing.ingest.track.EventDoor;
import io.quanjing.ingest.track.EventDoor.Delivery;
import io.quanjing.ingest.track.EventDoor.Events;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The capture interface of PostHog: a batch or a single event, with the project's key in the body. */
@RestController
@CrossOrigin(origins = "*", maxAge = 86_400)
class PostHog {

    /** The events with a meaning of PostHog's own; all others have the names that the shop gives them. */
    private static final Map<String, String> CALLS = Map.of(
            "$pageview", "page",
            "$screen", "screen",
            "$identify", "identify",
            "$set", "identify",
            "$groupidentify", "group",
            "$create_alias", "alias",
            "$merge_dangerously", "alias");

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("$current_url", "url"),
            Map.entry("$pathname", "path"),
            Map.entry("$title", "title"),
            Map.entry("$screen_name", "title"),
            Map.entry("$referrer", "referrer"),
            Map.entry("$session_id", "session_id"),
            Map.entry("$device_type", "device_type"),
            Map.entry("$geoip_subdivision_1_name", "region"),
            Map.entry("$geoip_country_code", "country"));

    private static final JsonNode MISSING = MissingNode.getInstance();

    private final EventDoor door;

    PostHog(EventDoor door) {
        this.door = door;
    }

    /**
     * The answer to events. It is a success also when some of them break a rule, because clients would send those again and again; which
     * ones it were, and why, it says all the same.
     *
     * @param status always 1; some clients look for it
     */
    record Taken(int status, int accepted, List<Rejection> rejected) {}

    /** The answer to a question for feature flags: there are none. */
    record Flags(
            Map<String, Object> flags,
            Map<String, Object> featureFlags,
            Map<String, Object> featureFlagPayloads,
            boolean errorsWhileComputingFlags,
            List<String> quotaLimited,
            List<String> supportedCompression,
            boolean sessionRecording) {}

    @OpenToAll("authenticates by write key")
    @PostMapping({"/batch", "/batch/", "/capture", "/capture/", "/e", "/e/", "/i/v0/e", "/i/v0/e/"})
    Taken take(HttpServletRequest request) throws IOException {
        Events events = door.events(door.json(request.getInputStream()), "batch");
        JsonNode sentAt = events.beside().path("sent_at");
        if (sentAt.isMissingNode()) {
            String asked = Parameters.of(request.getQueryString()).text("_");
            sentAt = asked == null ? MISSING : JsonNodeFactory.instance.stringNode(asked);
        }
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        Receipt receipt = door.take(new Delivery(
                "posthog",
                key(events),
                sentAt,
                ConsentReader.objects(request),
                events.all(),
                sent -> meaning(sent, agent)));
        return new Taken(1, receipt.accepted(), receipt.rejections());
    }

    /** Clients ask for feature flags by themselves. */
    @OpenToAll("authenticates by write key and answers that there is nothing")
    @PostMapping({"/flags", "/flags/", "/decide", "/decide/"})
    Flags flags(HttpServletRequest request) throws IOException {
        Events asked = door.events(door.json(request.getInputStream()), "batch");
        door.take(new Delivery("posthog", key(asked), MISSING, false, List.of(), sent -> null));
        return new Flags(Map.of(), Map.of(), Map.of(), false, List.of(), List.of("gzip", "gzip-js"), false);
    }

    /** The key of the body, or of its first event where the browser library puts it. */
    private static @Nullable String key(Events events) {
        JsonNode first =
                events.all().isEmpty() ? MISSING : events.all().getFirst().node();
        return text(
                events.beside().path("api_key"),
                events.beside().path("token"),
                first.path("api_key"),
                first.path("token"),
                first.path("properties").path("token"));
    }

    private static ObjectNode meaning(JsonNode sent, @Nullable String agent) {
        ObjectNode event = Meaning.object(sent);
        JsonNode properties = event.path("properties");
        String name = text(event.path("event"));
        String call = name == null ? null : CALLS.get(name);
        Meaning meaning = call == null ? Meaning.track(name) : Meaning.call(call);
        meaning.id(text(event.path("uuid"), event.path("message_id"), event.path("messageId")))
                .at(text(event.path("timestamp")));
        ago(meaning, event);
        if (isTrue(properties.path("$cookieless_mode"))) {
            // One id for everybody who refused: it would be a visitor who is never away.
            meaning.denied(ConsentReader.ANALYTICS);
        }
        if (call != null && call.equals("alias")) {
            return meaning.sameAs(text(properties.path("alias")), who(event, properties))
                    .event();
        }
        person(meaning, event, properties);
        if (call != null && call.equals("identify")) {
            meaning.traits(traits(event, properties));
        }
        meaning.with(properties).renamed(properties, PROPERTIES);
        String referrer = text(properties.path("$referrer"));
        if (referrer != null && referrer.startsWith("$")) {
            // The browser library says "$direct" where a page has no referrer.
            meaning.remove("referrer");
        }
        String own = text(properties.path("$raw_user_agent"), properties.path("$useragent"));
        return meaning.agent(own == null ? agent : own).event();
    }

    /** A client without a timestamp may say how many milliseconds ago it was. */
    private static void ago(Meaning meaning, ObjectNode event) {
        JsonNode offset = event.path("offset");
        if (text(event.path("timestamp")) == null && offset.isNumber()) {
            long sending = 1_000_000_000_000L;
            meaning.at(Long.toString(sending - Math.clamp(offset.asLong(0), 0, 100_000_000_000L)))
                    .sentAt(Long.toString(sending));
        }
    }

    /**
     * One id stands for the visitor until somebody is identified, and for the customer from then on. The browser library says which of both
     * it is; the libraries for servers know customers.
     */
    private static void person(Meaning meaning, ObjectNode event, JsonNode properties) {
        String who = who(event, properties);
        String device = text(properties.path("$anon_distinct_id"), properties.path("$device_id"));
        boolean unknown = who != null
                && (who.equals(text(properties.path("$device_id")))
                        || isFalse(properties.path("$is_identified"))
                        || isFalse(properties.path("$process_person_profile")));
        String user = text(properties.path("$user_id"));
        String customer = user != null ? user : unknown ? null : who;
        meaning.person(device == null && customer == null ? who : device, customer);
    }

    private static boolean isTrue(JsonNode value) {
        return value.isBoolean() && value.asBoolean();
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }

    private static @Nullable String who(ObjectNode event, JsonNode properties) {
        return text(
                event.path("distinct_id"),
                event.path("$distinct_id"),
                properties.path("distinct_id"),
                properties.path("$distinct_id"));
    }

    private static ObjectNode traits(ObjectNode event, JsonNode properties) {
        ObjectNode traits = JsonNodeFactory.instance.objectNode();
        for (JsonNode said : new JsonNode[] {
            properties.path("$set_once"), event.path("$set_once"), properties.path("$set"), event.path("$set")
        }) {
            if (said instanceof ObjectNode object) {
                traits.setAll(object);
            }
        }
        return traits;
    }
}
