package io.quanjing.metric;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricQuestion.Against;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Suggestion;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a question from the texts that a command line or an address has. Names are looked up later, by {@link Metrics#ask}. */
public final class MetricQuestionParser {

    private static final int MOST_METRICS = 20;
    private static final int MOST_DIMENSIONS = 3;
    private static final int MOST_VALUES = 200;
    private static final int MOST_SHOPS = 50;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ROWS = 10_000;

    private MetricQuestionParser() {}

    /**
     * The texts of a question.
     *
     * @param ids metric ids, separated by commas
     * @param from the first day, {@code 2026-02-01}
     * @param to the last day
     * @param shops an id or a name each, any number; none is all shops
     * @param by dimension ids, separated by commas, or null
     * @param where {@code dimension=value}, any number
     * @param grain {@code hour}, {@code day}, {@code week}, {@code month} or {@code total}; null is total
     * @param compare the id of a {@link Comparison}, or null
     * @param order a metric id, or null
     * @param limit a number of rows, or null
     * @param rest {@code true} to ask for what is beyond the limit too, or null
     * @param event an event of the calendar for the comparison {@code event}, or null for the one that the days lie in
     * @param compareFrom the first day for the comparison {@code custom}
     * @param compareTo its last day
     */
    public record Texts(
            @Nullable String ids,
            @Nullable String from,
            @Nullable String to,
            List<String> shops,
            @Nullable String by,
            List<String> where,
            @Nullable String grain,
            @Nullable String compare,
            @Nullable String order,
            @Nullable String limit,
            @Nullable String rest,
            @Nullable String event,
            @Nullable String compareFrom,
            @Nullable String compareTo) {

        /** Without a rest, an event or days to compare with. */
        public Texts(
                @Nullable String ids,
                @Nullable String from,
                @Nullable String to,
                List<String> shops,
                @Nullable String by,
                List<String> where,
                @Nullable String grain,
                @Nullable String compare,
                @Nullable String order,
                @Nullable String limit) {
            this(ids, from, to, shops, by, where, grain, compare, order, limit, null, null, null, null);
        }

        /**
         * Those of an address.
         *
         * @param parameters by name, {@code shop} and {@code where} any number of times
         * @param name under which the metric ids stand
         */
        public static Texts of(Map<String, List<String>> parameters, String name) {
            Function<String, @Nullable String> first = key ->
                    parameters.getOrDefault(key, List.of()).stream().findFirst().orElse(null);
            return new Texts(
                    first.apply(name),
                    first.apply("from"),
                    first.apply("to"),
                    parameters.getOrDefault("shop", List.of()),
                    first.apply("by"),
                    parameters.getOrDefault("where", List.of()),
                    first.apply("grain"),
                    first.apply("compare"),
                    first.apply("order"),
                    first.apply("limit"),
                    first.apply("rest"),
                    first.apply("event"),
                    first.apply("compare-from"),
                    first.apply("compare-to"));
        }

        /** The figures alone: of which days, shops and rows, by which grain; not split, compared or limited. */
        public Texts figures(@Nullable String grainOfFigures) {
            return new Texts(ids, from, to, shops, null, where, grainOfFigures, null, null, null);
        }

        /** The whole range in one, whatever was said of periods, order and rest. */
        public Texts inOne() {
            return new Texts(
                    ids, from, to, shops, by, where, null, compare, null, limit, null, event, compareFrom, compareTo);
        }

        /** Every row: a limit means something else to who asks. */
        public Texts unlimited() {
            return new Texts(
                    ids, from, to, shops, by, where, grain, compare, order, null, null, event, compareFrom, compareTo);
        }
    }

    /**
     * The question that the texts ask.
     *
     * @throws QuanjingException if a text breaks a rule, naming the text
     */
    public static MetricQuestion parse(Texts texts) {
        List<String> ids = metrics(texts.ids());
        Grain grain = grain(texts.grain());
        DayRange range = range("from", texts.from(), "to", texts.to(), grain);
        Comparison comparison = comparison(texts.compare());
        return new MetricQuestion(
                        ids,
                        range,
                        grain,
                        list("dimensions", texts.by(), MOST_DIMENSIONS),
                        where(texts.where()),
                        shops(texts.shops()),
                        comparison,
                        blankToNull(texts.order()),
                        limit(texts.limit()),
                        "true".equals(texts.rest()),
                        against(texts, comparison, grain))
                .largestFirst();
    }

    private static DayRange range(
            String first, @Nullable String firstText, String last, @Nullable String lastText, Grain grain) {
        LocalDate from = day(first, firstText);
        LocalDate to = day(last, lastText);
        if (to.isBefore(from)) {
            throw refused(
                    MetricError.BAD_RANGE,
                    "The range from " + from + " to " + to + " ends before it starts. Maybe from " + to + " to " + from
                            + ".",
                    Map.of("from", from.toString(), "to", to.toString()));
        }
        DayRange range = new DayRange(from, to);
        checkLength(range, grain);
        return range;
    }

    private static @Nullable Against against(Texts texts, @Nullable Comparison comparison, Grain grain) {
        if (comparison == Comparison.EVENT) {
            String event = blankToNull(texts.event());
            if (event != null) {
                checkLength("the event", event);
            }
            return event == null ? null : new Against(event, null);
        }
        return comparison == Comparison.CUSTOM
                ? new Against(null, range("compare-from", texts.compareFrom(), "compare-to", texts.compareTo(), grain))
                : null;
    }

    /**
     * The metrics of a text.
     *
     * @param ids separated by commas
     * @throws QuanjingException if there is none, or more than one question may have
     */
    public static List<String> metrics(@Nullable String ids) {
        List<String> metrics = list("metric ids", ids, MOST_METRICS);
        if (metrics.isEmpty()) {
            throw refused(MetricError.UNKNOWN_METRIC, "The question names no metric. Maybe gmv.", Map.of("metric", ""));
        }
        // The sides of a ratio are for the program itself: they have no unit.
        metrics.stream().filter(id -> id.contains(".")).findFirst().ifPresent(id -> {
            throw refused(
                    MetricError.UNKNOWN_METRIC,
                    "There is no metric " + shorten(id) + ". Maybe " + shorten(id.substring(0, id.indexOf('.'))) + ".",
                    Map.of("metric", shorten(id)));
        });
        return metrics;
    }

    private static List<String> list(String what, @Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<String> parts = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
        if (parts.size() > most) {
            throw tooMuch(what, parts.size(), most);
        }
        parts.forEach(part -> checkLength(what, part));
        return parts;
    }

    /**
     * The shops of some texts. A name may have a comma in it, so several are several texts.
     *
     * @throws QuanjingException if there are more than one question may have
     */
    public static List<String> shops(List<String> texts) {
        List<String> shops = texts.stream()
                .map(String::strip)
                .filter(shop -> !shop.isEmpty())
                .distinct()
                .toList();
        if (shops.size() > MOST_SHOPS) {
            throw tooMuch("shops", shops.size(), MOST_SHOPS);
        }
        shops.forEach(shop -> checkLength("shops", shop));
        return shops;
    }

    static void checkLength(String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw tooMuch("letters in " + what, text.length(), LONGEST_TEXT);
        }
    }

    private static LocalDate day(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw refused(
                    MetricError.BAD_DAY,
                    "The day '" + name + "' is missing. Maybe " + name + "=2026-02-01.",
                    Map.of("name", name, "value", ""));
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() >= 1990 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeException e) {
            // Reported below, with the days that are out of bounds.
        }
        throw refused(
                MetricError.BAD_DAY,
                "The day '" + name + "' is " + shorten(text)
                        + ", which is no day from 1990 to 2200 written as year-month-day. Maybe 2026-02-01.",
                Map.of("name", name, "value", shorten(text)));
    }

    private static void checkLength(DayRange range, Grain grain) {
        int most = switch (grain) {
            case HOUR -> 31;
            case DAY -> 1200;
            case WEEK, MONTH, TOTAL -> 7400;
        };
        if (range.days() > most) {
            throw refused(
                    MetricError.TOO_MUCH,
                    "The range has " + range.days() + " days; a question by " + grain.id() + " may have " + most
                            + ". Maybe ask by "
                            + (grain == Grain.HOUR ? "day" : "month") + ", or for fewer days.",
                    Map.of("what", "days", "value", range.days(), "limit", most));
        }
    }

    private static Grain grain(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Grain.TOTAL;
        }
        for (Grain grain : Grain.values()) {
            if (grain.id().equals(text.strip())) {
                return grain;
            }
        }
        throw refused(
                MetricError.BAD_GRAIN,
                "There is no grain " + shorten(text) + ". "
                        + Suggestion.maybe(
                                text,
                                Arrays.stream(Grain.values()).map(Grain::id).toList()),
                Map.of("value", shorten(text)));
    }

    private static @Nullable Comparison comparison(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        for (Comparison comparison : Comparison.values()) {
            if (comparison.id().equals(text.strip())) {
                return comparison;
            }
        }
        throw refused(
                MetricError.BAD_COMPARISON,
                "There is no comparison " + shorten(text) + ". "
                        + Suggestion.maybe(
                                text,
                                Arrays.stream(Comparison.values())
                                        .map(Comparison::id)
                                        .toList()),
                Map.of("value", shorten(text)));
    }

    static Map<String, List<String>> where(List<String> texts) {
        if (texts.size() > MOST_VALUES) {
            throw tooMuch("filter values", texts.size(), MOST_VALUES);
        }
        Map<String, List<String>> where = new LinkedHashMap<>();
        for (String text : texts) {
            int sign = text.indexOf('=');
            if (sign < 1) {
                throw refused(
                        MetricError.BAD_FILTER,
                        "The filter " + shorten(text) + " is not of the form dimension=value. Maybe region=上海.",
                        Map.of("value", shorten(text)));
            }
            checkLength("a filter value", text);
            where.computeIfAbsent(text.substring(0, sign).strip(), d -> new ArrayList<>())
                    .add(text.substring(sign + 1).strip());
        }
        return where;
    }

    private static @Nullable Integer limit(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String digits = text.strip();
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > MOST_ROWS) {
            throw refused(
                    MetricError.BAD_LIMIT,
                    "The limit " + shorten(text) + " is no number from 1 to " + MOST_ROWS + ". Maybe 50.",
                    Map.of("value", shorten(text), "limit", MOST_ROWS));
        }
        return Integer.valueOf(digits);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String shorten(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static QuanjingException tooMuch(String what, int value, int most) {
        return refused(
                MetricError.TOO_MUCH,
                String.format(
                        Locale.ROOT,
                        "The question has %d %s; %d are allowed. Maybe ask in several questions.",
                        value,
                        what,
                        most),
                Map.of("what", what, "value", value, "limit", most));
    }

    private static QuanjingException refused(ErrorCode code, String message, Map<String, ?> arguments) {
        return new QuanjingException(code, message, arguments);
    }
}
