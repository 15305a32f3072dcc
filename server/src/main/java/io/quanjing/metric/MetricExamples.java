package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.MeasureMetric;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.MetricNotes;
import io.quanjing.metric.dictionary.OwnDefinitions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works a metric out with the figures of a shop, so that its formula can be read with numbers in it. */
final class MetricExamples {

    /** Full days up to yesterday, until some have a figure: what looks far ahead knows nothing of the last days. */
    private static final List<Integer> DAYS = List.of(7, 30, 90, 365);

    private static final String PART = "part__";

    private final MetricEngine program;
    private final ShopDictionaries own;
    private final InstantSource clock;

    MetricExamples(MetricEngine program, ShopDictionaries own, InstantSource clock) {
        this.program = program;
        this.own = own;
        this.clock = clock;
    }

    /**
     * A metric with the figures that it is made of.
     *
     * @param from the first day
     * @param to the last day
     * @param value of the metric, as a row of an answer has it; null if it is not known
     * @param currency of the amounts, or null
     * @param parts the figures of the names in the expression, by name; none where the expression is one name or has a condition
     */
    record Example(
            String from,
            String to,
            @Nullable Object value,
            @Nullable String currency,
            Map<String, Part> parts) {}

    /** A figure in an expression. */
    record Part(@Nullable Object value, String unit) {}

    Example of(String id, Shop shop, Caller caller) {
        OwnDefinitions definitions = own.of(List.of(shop));
        Dictionary dictionary = definitions.dictionary();
        Metric metric = dictionary.metric(id);
        Map<String, Metric> parts = parts(metric, definitions);
        Map<String, Metric> all = new LinkedHashMap<>(dictionary.metrics());
        parts.values().forEach(part -> all.putIfAbsent(part.id(), part));
        MetricEngine engine = program.with(new Dictionary(dictionary.entities(), dictionary.dimensions(), all));
        List<String> asked = new ArrayList<>(List.of(id));
        parts.values().stream().map(Metric::id).filter(part -> !part.equals(id)).forEach(asked::add);
        LocalDate yesterday = shop.clock().day(clock.instant()).minusDays(1);
        Example example = null;
        for (int days : DAYS) {
            DayRange range = new DayRange(yesterday.minusDays(days - 1L), yesterday);
            MetricAnswer answer = engine.ask(question(asked, range, shop), caller);
            Map<String, @Nullable Object> row = answer.rows().getFirst();
            Object value = row.get(id);
            Map<String, Part> figures = new LinkedHashMap<>();
            parts.forEach((name, part) -> figures.put(
                    name, new Part(row.get(part.id()), part.unit().name().toLowerCase(Locale.ROOT))));
            example = new Example(range.from().toString(), range.to().toString(), value, answer.currency(), figures);
            if (value instanceof Number number ? number.doubleValue() != 0 : value != null && !"0.00".equals(value)) {
                return example;
            }
        }
        return java.util.Objects.requireNonNull(example);
    }

    private static Map<String, Metric> parts(Metric metric, OwnDefinitions definitions) {
        OwnDefinitions.Written written = definitions.metrics().get(metric.id());
        if (written != null && !written.where().isEmpty()) {
            return Map.of();
        }
        Set<String> names = written != null
                ? written.uses()
                : MetricNotes.ofProgram()
                        .find(metric.id())
                        .map(MetricNotes.Note::uses)
                        .orElse(Set.of());
        boolean ofMeasures = written == null && MetricNotes.ofMeasures(metric.kind());
        if (names.size() < 2 && ofMeasures) {
            return Map.of();
        }
        Map<String, Metric> parts = new LinkedHashMap<>();
        for (String name : names) {
            Metric known =
                    ofMeasures ? null : definitions.dictionary().metrics().get(name);
            parts.put(name, known != null ? known : MeasureMetric.of(definitions.dictionary(), name, PART + name));
        }
        return parts;
    }

    private static MetricQuestion question(List<String> metrics, DayRange range, Shop shop) {
        return new MetricQuestion(
                metrics, range, Grain.TOTAL, List.of(), Map.of(), List.of(shop.id()), null, null, null);
    }
}
