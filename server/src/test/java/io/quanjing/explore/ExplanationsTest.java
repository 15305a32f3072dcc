package io.quanjing.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.explore.Explanation.Contributions;
import io.quanjing.explore.Explanation.Factor;
import io.quanjing.explore.Explanation.Factors;
import io.quanjing.explore.Explanation.Part;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricDictionary.Metric;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.MetricQuestion.Against;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.StoryFigures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTest {

    private static final int MOST_DIMENSIONS = 6;

    private final Metrics metrics = StoryFigures.metrics();
    private final Explanations explanations = new Explanations(metrics);

    static Stream<String> everyMetric() {
        return StoryFigures.metrics().dictionary().metrics().stream().map(Metric::id);
    }

    /** Every metric by dimensions that it allows, over days, all chosen at random; together they are every dimension. */
    @ParameterizedTest
    @MethodSource("everyMetric")
    void thePartsAddUpToTheChange(String id) {
        Random random = new Random(id.hashCode());
        MetricDictionary dictionary = metrics.dictionary();
        Metric metric = dictionary.metrics().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        List<String> dimensions = new ArrayList<>(metric.dimensions());
        Collections.shuffle(dimensions, random);
        for (String dimension : dimensions.subList(0, Math.min(MOST_DIMENSIONS, dimensions.size()))) {
            LocalDate from = LocalDate.of(2026, 2, 1).plusDays(random.nextInt(30));
            LocalDate base = LocalDate.of(2026, 2, 9).plusDays(random.nextInt(4));
            Explanation explanation = explanations.explain(
                    custom(id, new DayRange(from, from.plusDays(20)), new DayRange(base, base.plusDays(20)), dimension),
                    1 + random.nextInt(4),
                    StoryFigures.everything());
            check(explanation, dimension);
        }
        if (metric.dimensions().isEmpty()) {
            check(
                    explanations.explain(
                            custom(id, days("2026-02-20..2026-03-12"), days("2026-02-01..2026-02-19"), null),
                            5,
                            StoryFigures.everything()),
                    "");
        }
    }

    private static void check(Explanation explanation, String dimension) {
        Factors factors = explanation.factors();
        if (factors != null) {
            assertThat(factors.change()).isEqualTo(explanation.figures().change());
            assertThat(sum(factors.parts().stream().map(Factor::effect)))
                    .as("%s by factors", explanation.metric())
                    .isEqualByComparingTo(number(factors.change()));
        }
        Contributions values = explanation.contributions();
        if (values == null) {
            assertThat(explanation.notes())
                    .as("%s by %s", explanation.metric(), dimension)
                    .extracting(Note::code)
                    .containsAnyOf("explore.unknown_base", "explore.share_of_all");
            return;
        }
        assertThat(values.change()).isEqualTo(explanation.figures().change());
        assertThat(sum(Stream.concat(
                        values.parts().stream().map(Part::effect),
                        Stream.of(
                                        values.others() == null
                                                ? null
                                                : values.others().effect(),
                                        values.overlap())
                                .filter(Objects::nonNull))))
                .as("%s by %s", explanation.metric(), dimension)
                .isEqualByComparingTo(number(values.change()));
        for (Part part : values.parts()) {
            if (values.kind().equals("mix_rate")) {
                assertThat(number(Objects.requireNonNull(part.mix())).add(number(Objects.requireNonNull(part.rate()))))
                        .isEqualByComparingTo(number(part.effect()));
            }
        }
    }

    @Test
    void mostMetricsOfTheStoryAreExplained() {
        long explained = everyMetric()
                .filter(id -> explanations
                                .explain(
                                        custom(
                                                id,
                                                days("2026-02-20..2026-03-20"),
                                                days("2026-02-01..2026-02-19"),
                                                "shop"),
                                        5,
                                        StoryFigures.everything())
                                .contributions()
                        != null)
                .count();

        assertThat(explained).isGreaterThan(25);
    }

    @Test
    void gmvIsVisitorsTimesPayRateTimesSpendPerBuyer() {
        // 10 February: one visitor, one buyer, 110.00; 11 February: one visitor, one buyer, 60.01.
        Explanation explanation = explanations.explain(
                custom("gmv", days("2026-02-11..2026-02-11"), days("2026-02-10..2026-02-10"), "channel"),
                10,
                StoryFigures.everything());

        assertThat(explanation.figures()).isEqualTo(new Explanation.Figures("119.99", "80.01", "-39.98"));
        Factors factors = Objects.requireNonNull(explanation.factors());
        assertThat(factors.kind()).isEqualTo("product");
        assertThat(factors.parts()).extracting(Factor::metric).containsExactly("visitors", "pay_rate", "aov");
        assertThat(sum(factors.parts().stream().map(Factor::effect))).isEqualByComparingTo("-39.98");
        Contributions values = Objects.requireNonNull(explanation.contributions());
        assertThat(values.kind()).isEqualTo("sum");
        assertThat(values.overlap()).isNull();
        assertThat(values.parts())
                .extracting(Part::value, Part::effect)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("taobao_search", "-110.00"),
                        org.assertj.core.groups.Tuple.tuple("taobao_zhitongche", "60.01"),
                        org.assertj.core.groups.Tuple.tuple("douyin_live", "-9.99"),
                        org.assertj.core.groups.Tuple.tuple(null, "20.00"));
    }

    @Test
    void aSumIsExplainedByItsTerms() {
        Explanation explanation = explanations.explain(
                custom("net_sales", days("2026-02-11..2026-02-11"), days("2026-02-10..2026-02-10"), null),
                10,
                StoryFigures.everything());

        Factors factors = Objects.requireNonNull(explanation.factors());
        assertThat(factors.kind()).isEqualTo("sum");
        assertThat(factors.parts())
                .extracting(Factor::metric, Factor::minus, Factor::effect)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gmv", false, "-39.98"),
                        org.assertj.core.groups.Tuple.tuple("refund_amount", true, "-10.00"));
        assertThat(explanation.contributions()).isNull();
    }

    @Test
    void aRatioIsExplainedByBothSidesAndByMixAndRate() {
        Explanation explanation = explanations.explain(
                custom("order_value", days("2026-02-11..2026-03-12"), days("2026-02-01..2026-02-10"), "region"),
                10,
                StoryFigures.everything());
        assertThat(Objects.requireNonNull(explanation.contributions()).kind()).isEqualTo("mix_rate");

        Factors sides = Objects.requireNonNull(explanations
                .explain(
                        custom("aov", days("2026-02-11..2026-03-12"), days("2026-02-01..2026-02-10"), null),
                        10,
                        StoryFigures.everything())
                .factors());
        assertThat(sides.kind()).isEqualTo("ratio");
        assertThat(sides.parts()).extracting(Factor::metric).containsExactly("gmv", "buyers");
    }

    @Test
    void whatHasNoBaseIsNotExplained() {
        Explanation explanation = explanations.explain(
                custom("gmv", days("2026-02-11..2026-02-11"), days("2024-02-10..2024-02-10"), "channel"),
                10,
                StoryFigures.everything());

        assertThat(explanation.factors()).isNull();
        assertThat(explanation.contributions()).isNull();
        assertThat(explanation.figures().change()).isNull();
        assertThat(explanation.notes()).extracting(Note::code).contains("explore.unknown_base");
    }

    @Test
    void aBaseOfZeroHasValuesButNoFactors() {
        Explanation explanation = explanations.explain(
                custom("gmv", days("2026-02-10..2026-02-10"), days("2026-02-13..2026-02-13"), "channel"),
                10,
                StoryFigures.everything());

        assertThat(explanation.factors()).isNull();
        assertThat(Objects.requireNonNull(explanation.contributions()).change()).isEqualTo("119.99");
        assertThat(explanation.notes()).extracting(Note::code).contains("explore.factor_unknown");
    }

    @Test
    void factorsThatAFilterCannotReachAreLeftAwayAndSaidSo() {
        Explanation explanation = explanations.explain(
                new MetricQuestion(
                        List.of("gmv"),
                        days("2026-02-11..2026-02-11"),
                        Grain.TOTAL,
                        List.of("category"),
                        Map.of("buyer_type", List.of("new")),
                        List.of("night"),
                        Comparison.CUSTOM,
                        null,
                        null,
                        false,
                        new Against(null, days("2026-02-10..2026-02-10"))),
                5,
                StoryFigures.everything());
        assertThat(explanation.factors()).isNull();
        assertThat(explanation.contributions()).isNotNull();
        assertThat(explanation.notes()).extracting(Note::code).contains("explore.factors_not_by");
    }

    @Test
    void anUnknownMetricIsRefusedWithWhatWasMeant() {
        assertThatThrownBy(() -> explanations.explain(
                        custom("gmw", days("2026-02-11..2026-02-11"), days("2026-02-10..2026-02-10"), null),
                        5,
                        StoryFigures.everything()))
                .hasMessageContaining("Maybe gmv");
    }

    private static MetricQuestion custom(String id, DayRange range, DayRange base, @Nullable String by) {
        return new MetricQuestion(
                List.of(id),
                range,
                Grain.TOTAL,
                by == null ? List.of() : List.of(by),
                Map.of(),
                List.of("night", "day"),
                Comparison.CUSTOM,
                null,
                null,
                false,
                new Against(null, base));
    }

    private static DayRange days(String days) {
        String[] ends = days.split("\\.\\.", -1);
        return new DayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
    }

    private static BigDecimal sum(Stream<? extends @Nullable Object> numbers) {
        return numbers.map(value -> number(Objects.requireNonNull(value))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }
}
