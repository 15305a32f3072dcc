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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every metric by every dimension and grain that it declares: it runs, and what says that it adds up does. */
class EveryMetricTest {

    private static final Set<String> OF_PRODUCTS = Set.of("product", "sku", "category", "category_1");
    private static final String DAYS = "2026-02-01..2026-03-12";

    @TestFactory
    Stream<DynamicTest> partsAddUpToTheTotal() {
        Dictionary dictionary = Dictionary.load();
        return dictionary.metrics().values().stream()
                .flatMap(metric -> metric.dimensions().stream()
                        .map(dimension -> DynamicTest.dynamicTest(metric.id() + " by " + dimension, () -> {
                            List<Map<String, @Nullable Object>> parts = ask(metric.id(), DAYS)
                                    .shops("night", "day")
                                    .by(dimension)
                                    .rows();
                            boolean addsUp = metric.additivity() == Additivity.ADDITIVE
                                    || (metric.additivity() == Additivity.NOT_OVER_PRODUCTS
                                            && !OF_PRODUCTS.contains(dimension));
                            check(metric, parts, addsUp);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> periodsAddUpToTheTotal() {
        Dictionary dictionary = Dictionary.load();
        return dictionary.metrics().values().stream()
                .flatMap(metric -> Stream.of(Grain.DAY, Grain.WEEK, Grain.MONTH)
                        .map(grain -> DynamicTest.dynamicTest(
                                metric.id() + " by " + grain.id(),
                                () -> check(
                                        metric,
                                        ask(metric.id(), DAYS)
                                                .shops("night", "day")
                                                .grain(grain)
                                                .rows(),
                                        metric.additivity() != Additivity.NONE))));
    }

    private static void check(Metric metric, List<Map<String, @Nullable Object>> parts, boolean addsUp) {
        Object total = ask(metric.id(), DAYS).shops("night", "day").row().get(metric.id());
        assertThat(parts).isNotEmpty();
        // without the cost of one line no total is known, while parts without that line are
        if (addsUp && total != null) {
            BigDecimal sum = parts.stream()
                    .map(row -> new BigDecimal(String.valueOf(row.get(metric.id()))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(total.toString());
        }
    }
}
