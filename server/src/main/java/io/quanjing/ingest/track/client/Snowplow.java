package io.quanjing.ingest.track.client;

import static io.quanjing.ingest.track.client.Meaning.text;

import io.quanjing.access.OpenToAll;
import io.quanjing.ingest.Tracking.Receipt;
import io.quanjing.ingest.track.ConsentReader;
import io.quanjing.ingest.track.EventDoor;
import io.quanjing.ingest.track.EventDoor.Delivery;
import io.quanjing.ingest.track.EventDoor.Events;
import io.quanjing.ingest.track.RawEvent;
import io.quanjing.ingest.track.TrackError;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The tracker protocol of Snowplow over POST; the application's id is the write key. */
@RestController
// The browser library sends with cookies, which nobody here reads.
@CrossOrigin(originPatterns = "*", allowCredentials = "true", maxAge = 86_400)
class Snowplow {

    private final EventDoor door;

    Snowplow(EventDoor door) {
        this.door = door;
    }

    /** What makes no sense alone: the lines of the transactions of a body, by order. */
    private record Body(
            Map<String, List<ObjectNode>> items,
            Set<String> transactions,
            @Nullable String key) {}

    @OpenToAll("authenticates by write key")
    @PostMapping("/com.snowplowanalytics.snowplow/tp2")
    String take(HttpServletRequest request) throws IOException {
        Events events = door.events(door.json(request.getInputStream()), "data");
        if (!events.listed()) {
            throw new QuanjingException(
                    TrackError.BATCH_MISSING,
                    "The body is not a JSON object with a list 'data'. Maybe it is not a payload_data of Snowplow.");
        }
        Body body = body(events.all());
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        Receipt receipt = door.take(new Delivery(
                "snowplow",
                body.key(),
                MissingNode.getInstance(),
                ConsentReader.objects(request),
                events.all(),
                sent -> meaning(sent, agent, body)));
        if (!receipt.rejections().isEmpty()) {
            // Trackers send again after 413, and not after 400.
            throw EventDoor.refused(receipt, TrackError.EVENTS_REJECTED);
        }
        return "ok";
    }

    private static Body body(List<RawEvent> events) {
        Map<String, List<ObjectNode>> items = new HashMap<>();
        Set<String> transactions = new HashSet<>();
        String key = null;
        for (RawEvent each : events) {
            JsonNode event = each.node();
            key = key == null ? text(event.path("aid")) : key;
            String type = text(event.path("e"));
            String transaction = text(event.path("tr_id"));
            if ("tr".equals(type) && transaction != null) {
                transactions.add(transaction);
            }
            String order = text(event.path("ti_id"));
            if ("ti".equals(type) && order != null) {
                items.computeIfAbsent(order, o -> new ArrayList<>()).add(item(event));
            }
        }
        return new Body(items, transactions, key);
    }

    private static ObjectNode item(JsonNode event) {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        put(product, "product_id", event.path("ti_sk"));
        put(product, "sku", event.path("ti_sk"));
        put(product, "name", event.path("ti_nm"));
        put(product, "category", event.path("ti_ca"));
        put(product, "price", event.path("ti_pr"));
        put(product, "quantity", event.path("ti_qu"));
        return product;
    }

    private @Nullable ObjectNode meaning(JsonNode sent, @Nullable String agent, Body body) {
        ObjectNode event = Meaning.object(sent);
        String key = text(event.path("aid"));
        if (key != null && !key.equals(body.key())) {
            throw Meaning.invalid("aid", key, "is not that of the first event, and a body has one key");
        }
        List<ObjectNode> entities = new ArrayList<>();
        Meaning meaning = action(event, body, entities);
        if (meaning == null) {
            return null;
        }
        String visitor = text(event.path("duid"), event.path("nuid"), event.path("tnuid"));
        for (ObjectNode entity : entities) {
            if (visitor == null && named(entity, "client_session")) {
                visitor = text(entity.path("data").path("userId"));
            }
        }
        // A true time is what a server says of something that it knows of; the other is the device's and is corrected.
        String known = text(event.path("ttm"));
        if (known == null) {
            meaning.at(text(event.path("dtm"))).sentAt(text(event.path("stm")));
        } else {
            meaning.at(known);
        }
        String own = text(event.path("ua"));
        for (Map.Entry<String, String> field :
                Map.of("url", "url", "refr", "referrer", "sid", "session_id").entrySet()) {
            if (!meaning.has(field.getValue())) {
                meaning.with(field.getValue(), text(event.path(field.getKey())));
            }
        }
        return meaning.id(text(event.path("eid")))
                .person(visitor, text(event.path("uid")))
                .agent(own == null ? agent : own)
                .device("mob".equals(text(event.path("p"))) ? "app" : null)
                .event();
    }

    private @Nullable Meaning action(ObjectNode event, Body body, List<ObjectNode> entities) {
        String type = text(event.path("e"));
        JsonNode contexts = carried(event, "co", "cx");
        contexts.path("data").forEach(entity -> {
            if (entity instanceof ObjectNode object) {
                entities.add(object);
            }
        });
        return switch (type == null ? "" : type) {
            case "pv" -> Meaning.call("page").with("title", text(event.path("page")));
            // A page that is still open; and a line of an order that came with it.
            case "pp" -> null;
            case "se" ->
                NamedAction.of(
                        text(event.path("se_ca")),
                        text(event.path("se_ac")),
                        text(event.path("se_la")),
                        text(event.path("se_va")));
            case "tr" -> transaction(event, body);
            case "ti" -> line(event, body);
            case "ue" -> SnowplowAction.of(carried(event, "ue_pr", "ue_px").path("data"), entities);
            default ->
                throw new QuanjingException(
                        TrackError.EVENT_TYPE_UNKNOWN,
                        "The event's type " + (type == null ? "is missing" : "'" + type + "' is unknown")
                                + ". It is one of pv, pp, se, ue, tr, ti.",
                        Map.of("type", type == null ? "" : type));
        };
    }

    private static Meaning transaction(ObjectNode event, Body body) {
        String order = text(event.path("tr_id"));
        Meaning meaning = Meaning.track("Order Completed")
                .with("order_id", order)
                .with("total", text(event.path("tr_tt")))
                .with("tax", text(event.path("tr_tx")))
                .with("shipping", text(event.path("tr_sh")))
                .with("currency", text(event.path("tr_cu")))
                .with("city", text(event.path("tr_ci")))
                .with("region", text(event.path("tr_st")))
                .with("country", text(event.path("tr_co")));
        // Taken out: a body that repeats a transaction does not repeat its lines.
        List<ObjectNode> lines = order == null ? null : body.items().remove(order);
        return meaning.products(lines == null ? List.of() : lines, true);
    }

    private static @Nullable Meaning line(ObjectNode event, Body body) {
        String order = text(event.path("ti_id"));
        if (order != null && body.transactions().contains(order)) {
            return null;
        }
        throw new QuanjingException(
                TrackError.ORDER_UNKNOWN,
                "The line of the order " + order
                        + " came without its transaction, and belongs into the same body. Maybe the"
                        + " tracker sends each event alone; its buffer can be larger.",
                Map.of("order", String.valueOf(order)));
    }

    /** A self-describing JSON that stands in a field as text, or in another as Base64. */
    private JsonNode carried(ObjectNode event, String plain, String encoded) {
        String json = text(event.path(plain));
        String base64 = text(event.path(encoded));
        if (json == null && base64 == null) {
            return MissingNode.getInstance();
        }
        String field = json == null ? encoded : plain;
        try {
            byte[] bytes = json == null
                    ? Base64.getDecoder()
                            .decode(String.valueOf(base64).replace('-', '+').replace('_', '/'))
                    : json.getBytes(StandardCharsets.UTF_8);
            return door.events(bytes, "").beside();
        } catch (IllegalArgumentException | QuanjingException e) {
            throw Meaning.invalid(field, String.valueOf(json == null ? base64 : json), "is not JSON");
        }
    }

    static boolean named(JsonNode selfDescribing, String name) {
        String schema = text(selfDescribing.path("schema"));
        return schema != null && schema.contains("/" + name + "/");
    }

    static void put(ObjectNode product, String name, JsonNode value) {
        String text = text(value);
        if (text != null) {
            product.put(name, text);
        }
    }
}
