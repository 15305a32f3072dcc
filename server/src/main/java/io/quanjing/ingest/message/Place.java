package io.quanjing.ingest.message;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a value stands in a message: {@code customer.id}, {@code variants.0.price}; the sum {@code sum(transactions.amount, kind=refund)} or the
 * count {@code count(line_items)} of what stands in arrays; or beside the message: {@code $topic}, {@code $received}, {@code $triggered},
 * {@code $row}, {@code $known.column}.
 *
 * @param how what is done with what stands there
 * @param steps the names and positions on the way
 * @param conditions fields beside the last step, and the values that they need to have
 */
record Place(How how, List<String> steps, Map<String, String> conditions) {

    private static final Pattern CALL =
            Pattern.compile("(sum|count)\\(\\s*([^,()]+?)\\s*((?:,\\s*[^,=()]+=[^,()]*)*)\\)");
    private static final Pattern CONDITION = Pattern.compile(",\\s*([^,=()]+?)\\s*=\\s*([^,()]*?)\\s*(?=,|$)");

    private static final List<String> BESIDE = List.of("topic", "received", "triggered", "row");

    /** What is done with what stands at the steps. */
    enum How {
        VALUE,
        SUM,
        COUNT,
        BESIDE
    }

    /** Reads it as a mapping has it. */
    static Place of(String text) {
        String clean = text.strip();
        if (clean.startsWith("$")) {
            return new Place(How.BESIDE, List.of(clean.substring(1)), Map.of());
        }
        Matcher call = CALL.matcher(clean);
        if (call.matches()) {
            Map<String, String> conditions = new java.util.LinkedHashMap<>();
            Matcher condition = CONDITION.matcher(call.group(3));
            while (condition.find()) {
                conditions.put(condition.group(1), condition.group(2));
            }
            return new Place("sum".equals(call.group(1)) ? How.SUM : How.COUNT, path(call.group(2)), conditions);
        }
        return new Place(How.VALUE, path(clean), Map.of());
    }

    /**
     * Why a text names no place that a mapping can use; null if it does.
     *
     * @param known the columns of the row that {@code $known} looks at; empty where the kind asks for none
     */
    static @Nullable String wrong(String text, List<String> known) {
        Place place = of(text);
        if (place.how() == How.BESIDE) {
            String name = place.steps().getFirst();
            if (name.startsWith("known.")) {
                String column = name.substring("known.".length());
                return known.contains(column)
                        ? null
                        : known.isEmpty()
                                ? "a kind with $known says by known: { table, key } which row is meant"
                                : "the known row has no column " + column;
            }
            return BESIDE.contains(name) ? null : "there are $topic, $received, $triggered, $row and $known.column";
        }
        boolean strange = place.steps().stream().anyMatch(s -> s.isBlank() || s.matches(".*[(),=].*"));
        return strange ? "a place reads like customer.id, sum(items.amount, kind=refund) or count(items)" : null;
    }

    /** The names of a path. */
    static List<String> path(String path) {
        return List.of(path.split("\\.", -1));
    }

    /** The text of the single value below a node; empty if there is none. */
    String value(JsonNode from, int skipped) {
        JsonNode node = from;
        for (String step : steps.subList(skipped, steps.size())) {
            node = step(node, step);
        }
        return Messages.text(node);
    }

    /** The sum or count over everything that stands at the steps; empty if there is not even an empty array. */
    String total(JsonNode from, int skipped) {
        Found found = new Found();
        collect(from, steps.subList(skipped, steps.size()), found);
        if (!found.any) {
            return "";
        }
        return how == How.COUNT ? String.valueOf(found.count) : found.sum.toPlainString();
    }

    private static final class Found {
        private boolean any;
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
    }

    private void collect(JsonNode node, List<String> left, Found found) {
        if (node.isArray()) {
            found.any = true;
            boolean position = !left.isEmpty() && isPosition(left.getFirst());
            if (!position) {
                node.forEach(element -> collect(element, left, found));
                return;
            }
        }
        if (left.size() == 1 && !meets(node)) {
            return;
        }
        if (!left.isEmpty()) {
            collect(step(node, left.getFirst()), left.subList(1, left.size()), found);
            return;
        }
        BigDecimal number = how == How.SUM ? number(Messages.text(node)) : BigDecimal.ONE;
        if (number != null && !node.isMissingNode() && !node.isNull()) {
            found.any = true;
            found.count++;
            found.sum = found.sum.add(number);
        }
    }

    private boolean meets(JsonNode node) {
        return conditions.entrySet().stream()
                .allMatch(c -> Messages.text(node.path(c.getKey())).equals(c.getValue()));
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            if (text.isEmpty() || text.length() > 40) {
                return null;
            }
            BigDecimal number = new BigDecimal(text);
            return Messages.isBounded(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static JsonNode step(JsonNode node, String step) {
        return node.isArray() && isPosition(step) ? node.path(Integer.parseInt(step)) : node.path(step);
    }

    private static boolean isPosition(String step) {
        return !step.isEmpty() && step.length() <= 6 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Everything that a mapping names, read once. */
    static List<List<Place>> all(List<List<String>> columns) {
        List<List<Place>> places = new ArrayList<>();
        for (List<String> headers : columns) {
            places.add(headers.stream().map(Place::of).toList());
        }
        return places;
    }
}
