package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.ingest.track.TrackedEvent.Call;
import io.quanjing.warehouse.FactRow;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The row of {@code event} for what a visitor did. */
final class VisitFacts {

    private static final BigDecimal LONGEST_DWELL = BigDecimal.valueOf(86_400);
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final int LONGEST_VARIANTS = 2_000;
    private static final Map<String, String> PAGE_KINDS = Map.ofEntries(
            Map.entry("", "home"),
            Map.entry("home", "home"),
            Map.entry("index", "home"),
            Map.entry("cart", "cart"),
            Map.entry("basket", "cart"),
            Map.entry("checkout", "checkout"),
            Map.entry("pay", "checkout"),
            Map.entry("account", "account"),
            Map.entry("login", "account"),
            Map.entry("register", "account"),
            Map.entry("orders", "account"),
            Map.entry("product", "product"),
            Map.entry("item", "product"),
            Map.entry("products", "product"),
            Map.entry("items", "product"),
            Map.entry("category", "list"),
            Map.entry("categories", "list"),
            Map.entry("collection", "list"),
            Map.entry("collections", "list"),
            Map.entry("list", "list"),
            Map.entry("search", "list"),
            Map.entry("blog", "content"),
            Map.entry("article", "content"),
            Map.entry("articles", "content"),
            Map.entry("content", "content"),
            Map.entry("news", "content"));

    private final FactRows rows;
    private final Regions regions;

    VisitFacts(FactRows rows, Regions regions) {
        this.rows = rows;
        this.regions = regions;
    }

    /** The row, or null for an event that tells of an order and not of a visit. */
    @Nullable FactRow row(Shop shop, TrackedEvent event, Origin origin) {
        String type = type(event);
        if (type == null) {
            return null;
        }
        Fields properties = event.properties();
        Fields context = event.context();
        FactRow row = FactRows.row(rows.event, shop, event.key(), event.at())
                .set("type", type)
                .set("name", name(event))
                .set("visitor", event.visitor())
                .set("customer", event.customer())
                .set("session", session(properties, context))
                .set("channel", origin.channel())
                .set("campaign", origin.campaign())
                .set("creator", properties.text("creator", "creator_id"))
                .set("live_session", properties.text("live_session", "live_session_id", "live_id", "room_id"))
                .set("device", Device.of(properties, context))
                .set("region", regions.of(properties, context, event.traits()))
                .set("dwell_seconds", dwell(properties))
                .set("variants", variants(properties, context))
                .set("element", properties.text("element", "element_id"))
                .set("scroll_percent", scroll(properties));
        page(row, event);
        if (event.call() == Call.TRACK || properties.text("product_id") != null) {
            goods(row, shop, event.act(), properties);
        }
        return row;
    }

    private static @Nullable String type(TrackedEvent event) {
        return switch (event.call()) {
            case TRACK -> event.act().type();
            // A page of a product that says so is a product view; everything else is a page.
            case PAGE, SCREEN -> event.properties().text("product_id") == null ? "page_view" : "product_view";
            case IDENTIFY, ALIAS -> "identify";
            case GROUP -> "custom";
        };
    }

    private static @Nullable String name(TrackedEvent event) {
        return switch (event.call()) {
            case TRACK -> event.name();
            case PAGE, SCREEN -> event.name() == null ? event.properties().text("title", "name") : event.name();
            case IDENTIFY, ALIAS, GROUP -> event.call().name().toLowerCase(Locale.ROOT);
        };
    }

    private static @Nullable String session(Fields properties, Fields context) {
        String session = properties.text("session_id");
        if (session == null) {
            session = context.text("session_id");
        }
        return session == null ? context.child("session").text("id") : session;
    }

    private static void page(FactRow row, TrackedEvent event) {
        Fields properties = event.properties();
        Fields page = event.context().child("page");
        String path = path(properties.text("path"));
        if (path == null) {
            path = path(properties.text("url"));
        }
        if (path == null) {
            path = path(page.text("path"));
        }
        if (path == null) {
            path = path(page.text("url"));
        }
        boolean isPage = event.call() == Call.PAGE || event.call() == Call.SCREEN;
        if (path == null && isPage && event.name() != null) {
            path = "/" + event.name();
        }
        String referrer = properties.text("referrer");
        row.set("page", path)
                .set("page_kind", isPage || path != null ? pageKind(properties, event, path) : null)
                .set("referrer", withoutQuery(referrer == null ? page.text("referrer") : referrer));
    }

    private static @Nullable String pageKind(Fields properties, TrackedEvent event, @Nullable String path) {
        String named = properties.text("page_kind", "page_type");
        if (named != null) {
            return PAGE_KINDS.getOrDefault(named.toLowerCase(Locale.ROOT), "other");
        }
        if (properties.text("product_id") != null && event.call() != Call.TRACK) {
            return "product";
        }
        if (path == null) {
            return null;
        }
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        int slash = path.indexOf('/', 1);
        boolean alone = slash < 0 || slash >= end;
        String first = path.substring(1, alone ? end : slash).toLowerCase(Locale.ROOT);
        String kind = PAGE_KINDS.getOrDefault(first, "other");
        // /products is the list of products, /products/123 one of them.
        return kind.equals("product") && first.endsWith("s") && alone ? "list" : kind;
    }

    /** The path of an address or path, without query and fragment: those may carry personal data. */
    static @Nullable String path(@Nullable String address) {
        if (address == null) {
            return null;
        }
        String path = withoutQuery(address);
        if (path != null && !path.startsWith("/")) {
            try {
                path = URI.create(path.replace(' ', '+')).getRawPath();
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static @Nullable String withoutQuery(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int end = address.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = address.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        return address.substring(0, end);
    }

    private static @Nullable BigDecimal dwell(Fields properties) {
        BigDecimal dwell = properties.number("dwell_seconds", "dwell", "time_on_page", "duration_seconds");
        return dwell == null || dwell.signum() < 0 ? null : dwell.min(LONGEST_DWELL);
    }

    private static @Nullable Long scroll(Fields properties) {
        BigDecimal percent = properties.number("scroll_percent");
        return percent == null || percent.signum() < 0
                ? null
                : Long.valueOf(percent.min(WHOLE).longValue());
    }

    private static @Nullable String variants(Fields properties, Fields context) {
        JsonNode variants = properties.find("variants");
        if (variants.isEmpty()) {
            variants = context.find("variants");
        }
        if (variants.isObject() && !variants.isEmpty()) {
            String json = variants.toString();
            return json.length() > LONGEST_VARIANTS ? null : json;
        }
        String experiment = properties.text("experiment_id");
        String variant = properties.text("variation_id", "variation_name");
        if (experiment == null || variant == null) {
            return null;
        }
        return tools.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put(experiment, variant)
                .toString();
    }

    private static void goods(FactRow row, Shop shop, Act act, Fields properties) {
        List<Goods> all = Goods.all(properties);
        // Version 1 and most libraries put a single product into the properties themselves.
        Goods one = all.size() == 1 ? all.getFirst() : all.isEmpty() ? Goods.of(properties) : null;
        boolean ofCart = act == Act.CART_ADD || act == Act.CART_REMOVE;
        if (one != null && (one.product() != null || !all.isEmpty())) {
            row.set("product", one.product()).set("sku", one.sku()).set("category", one.category());
        } else {
            row.set("category", properties.text("category"));
        }
        Long quantity = all.isEmpty() ? properties.count("quantity") : Long.valueOf(Goods.quantity(all));
        BigDecimal value = properties.number("value", "total", "revenue");
        if (value == null && act == Act.COUPON) {
            value = properties.number("discount");
        }
        if (value == null && act == Act.REVIEW) {
            value = properties.number("rating");
        }
        if (value == null && !all.isEmpty()) {
            value = Goods.value(all);
        }
        if (value == null && one != null && one.price() != null) {
            value = ofCart ? one.value() : one.price();
        }
        row.set("quantity", quantity == null && ofCart ? Long.valueOf(1) : quantity)
                .set("value", value)
                .set("currency", value == null || act == Act.REVIEW ? null : Goods.currency(shop, properties))
                .set("order_id", properties.text("order_id"))
                .set("query", act == Act.SEARCH ? properties.text("query", "search_term", "keyword") : null);
    }
}
