package io.quanjing.metric.dictionary;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the program's files say about a metric beside what it computes: where it belongs, of what it is made as it was written, and when that last changed. */
public final class MetricNotes {

    /** Keys of a file that hold for all metrics in it which do not say otherwise. */
    static final Set<String> OF_FILE = Set.of("group", "changed");

    /** What belongs to no group of the program. */
    public static final String OWN = "own";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final Map<String, Note> notes = new LinkedHashMap<>();

    /**
     * About one metric.
     *
     * @param group {@code traffic}, {@code conversion}, {@code retention}, {@code value} or {@code supply}
     * @param expression of ids, as it was written
     * @param uses the ids in the expression
     * @param changed the last time that it changed
     */
    public record Note(String group, String expression, Set<String> uses, Change changed) {}

    /**
     * A change of a definition.
     *
     * @param on the day
     * @param why the reason
     */
    public record Change(LocalDate on, Title why) {}

    private static final class Program {
        private static final MetricNotes NOTES = read();
    }

    private MetricNotes() {}

    /** Those of the program's files. */
    public static MetricNotes ofProgram() {
        return Program.NOTES;
    }

    /** About a metric of the program. */
    public Optional<Note> find(String id) {
        return Optional.ofNullable(notes.get(id));
    }

    /** The group of a metric; of one that is not the program's, {@link #OWN}. */
    public String group(String id) {
        return find(id).map(Note::group).orElse(OWN);
    }

    /** Whether the names in the expressions of this kind are those of measures. */
    public static boolean ofMeasures(Metric.Kind kind) {
        return switch (kind) {
            case SIMPLE, SHARE, CONVERSION, RETENTION, CUMULATIVE -> true;
            case RATIO, DERIVED -> false;
        };
    }

    private static MetricNotes read() {
        MetricNotes all = new MetricNotes();
        for (YamlValue file : DictionaryReader.metricFiles()) {
            YamlValue group = file.get("group");
            YamlValue changed = file.get("changed");
            file.entries().forEach((id, source) -> {
                if (!OF_FILE.contains(id)) {
                    String expression = expression(source);
                    all.notes.put(
                            id,
                            new Note(
                                    source.find("group").orElse(group).text(),
                                    expression,
                                    names(expression),
                                    change(source.find("changed").orElse(changed))));
                }
            });
        }
        return all;
    }

    private static Change change(YamlValue source) {
        source.entries(List.of("on", "why"));
        return new Change(
                LocalDate.parse(source.get("on").text()), source.get("why").title());
    }

    private static String expression(YamlValue source) {
        Optional<String> alone =
                source.find("measure").or(() -> source.find("expression")).map(YamlValue::text);
        if (alone.isPresent()) {
            return source.get("kind").text().equals("share")
                    ? alone.get() + " / total(" + alone.get() + ")"
                    : alone.get();
        }
        boolean parts = source.find("part").isPresent();
        return bracketed(source.get(parts ? "part" : "numerator").text()) + " / "
                + bracketed(source.get(parts ? "of" : "denominator").text());
    }

    private static String bracketed(String expression) {
        return NAME.matcher(expression).matches() ? expression : "(" + expression + ")";
    }

    private static Set<String> names(String expression) {
        Set<String> names = new LinkedHashSet<>();
        NAME.matcher(expression)
                .results()
                .map(java.util.regex.MatchResult::group)
                .forEach(names::add);
        names.remove("total");
        return names;
    }
}
