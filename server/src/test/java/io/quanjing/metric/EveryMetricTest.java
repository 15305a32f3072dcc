package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.Metric.Additivity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every metric by every dimension and grain that it declares: it runs, and what says that it adds up does. */
class EveryMetricTest {

    private static final Set<String> OF_PRODUCTS =
            Set.of("product", "sku", "category", "category_1", "category_2", "category_3", "category_4");
    private static final Dictionary DICTIONARY = Dictionary.load();

    static Set<String> dimensions() {
        return DICTIONARY.dimensions().keySet();
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void partsAddUpToTheTotal(String dimension) {
        List<Metric> metrics = Story.ofRows(true).stream()
                .filter(metric -> metric.dimensions().contains(dimension))
                .toList();
        assertThat(metrics).isNotEmpty();
        Story.Ask question = question(metrics);
        Map<String, @Nullable Object> total = question.row();
        List<Map<String, @Nullable Object>> parts = question.by(dimension).rows();
        assertThat(parts).isNotEmpty();
        for (Metric metric : metrics) {
            if (metric.additivity() == Additivity.ADDITIVE
                    || (metric.additivity() == Additivity.NOT_OVER_PRODUCTS && !OF_PRODUCTS.contains(dimension))) {
                check(metric, parts, total);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Grain.class,
            names = {"DAY", "WEEK", "MONTH"})
    void periodsAddUpToTheTotal(Grain grain) {
        List<Metric> metrics = Story.ofRows(true);
        Map<String, @Nullable Object> total = question(metrics).row();
        List<Map<String, @Nullable Object>> parts =
                question(metrics).grain(grain).rows();
        assertThat(parts).isNotEmpty();
        for (Metric metric : metrics) {
            if (metric.additivity() != Additivity.NONE) {
                check(metric, parts, total);
            }
        }
    }

    private static Story.Ask question(List<Metric> metrics) {
        return ask(String.join(",", metrics.stream().map(Metric::id).toList()), "2026-02-01..2026-03-12")
                .shops("night", "day");
    }

    private static void check(
            Metric metric, List<Map<String, @Nullable Object>> parts, Map<String, @Nullable Object> total) {
        Object whole = total.get(metric.id());
        // without the cost of one line no total is known, while parts without that line are
        if (whole != null) {
            BigDecimal sum = parts.stream()
                    .map(row -> new BigDecimal(String.valueOf(row.get(metric.id()))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).as(metric.id()).isEqualByComparingTo(whole.toString());
        }
    }
}
