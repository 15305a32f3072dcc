package io.quanjing.metric.dictionary;

import io.quanjing.metric.dictionary.Problem.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code region in 上海, 江苏 and device != mobile}.
 *
 * @param rows what it asks of each row
 * @param words the same for people
 */
record OwnCondition(List<RowCondition.Among> rows, Title words) {

    private static final Pattern PART =
            Pattern.compile("(?<dimension>[A-Za-z0-9_]+)\\s*(?<sign>!=|=|\\bnot in\\b|\\bin\\b)\\s*(?<values>\\S.*)");
    private static final Pattern AND = Pattern.compile("\\s+and\\s+");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,2})\\.\\.(\\d{1,2})");
    private static final int MOST_PARTS = 5;
    private static final int MOST_VALUES = 100;

    static OwnCondition read(
            OwnYaml source, Map<String, Dimension> dimensions, Set<String> splittable, Consumer<Problem> unsure) {
        List<RowCondition.Among> rows = new ArrayList<>();
        String text = source.text();
        Matcher and = AND.matcher(text);
        int from = 0;
        boolean more = true;
        while (more) {
            more = and.find();
            int to = more ? and.start() : text.length();
            rows.add(part(source, text, from, to, dimensions, splittable, unsure));
            from = more ? and.end() : to;
        }
        if (rows.size() > MOST_PARTS) {
            throw source.as("conditions").broken(Rule.TOO_MANY, String.valueOf(rows.size()), List.of());
        }
        return new OwnCondition(rows, words(rows));
    }

    /** What the conditions that a shop wrote say, for people. */
    static Title words(List<? extends RowCondition> rows) {
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (RowCondition row : rows) {
            if (row instanceof RowCondition.Among among) {
                String sign = among.kept() ? " = " : " ≠ ";
                zh.add(among.dimension().title().zh() + sign + titles(among, true));
                en.add(among.dimension().title().en() + sign + titles(among, false));
            }
        }
        return new Title(String.join("，", zh), String.join(", ", en));
    }

    /** What something is called of which only the rows of a condition count. */
    static Title narrowed(Title whole, Title words) {
        return new Title(whole.zh() + "（" + words.zh() + "）", whole.en() + " (" + words.en() + ")");
    }

    private static RowCondition.Among part(
            OwnYaml source,
            String text,
            int from,
            int to,
            Map<String, Dimension> dimensions,
            Set<String> splittable,
            Consumer<Problem> unsure) {
        Matcher part = PART.matcher(text).region(from, to);
        if (!part.matches()) {
            throw source.broken(from, to, Rule.BAD_CONDITION, text.substring(from, to), List.of("channel_kind = live"));
        }
        String id = part.group("dimension");
        int start = part.start("dimension");
        Dimension dimension = dimensions.get(id);
        if (dimension == null) {
            throw source.broken(
                    start, start + id.length(), Rule.UNKNOWN_DIMENSION, id, Problem.near(id, dimensions.keySet()));
        }
        if (!splittable.contains(id)) {
            throw source.broken(start, start + id.length(), Rule.NOT_SPLITTABLE, id, List.copyOf(splittable));
        }
        String sign = part.group("sign");
        boolean several = sign.endsWith("in");
        Set<String> values = new LinkedHashSet<>();
        int place = part.start("values");
        for (String value : several ? part.group("values").split(",", -1) : new String[] {part.group("values")}) {
            int first = place + value.length() - value.stripLeading().length();
            String wanted = value.strip();
            if (wanted.isEmpty()) {
                throw source.broken(
                        from, to, Rule.BAD_CONDITION, text.substring(from, to), List.of("region in 上海, 江苏"));
            }
            values.addAll(values(source.as(id), dimension, wanted, first, first + wanted.length(), unsure));
            place += value.length() + 1;
        }
        if (values.size() > MOST_VALUES) {
            throw source.as("values").broken(from, to, Rule.TOO_MANY, String.valueOf(values.size()), List.of());
        }
        return new RowCondition.Among(dimension, List.copyOf(values), sign.equals("=") || sign.equals("in"));
    }

    /**
     * The keys that a text means: a key, a title of a known value, or a range of numbers; of open lists any text is a key.
     *
     * @param unsure told of a key that only the shop's data could know
     */
    static List<String> values(
            OwnYaml source, Dimension dimension, String text, int from, int to, Consumer<Problem> unsure) {
        Map<String, Title> known = dimension.values();
        if (known.containsKey(text)) {
            return List.of(text);
        }
        List<String> titled = known.entrySet().stream()
                .filter(entry -> entry.getValue().zh().equals(text)
                        || entry.getValue().en().equalsIgnoreCase(text))
                .map(Map.Entry::getKey)
                .toList();
        if (!titled.isEmpty()) {
            return titled;
        }
        if (dimension.numeric()) {
            return numbers(source, dimension, text, from, to);
        }
        if (dimension.closed()) {
            Set<String> names = new LinkedHashSet<>(known.keySet());
            known.values().forEach(title -> names.add(title.zh()));
            throw source.broken(from, to, Rule.UNKNOWN_VALUE, text, Problem.near(text, names));
        }
        unsure.accept(
                source.broken(from, to, Rule.UNSEEN_VALUE, text, List.of()).problem());
        return List.of(text);
    }

    private static List<String> numbers(OwnYaml source, Dimension dimension, String text, int from, int to) {
        boolean hours = dimension.values().isEmpty();
        int least = hours ? 0 : 1;
        int most = hours ? 23 : 7;
        Matcher range = RANGE.matcher(text);
        boolean one = text.matches("\\d{1,2}");
        if (range.matches() || one) {
            int first = Integer.parseInt(one ? text : range.group(1));
            int last = Integer.parseInt(one ? text : range.group(2));
            if (first >= least && last <= most && first <= last) {
                return java.util.stream.IntStream.rangeClosed(first, last)
                        .mapToObj(String::valueOf)
                        .toList();
            }
        }
        throw source.broken(from, to, Rule.UNKNOWN_VALUE, text, List.of(least + ".." + most));
    }

    private static String titles(RowCondition.Among row, boolean chinese) {
        return String.join(
                chinese ? "、" : "/",
                row.values().stream()
                        .map(value -> {
                            Title title = row.dimension().values().get(value);
                            return title == null ? value : chinese ? title.zh() : title.en();
                        })
                        .toList());
    }
}
