package io.quanjing.demo;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The figures of the demo shop worked out a second time: measures by {@code reference/plain-figures.sql}, metrics by hand. */
final class PlainFigures {

    /** What is not known has no number. */
    static final double UNKNOWN = Double.NaN;

    private static final Pattern MEASURE = Pattern.compile(
            "-- measure: (\\w+) of (\\w+) by (\\w+)(, late)?\n(.*?)(?=\n-- measure:|\\z)", Pattern.DOTALL);

    /** The metrics, from measures that are 0 where nothing was found. */
    private static final Map<String, ToDoubleFunction<Map<String, Double>>> METRICS = metrics();

    private final Warehouse warehouse;
    private final LocalDate from;
    private final LocalDate to;
    private final LocalDate today;
    private final String views;
    private final Map<String, Plain> measures = new LinkedHashMap<>();

    private record Plain(String source, String time, boolean late, String select) {}

    PlainFigures(Warehouse warehouse, LocalDate from, LocalDate to, LocalDate today) {
        this.warehouse = warehouse;
        this.from = from;
        this.to = to;
        this.today = today;
        String text = text();
        views = text.substring(text.indexOf("-- with") + "-- with".length(), text.indexOf("-- measure:"));
        Matcher each = MEASURE.matcher(text);
        while (each.find()) {
            measures.put(each.group(1), new Plain(each.group(2), each.group(3), each.group(4) != null, each.group(5)));
        }
    }

    /** What is only known of days that have had a week, a month or a year to come true. */
    static final java.util.Set<String> LATE = java.util.Set.of(
            "orders_due",
            "orders_paid_in_24h",
            "order_pay_rate",
            "product_pay_rate",
            "cart_pay_rate",
            "new_visitors",
            "new_visitor_pay_rate",
            "retention_d30",
            "retention_within_d30",
            "retention_from_d30",
            "ltv_90",
            "ltv_365");

    /** The metrics that are known here. */
    static java.util.Set<String> known() {
        return METRICS.keySet();
    }

    /** A metric of a row. */
    static double figure(String metric, Map<String, Double> measures) {
        return Objects.requireNonNull(METRICS.get(metric), metric).applyAsDouble(measures);
    }

    /** The measures, or the late ones, by the values of a dimension; the value "" stands for none. The total is under "" of no dimension. */
    Map<String, Map<String, Double>> by(@Nullable String dimension, boolean late) {
        Map<String, Map<String, Double>> rows = new HashMap<>();
        measures.forEach((id, plain) -> {
            String key = plain.late() == late ? key(dimension, plain) : null;
            if (key != null) {
                rows(plain, key)
                        .forEach((value, figure) -> rows.computeIfAbsent(value, v -> new HashMap<>())
                                .put(id, figure));
            }
        });
        return rows;
    }

    private Map<String, Double> rows(Plain plain, String key) {
        String sql = ("WITH " + views + plain.select())
                .replace("{k}", key)
                .replace("{days}", "BETWEEN DATE '" + from + "' AND DATE '" + to + "'")
                .replace("{to}", "DATE '" + to + "'")
                .replace("{today}", "DATE '" + today + "'");
        Map<String, Double> figures = new HashMap<>();
        for (List<@Nullable Object> row :
                warehouse.query(SqlQuery.of(sql), QueryOptions.batch()).rows()) {
            Object value = row.get(1);
            figures.put(
                    Objects.toString(row.get(0), ""), value == null ? UNKNOWN : Double.parseDouble(value.toString()));
        }
        return figures;
    }

    /** What a dimension is in a source; null if it has none there. */
    private static @Nullable String key(@Nullable String dimension, Plain plain) {
        if (dimension == null) {
            return "''";
        }
        if (!columns(plain.source())
                .contains(
                        dimension.replaceFirst("^channel_.*|^category_.*", "").isEmpty()
                                ? dimension.substring(0, dimension.indexOf('_'))
                                : dimension)) {
            return null;
        }
        String channel = "(SELECT max(%s) FROM channel c WHERE c.channel = t.channel)";
        return switch (dimension) {
            case "channel_kind" -> channel.formatted("kind");
            case "channel_paid" -> channel.formatted("CASE WHEN paid THEN 'paid' ELSE 'free' END");
            case "category_1", "category_2", "category_3", "category_4" ->
                "array_to_string(string_split(t.category, '/')[1:" + dimension.substring("category_".length())
                        + "], '/')";
            case "hour" -> "t." + plain.time() + "_hour";
            case "weekday" -> "isodow(t." + plain.time() + "_day)";
            case "event_type" -> "t.type";
            default -> "t." + dimension;
        };
    }

    /** What each source can be split by. */
    private static List<String> columns(String source) {
        String of = switch (source) {
            case "ad_spend" -> "shop channel campaign creator product weekday";
            case "payment" -> "shop hour weekday";
            case "visit" -> "shop channel campaign creator device region hour weekday";
            case "event" -> "shop channel campaign creator device region product sku category event_type hour weekday";
            default -> "shop channel campaign creator device region city product sku category buyer_type hour weekday";
        };
        return List.of(of.split(" ", -1));
    }

    private static String text() {
        try (InputStream in = PlainFigures.class.getResourceAsStream("/reference/plain-figures.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double of(Map<String, Double> row, String measure) {
        return row.getOrDefault(measure, 0.0);
    }

    private static Map<String, ToDoubleFunction<Map<String, Double>>> metrics() {
        Map<String, ToDoubleFunction<Map<String, Double>>> all = new LinkedHashMap<>();
        for (String same : List.of(
                "order_amount",
                "orders",
                "orderers",
                "gmv",
                "paid_orders",
                "buyers",
                "new_buyers",
                "items_sold",
                "cost_of_goods",
                "gmv_of_old_buyers",
                "repeat_buyers",
                "refund_amount",
                "returned_cost",
                "orders_refunded",
                "platform_commission",
                "payment_fee",
                "creator_fees",
                "points_cost",
                "other_fees",
                "freight_cost",
                "sessions",
                "home_sessions",
                "home_clicks",
                "bounced_sessions",
                "paid_sessions",
                "free_sessions",
                "visitors",
                "events",
                "page_views",
                "product_views",
                "product_viewers",
                "cart_adds",
                "cart_adders",
                "favourites",
                "favouriters",
                "checkout_starters",
                "purchases",
                "ad_cost",
                "impressions",
                "clicks",
                "payment_attempts",
                "payment_successes",
                "payment_failures",
                "orders_due",
                "orders_paid_in_24h",
                "new_visitors")) {
            all.put(same, m -> of(m, same));
        }
        all.put("refunds_of_paid", m -> of(m, "refunded_of_paid"));
        all.put("refunded_orders", m -> of(m, "refunded_orders_of_paid"));
        all.put("attributed_gmv", m -> of(m, "gmv_of_paid_channels"));
        all.put("attributed_refunds", m -> of(m, "refunded_of_paid_channels"));
        all.put("old_buyers", m -> of(m, "buyers") - of(m, "new_buyers"));
        all.put("net_sales", m -> of(m, "gmv") - of(m, "refund_amount"));
        all.put("net_sales_by_paid_day", m -> of(m, "gmv") - of(m, "refunded_of_paid"));
        all.put("gross_profit", m -> net(m) - of(m, "cost_of_goods") + of(m, "returned_cost"));
        all.put("gross_margin", m -> by(net(m) - of(m, "cost_of_goods") + of(m, "returned_cost"), net(m)));
        all.put("contribution_profit", PlainFigures::contribution);
        all.put("profit_margin", m -> by(contribution(m), net(m)));
        ratio(all, "home_click_rate", "home_clicks", "home_sessions");
        ratio(all, "aov", "gmv", "buyers");
        ratio(all, "order_value", "gmv", "paid_orders");
        ratio(all, "unit_value", "gmv", "items_sold");
        ratio(all, "items_per_order", "items_sold", "paid_orders");
        ratio(all, "refund_rate_amount", "refunded_of_paid", "gmv");
        ratio(all, "refund_rate_orders", "refunded_orders_of_paid", "paid_orders");
        ratio(all, "refund_rate_amount_by_refund_day", "refund_amount", "gmv");
        ratio(all, "refund_rate_orders_by_refund_day", "orders_refunded", "paid_orders");
        ratio(all, "old_buyer_share_gmv", "gmv_of_old_buyers", "gmv");
        all.put("old_buyer_share", m -> by(of(m, "buyers") - of(m, "new_buyers"), of(m, "buyers")));
        all.put("source_share", m -> of(m, "sessions") == 0 ? 0 : by(of(m, "sessions"), of(m, "all_sessions")));
        all.put("session_time", m -> of(m, "session_seconds"));
        ratio(all, "dwell_time", "session_seconds", "sessions");
        ratio(all, "bounce_rate", "bounced_sessions", "sessions");
        ratio(all, "pages_per_session", "page_views", "sessions");
        ratio(all, "paid_traffic_share", "paid_sessions", "sessions");
        ratio(all, "free_traffic_share", "free_sessions", "sessions");
        ratio(all, "cart_rate", "cart_adders", "product_viewers");
        ratio(all, "visitor_cart_rate", "cart_adders", "visitors");
        ratio(all, "order_rate", "orderers", "visitors");
        ratio(all, "pay_rate", "buyers", "visitors");
        ratio(all, "uv_value", "gmv", "visitors");
        ratio(all, "payment_success_rate", "payment_successes", "payment_attempts");
        ratio(all, "payment_failure_rate", "payment_failures", "payment_attempts");
        ratio(all, "retention_d1", "visitors_back_1", "visitors_before_1");
        ratio(all, "retention_d7", "visitors_back_7", "visitors_before_7");
        ratio(all, "retention_within_d7", "visitors_back_within_7", "visitors_before_7");
        ratio(all, "retention_d30", "visitors_back_30", "visitors_before_30");
        ratio(all, "retention_within_d30", "visitors_back_within_30", "visitors_before_30");
        ratio(all, "retention_from_d30", "visitors_back_from_30", "visitors_before_30");
        ratio(all, "repurchase_rate_30d", "buyers_of_days_31_to_60_again", "buyers_of_days_31_to_60");
        ratio(all, "repurchase_rate_90d", "buyers_of_days_91_to_180_again", "buyers_of_days_91_to_180");
        ratio(all, "order_pay_rate", "orders_paid_in_24h", "orders_due");
        ratio(all, "product_pay_rate", "product_payers", "product_viewers_due");
        ratio(all, "cart_pay_rate", "cart_payers", "cart_adders_due");
        ratio(all, "new_visitor_pay_rate", "new_visitor_payers", "new_visitors");
        ratio(all, "repurchase_rate", "repeat_buyers", "buyers");
        for (String days : List.of("90", "365")) {
            all.put(
                    "ltv_" + days,
                    m -> by(of(m, "sales_in_" + days) - of(m, "refunds_in_" + days), of(m, "first_buyers_" + days)));
        }
        ratio(all, "dormant_share", "customers_dormant", "customers_ever");
        for (String layer : List.of("core", "potential", "lapsing", "ordinary")) {
            ratio(all, "layer_share_" + layer, "customers_" + layer, "customers_ever");
        }
        ratio(all, "layer_share_dormant", "customers_dormant_layer", "customers_ever");
        ratio(all, "ctr", "clicks", "impressions");
        ratio(all, "cost_per_click", "ad_cost", "clicks");
        ratio(all, "roi", "gmv_of_paid_channels", "ad_cost");
        all.put(
                "roi_after_returns",
                m -> by(of(m, "gmv_of_paid_channels") - of(m, "refunded_of_paid_channels"), of(m, "ad_cost")));
        ratio(all, "cac", "ad_cost", "new_buyers");
        return all;
    }

    private static double by(double part, double whole) {
        return whole == 0 ? UNKNOWN : part / whole;
    }

    private static double net(Map<String, Double> m) {
        return of(m, "gmv") - of(m, "refund_amount");
    }

    private static double contribution(Map<String, Double> m) {
        double fees = 0;
        for (String fee : List.of(
                "platform_commission", "payment_fee", "creator_fees", "points_cost", "other_fees", "freight_cost")) {
            fees += of(m, fee);
        }
        return net(m) - of(m, "cost_of_goods") + of(m, "returned_cost") - fees - of(m, "ad_cost");
    }

    private static void ratio(
            Map<String, ToDoubleFunction<Map<String, Double>>> all, String id, String part, String whole) {
        all.put(id, m -> by(of(m, part), of(m, whole)));
    }
}
