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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP tracking interface of Matomo: one action as a query or form, or a list of queries as JSON. The write key stands in the
 * path, or else it is the token, or else the site's id.
 */
@RestController
@CrossOrigin(origins = "*", maxAge = 86_400)
class Matomo {

    private static final Map<String, String> PROPERTIES = Map.of(
            "url", "url",
            "urlref", "referrer",
            "_rcn", "utm_campaign",
            "region", "region",
            "country", "country");

    private final EventDoor door;

    Matomo(EventDoor door) {
        this.door = door;
    }

    /** The answer to a list of actions. */
    record Tracked(String status, int tracked, int invalid) {}

    @OpenToAll("authenticates by write key")
    @GetMapping({"/matomo.php", "/piwik.php", "/matomo/{key}/matomo.php"})
    ResponseEntity<?> one(@PathVariable(required = false) @Nullable String key, HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return single(request, key, query);
    }

    @OpenToAll("authenticates by write key")
    @PostMapping({"/matomo.php", "/piwik.php", "/matomo/{key}/matomo.php"})
    ResponseEntity<?> several(@PathVariable(required = false) @Nullable String key, HttpServletRequest request)
            throws IOException {
        byte[] body = door.plain(request.getInputStream());
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            // One action as a form; the browser library also sends fields in the address.
            String query = request.getQueryString() == null ? "" : request.getQueryString();
            return single(request, key, query.isEmpty() ? text : text + "&" + query);
        }
        Events bulk = door.events(body, "requests");
        if (!bulk.listed()) {
            throw new QuanjingException(
                    TrackError.BATCH_MISSING,
                    "The body is not a JSON object with a list 'requests'. Maybe a single action was meant: it is a query, not"
                            + " JSON.");
        }
        Parameters first = bulk.all().isEmpty()
                ? Parameters.of(null)
                : Parameters.of(text(bulk.all().getFirst().node()));
        String token = key == null ? text(bulk.beside().path("token_auth")) : key;
        Receipt receipt = taken(request, token == null ? key(first) : token, token != null, bulk.all());
        return ResponseEntity.ok(new Tracked("success", receipt.accepted(), 0));
    }

    private ResponseEntity<?> single(HttpServletRequest request, @Nullable String key, String action) {
        Parameters parameters = Parameters.of(action);
        JsonNode sent = JsonNodeFactory.instance.stringNode(action);
        var ignored = taken(
                request, key == null ? key(parameters) : key, true, List.of(new RawEvent(0, sent, action.length())));
        return "0".equals(parameters.text("send_image"))
                ? ResponseEntity.noContent().build()
                : Image.answer();
    }

    private Receipt taken(HttpServletRequest request, @Nullable String key, boolean forAll, List<RawEvent> sent) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        Receipt receipt = door.take(new Delivery(
                "matomo",
                key,
                MissingNode.getInstance(),
                ConsentReader.objects(request),
                sent,
                one -> meaning(one, agent, forAll ? null : key)));
        if (!receipt.rejections().isEmpty()) {
            throw EventDoor.refused(receipt);
        }
        return receipt;
    }

    private static @Nullable String key(Parameters parameters) {
        return parameters.text("token_auth", "idsite");
    }

    private @Nullable ObjectNode meaning(JsonNode sent, @Nullable String agent, @Nullable String key) {
        String query = text(sent);
        if (query == null) {
            throw Meaning.invalid("requests", sent.toString(), "is not the text of a query");
        }
        Parameters parameters = Parameters.of(query);
        if (key != null && !key.equals(key(parameters))) {
            throw Meaning.invalid(
                    "idsite",
                    String.valueOf(parameters.text("idsite")),
                    "is not the key of the first action, and a list has one key");
        }
        if (!"1".equals(parameters.text("rec"))) {
            throw Meaning.invalid(
                    "rec", String.valueOf(parameters.text("rec")), "is not 1, and only then an action counts");
        }
        if (parameters.text("ping") != null) {
            return null;
        }
        String visitor = parameters.text("cid", "_id");
        String own = parameters.text("ua");
        return identified(action(parameters), parameters, query)
                .person(visitor, parameters.text("uid"))
                .at(parameters.text("cdt"))
                .agent(own == null ? agent : own)
                .event();
    }

    /** An action with a random number or a time is the same when it comes again; an order is the same by its id. */
    private static Meaning identified(Meaning meaning, Parameters parameters, String query) {
        String order = "0".equals(parameters.text("idgoal")) ? parameters.text("ec_id") : null;
        if (order != null) {
            return meaning.idOf("matomo", "order " + order);
        }
        return parameters.text("rand", "cdt") == null ? meaning : meaning.idOf("matomo", query);
    }

    private Meaning action(Parameters parameters) {
        String goal = parameters.text("idgoal");
        if ("0".equals(goal)) {
            return placed(parameters.text("ec_id") == null ? cart(parameters) : order(parameters), parameters);
        }
        if (goal != null) {
            return placed(Meaning.track("Goal " + goal).with("value", parameters.text("revenue")), parameters);
        }
        if (parameters.text("search") != null) {
            return placed(Meaning.track("Products Searched").with("query", parameters.text("search")), parameters);
        }
        if (parameters.text("e_a", "e_c") != null) {
            return placed(
                    NamedAction.of(
                            parameters.text("e_c"),
                            parameters.text("e_a"),
                            parameters.text("e_n"),
                            parameters.text("e_v")),
                    parameters);
        }
        if (parameters.text("_pks", "_pkn") != null) {
            return placed(
                    Meaning.track("Product Viewed")
                            .products(List.of(viewed(parameters)), false)
                            .with("title", parameters.text("action_name")),
                    parameters);
        }
        if (parameters.text("_pkc") != null) {
            return placed(Meaning.track("Product List Viewed").with("category", category(parameters)), parameters);
        }
        if (parameters.text("download") != null || parameters.text("link") != null) {
            return placed(Meaning.track(parameters.text("download") == null ? "Outlink" : "Download"), parameters);
        }
        return placed(Meaning.call("page").with("title", parameters.text("action_name")), parameters);
    }

    private static Meaning placed(Meaning meaning, Parameters parameters) {
        PROPERTIES.forEach((theirs, ours) -> {
            if (!meaning.has(ours)) {
                meaning.with(ours, parameters.text(theirs));
            }
        });
        return meaning;
    }

    private Meaning order(Parameters parameters) {
        return Meaning.track("Order Completed")
                .with("order_id", parameters.text("ec_id"))
                .with("total", parameters.text("revenue"))
                .with("subtotal", parameters.text("ec_st"))
                .with("tax", parameters.text("ec_tx"))
                .with("shipping", parameters.text("ec_sh"))
                .with("discount", parameters.text("ec_dt"))
                .products(items(parameters), true);
    }

    /** The whole cart as it is after a change: what was added or taken out is not said, only an empty one tells. */
    private Meaning cart(Parameters parameters) {
        List<ObjectNode> items = items(parameters);
        String revenue = parameters.text("revenue");
        boolean empty = items.isEmpty() && (revenue == null || revenue.matches("0+(?:\\.0*)?"));
        return Meaning.track(empty ? "Product Removed" : "Product Added")
                .with("value", revenue)
                .products(items, false);
    }

    private List<ObjectNode> items(Parameters parameters) {
        List<ObjectNode> items = new ArrayList<>();
        String said = parameters.text("ec_items");
        if (said == null) {
            return items;
        }
        for (RawEvent each : read("ec_items", said)) {
            JsonNode item = each.node();
            if (!item.isArray()) {
                throw Meaning.invalid("ec_items", said, "is not a list of lists");
            }
            items.add(product(item.path(0), item.path(1), item.path(2), item.path(3), item.path(4)));
        }
        return items;
    }

    private ObjectNode viewed(Parameters parameters) {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        put(product, "product_id", parameters.text("_pks", "_pkn"));
        put(product, "sku", parameters.text("_pks"));
        put(product, "name", parameters.text("_pkn"));
        put(product, "category", category(parameters));
        put(product, "price", parameters.text("_pkp"));
        return product;
    }

    /** One category, or the first of a list. */
    private @Nullable String category(Parameters parameters) {
        String said = parameters.text("_pkc");
        if (said == null || !said.startsWith("[")) {
            return said;
        }
        List<RawEvent> all = read("_pkc", said);
        return all.isEmpty() ? null : text(all.getFirst().node());
    }

    private List<RawEvent> read(String field, String json) {
        try {
            Events events = door.events(json.getBytes(StandardCharsets.UTF_8), field);
            if (events.listed()) {
                return events.all();
            }
        } catch (QuanjingException e) {
            // The text is not JSON: the same as JSON that is no list.
        }
        throw Meaning.invalid(field, json, "is not a list as JSON");
    }

    private static ObjectNode product(
            JsonNode sku, JsonNode name, JsonNode category, JsonNode price, JsonNode quantity) {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        put(product, "product_id", text(sku, name));
        put(product, "sku", text(sku));
        put(product, "name", text(name));
        put(product, "category", text(category.isArray() ? category.path(0) : category));
        put(product, "price", text(price));
        String units = text(quantity);
        put(product, "quantity", units == null ? "1" : units);
        return product;
    }

    private static void put(ObjectNode product, String name, @Nullable String value) {
        if (value != null) {
            product.put(name, value);
        }
    }
}
