package io.quanjing.target;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.Metrics.FoundValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what people write about targets. Each refusal names the field, its value and the rule. */
final class TargetRules {

    private static final int LONGEST_TEXT = 200;
    private static final int MOST_NAMED = 8;
    private static final BigDecimal MOST = new BigDecimal("10000000000000");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,14}(\\.\\d{1,8})?");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d{1,8})?");

    /** What a fact has once in a time, not what a shop sells by. */
    private static final Set<String> NO_PARTS = Set.of("hour", "weekday");

    private final Shops shops;
    private final Metrics metrics;

    TargetRules(Shops shops, Metrics metrics) {
        this.shops = shops;
        this.metrics = metrics;
    }

    Shop shop(String text, Caller caller) {
        List<Shop> seen = shops.visibleTo(caller);
        return shops.find(checked("shop", text))
                .filter(caller::sees)
                .orElseThrow(() -> bad(
                        TargetError.UNKNOWN_SHOP,
                        "shop",
                        text,
                        "is no shop that your account sees",
                        maybe(seen.stream().map(Shop::name).toList())));
    }

    /** By its id or one of its titles. */
    MetricDictionary.Metric metric(String text) {
        String named = checked("metric", text);
        List<MetricDictionary.Metric> all = metrics.dictionary().metrics();
        return all.stream()
                .filter(one -> one.id().equals(named))
                .findFirst()
                .or(() -> all.stream().filter(one -> titled(one.title(), named)).findFirst())
                .orElseThrow(() -> bad(
                        TargetError.UNKNOWN_METRIC,
                        "metric",
                        text,
                        "is no metric of the dictionary",
                        maybe(near(
                                named,
                                all.stream().map(MetricDictionary.Metric::id).toList()))));
    }

    /** The part of the shop that a target is for; both texts are empty for the whole. */
    TargetKey key(Shop shop, MetricDictionary.Metric metric, String dimension, String value, Caller caller) {
        String part = checked("dimension", dimension);
        String text = checked("value", value);
        if (part.isEmpty() && text.isEmpty()) {
            return new TargetKey(shop.id(), metric.id(), "", "");
        }
        if (part.isEmpty() || text.isEmpty()) {
            throw bad(
                    TargetError.BAD_DIMENSION,
                    part.isEmpty() ? "dimension" : "value",
                    part.isEmpty() ? dimension : value,
                    "is missing: a target for a part needs both, one for the whole shop none",
                    "Maybe channel and the name of a channel.");
        }
        List<String> possible = metric.dimensions().stream()
                .filter(one -> !NO_PARTS.contains(one))
                .toList();
        String id = metrics.dictionary().dimensions().stream()
                .filter(one -> possible.contains(one.id()) && (one.id().equals(part) || titled(one.title(), part)))
                .map(MetricDictionary.Dimension::id)
                .findFirst()
                .orElseThrow(() -> bad(
                        TargetError.BAD_DIMENSION,
                        "dimension",
                        dimension,
                        "is nothing that " + metric.id() + " can be split by",
                        maybe(near(part, possible))));
        return new TargetKey(shop.id(), metric.id(), id, value(id, text, shop, caller));
    }

    private String value(String dimension, String text, Shop shop, Caller caller) {
        List<FoundValue> found = metrics.values(dimension, text, List.of(shop.id()), caller);
        return found.stream()
                .filter(one -> one.value().equals(text))
                .findFirst()
                .or(() -> found.stream()
                        .filter(one -> {
                            Label title = one.title();
                            return title != null && titled(title, text);
                        })
                        .findFirst())
                .map(FoundValue::value)
                .orElseThrow(() -> bad(
                        TargetError.UNKNOWN_VALUE,
                        "value",
                        text,
                        "is no " + dimension + " that facts of " + shop.name() + " have",
                        maybe((found.isEmpty() ? metrics.values(dimension, "", List.of(shop.id()), caller) : found)
                                .stream().map(FoundValue::value).toList())));
    }

    Period period(String text) {
        return Period.parse(checked("period", text))
                .orElseThrow(() -> bad(
                        TargetError.BAD_PERIOD,
                        "period",
                        text,
                        "is no year, quarter, month or day from 2000 to 2100",
                        "Maybe 2026, 2026-Q1, 2026-03 or 2026-03-05."));
    }

    /** In the unit of the metric; a rate may be written with a percent sign. */
    BigDecimal amount(String text, MetricDictionary.Metric metric) {
        String clean = checked("target", text);
        boolean rate = metric.unit().equals("rate");
        boolean percent = rate && clean.endsWith("%");
        String digits = percent ? clean.substring(0, clean.length() - 1).strip() : clean;
        if (GROUPED.matcher(digits).matches()) {
            digits = digits.replace(",", "");
        }
        if (!NUMBER.matcher(digits).matches()) {
            throw bad(
                    TargetError.BAD_AMOUNT,
                    "target",
                    text,
                    "is no number from 0",
                    rate ? "Maybe 3.5% or 0.035." : "Maybe 120000.");
        }
        BigDecimal amount = new BigDecimal(digits);
        if (percent) {
            amount = amount.movePointLeft(2);
        }
        int scale = Basis.scale(metric);
        if (amount.stripTrailingZeros().scale() > scale) {
            throw bad(
                    TargetError.BAD_AMOUNT,
                    "target",
                    text,
                    scale == 0
                            ? "is no whole number, as " + metric.id() + " is"
                            : "has more than " + scale + " decimal places",
                    "Maybe " + amount.setScale(scale, RoundingMode.HALF_UP).toPlainString() + ".");
        }
        BigDecimal most = rate ? BigDecimal.ONE : MOST;
        if (amount.compareTo(most) > 0) {
            throw bad(
                    TargetError.BAD_AMOUNT,
                    "target",
                    text,
                    "is more than " + most.toPlainString() + ", the most of " + metric.id(),
                    rate ? "Maybe " + digits + "%." : "Maybe a digit is too much.");
        }
        return amount;
    }

    static void checkRoom(String what, long there, long most) {
        if (there > most) {
            throw new QuanjingException(
                    TargetError.TOO_MUCH,
                    "There would be " + there + " " + what + "; " + most + " are the most. Maybe fewer at a time.",
                    Map.of("what", what, "value", there, "limit", most));
        }
    }

    private static String checked(String field, String text) {
        String clean = text.strip();
        if (clean.length() > LONGEST_TEXT || clean.codePoints().anyMatch(Character::isISOControl)) {
            throw bad(
                    TargetError.TOO_MUCH,
                    field,
                    text,
                    "is longer than " + LONGEST_TEXT + " characters or not on one line",
                    "Maybe a quote is missing.");
        }
        return clean;
    }

    private static boolean titled(Label title, String text) {
        return title.zh().equalsIgnoreCase(text) || title.en().equalsIgnoreCase(text);
    }

    /** Those that have a beginning in common with the text first. */
    private static List<String> near(String text, Collection<String> names) {
        String start = text.substring(0, Math.min(2, text.length()));
        return Stream.concat(
                        names.stream().filter(one -> !start.isEmpty() && one.startsWith(start)),
                        names.stream().filter(one -> start.isEmpty() || !one.startsWith(start)))
                .toList();
    }

    private static String maybe(List<String> names) {
        return names.isEmpty()
                ? "Maybe nothing has come in yet."
                : "Maybe " + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMED ? " …" : ".");
    }

    static QuanjingException bad(TargetError code, String field, String value, String rule, String maybe) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        return new QuanjingException(
                code,
                "The field " + field + ", '" + shown + "', " + rule + ". " + maybe,
                Map.of("field", field, "value", shown, "maybe", maybe.replaceFirst("^Maybe ", "")));
    }
}
