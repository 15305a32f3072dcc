package io.quanjing.ingest.track;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps to what a person allows, as far as an event of the Segment interface says so. Whoever refuses to be measured leaves nothing but a
 * count; whoever refuses advertising alone is measured without the campaign and the click that brought them. An event that says nothing of
 * consent is taken: asking is the shop's part.
 */
public final class ConsentReader {

    /** The category that refuses measurement, in any spelling that {@link #plain} makes equal. */
    public static final String ANALYTICS = "analytics";

    /** The category that refuses advertising. */
    public static final String ADVERTISING = "advertising";

    /** Names that consent tools give to measurement out of the box; C0002 is that of OneTrust. */
    private static final List<String> ANALYTICS_NAMES =
            List.of(ANALYTICS, "analytics_storage", "statistics", "performance", "measurement", "C0002");

    private static final List<String> ADVERTISING_NAMES = List.of(
            ADVERTISING,
            "advertisement",
            "ads",
            "marketing",
            "targeting",
            "ad_storage",
            "ad_user_data",
            "ad_personalization",
            "C0004");

    /** What names a campaign or the click on an advertisement. Source and medium stay: they are the channel, which is no person's. */
    private static final Set<String> OF_CAMPAIGN =
            Set.of("utm_campaign", "utm_content", "utm_term", "utm_id", "utm_creative_format", "campaign");

    private static final Set<String> OF_CLICK = Set.of(
            "gclid",
            "gbraid",
            "wbraid",
            "dclid",
            "fbclid",
            "msclkid",
            "ttclid",
            "twclid",
            "li_fat_id",
            "yclid",
            "bd_vid",
            "qz_gdt",
            "gdt_vid",
            "clickid",
            "click_id",
            "adid",
            "ad_id");

    private static final Set<String> ADVERTISING_FIELDS = names(OF_CAMPAIGN, OF_CLICK);

    /** Of a campaign in the context of an event. */
    private static final Set<String> OF_UTM = Set.of("name", "content", "term", "id", "creative_format");

    private final Set<String> analytics;
    private final Set<String> advertising;

    /**
     * With further names of a shop's own consent tool.
     *
     * @param analytics categories that refuse measurement when they are denied
     * @param advertising categories that refuse advertising
     */
    ConsentReader(Collection<String> analytics, Collection<String> advertising) {
        this.analytics = names(ANALYTICS_NAMES, analytics);
        this.advertising = names(ADVERTISING_NAMES, advertising);
    }

    private static Set<String> names(Collection<String> known, Collection<String> own) {
        Set<String> names = new HashSet<>();
        known.forEach(name -> names.add(plain(name)));
        own.forEach(name -> names.add(plain(name)));
        return Set.copyOf(names);
    }

    /** Neither case nor what joins words makes a difference. */
    private static String plain(String category) {
        return category.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The event as its person allows it: whole, without what advertising knows of the person, or withheld. */
    RawEvent allowed(RawEvent event) {
        JsonNode context = event.node().path("context");
        if (!context.isObject()) {
            return event;
        }
        Set<String> denied = denied(context);
        if (denied.stream().anyMatch(analytics::contains)) {
            return withheld(event);
        }
        return denied.stream().anyMatch(advertising::contains) ? withoutAdvertising(event) : event;
    }

    /** The place of an event, and nothing of it. */
    static RawEvent withheld(RawEvent event) {
        return new RawEvent(event.index(), MissingNode.getInstance(), event.bytes());
    }

    static boolean isWithheld(RawEvent event) {
        return event.node().isMissingNode();
    }

    private static Set<String> denied(JsonNode context) {
        JsonNode preferences = context.path("consent").path("categoryPreferences");
        JsonNode listed = context.path("consentManagement").path("deniedConsentIds");
        if (preferences.isEmpty() && listed.isEmpty()) {
            return Set.of();
        }
        Set<String> denied = new HashSet<>();
        preferences.properties().forEach(category -> {
            if (isNo(category.getValue())) {
                denied.add(plain(category.getKey()));
            }
        });
        if (listed.isArray()) {
            listed.forEach(category -> denied.add(plain(category.asString(""))));
        }
        return Set.copyOf(denied);
    }

    private static boolean isNo(JsonNode value) {
        return value.isBoolean()
                ? !value.asBoolean()
                : value.isString()
                        && Set.of("false", "denied").contains(value.asString().toLowerCase(Locale.ROOT));
    }

    private static RawEvent withoutAdvertising(RawEvent event) {
        ObjectNode node = ((ObjectNode) event.node()).deepCopy();
        without(node.path("properties"));
        JsonNode context = node.path("context");
        without(context);
        without(context.path("page"));
        if (context.path("campaign") instanceof ObjectNode campaign) {
            campaign.remove(OF_UTM);
        }
        return new RawEvent(event.index(), node, event.bytes());
    }

    private static void without(JsonNode fields) {
        if (!(fields instanceof ObjectNode object)) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
            JsonNode value = field.getValue();
            // Clients join words and mark their own fields in their own ways: utmCampaign, $gclid.
            if (!value.isObject() && isOfAdvertising(field.getKey())) {
                object.remove(field.getKey());
            } else if (value.isString() && value.asString().indexOf('?') >= 0) {
                object.put(field.getKey(), address(value.asString()));
            }
        }
    }

    private static boolean isOfAdvertising(String name) {
        return ADVERTISING_FIELDS.contains(plain(name));
    }

    /** An address without the parameters that name a campaign or a click. */
    private static String address(String address) {
        int query = address.indexOf('?');
        int fragment = address.indexOf('#', query);
        List<String> pairs = List.of(address.substring(query + 1, fragment < 0 ? address.length() : fragment)
                .split("&", -1));
        List<String> kept =
                pairs.stream().filter(pair -> !isOfAdvertising(parameter(pair))).toList();
        if (kept.size() == pairs.size()) {
            return address;
        }
        return address.substring(0, query)
                + (kept.isEmpty() ? "" : "?" + String.join("&", kept))
                + (fragment < 0 ? "" : address.substring(fragment));
    }

    private static String parameter(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }

    /** Whether a browser asks by a header of its own not to be tracked: Global Privacy Control, or the older Do Not Track. */
    public static boolean objects(HttpServletRequest request) {
        return "1".equals(request.getHeader("Sec-GPC")) || "1".equals(request.getHeader("DNT"));
    }
}
