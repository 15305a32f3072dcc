package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Whole;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Metric;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The first rows of a breakdown, the rest and the total are the whole. */
class RestTest {

    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final String SPRING = "2026-02-01..2026-04-15";

    /**
     * Worked out by hand: the lamps 40 + 50 + 33.33 of bob, alice and nobody known; beyond them the masks 100 + 20.01 of alice and bob, and
     * 10 of freight that alice paid. Everybody is in both, so that buyers do not add up.
     */
    @Test
    void theRestIsWorkedOutAnewAndNotAddedUp() {
        Whole whole = whole(ask("gmv,buyers,aov,paid_orders", "2026-02-01..2026-03-31")
                .by("category")
                .top("gmv", 1)
                .rest());

        assertThat(whole.others()).isEqualTo(3); // masks, the gift's category, and what has none
        assertThat(whole.rest()).isEqualTo(Map.of("gmv", "130.01", "buyers", 2L, "aov", "65.01", "paid_orders", 2L));
        assertThat(whole.total()).isEqualTo(Map.of("gmv", "253.34", "buyers", 2L, "aov", "126.67", "paid_orders", 4L));
    }

    @Test
    void theRestIsComparedWithTheSameValuesOfTheBase() {
        // 15 April until 14:25: masks 80; the day before: masks 40, and the lamps came at 14:26
        Whole whole = whole(ask("gmv", "2026-04-15..2026-04-15")
                .by("product")
                .compare(Comparison.PREVIOUS)
                .top("gmv", 1)
                .rest());
        assertThat(whole.rest()).isNull();
        assertThat(whole.others()).isZero();
        assertThat(whole.total()).containsEntry("gmv", "80.00").containsEntry("gmv_base", "40.00");

        // February against January, which sold nothing, and March against February: the lamp first, the mask vanished
        Whole march = whole(ask("gmv", "2026-03-01..2026-03-28")
                .by("product")
                .compare(Comparison.PREVIOUS)
                .top("gmv", 1)
                .rest());
        assertThat(march.others()).isEqualTo(3); // only in the base: mask, sample and freight
        assertThat(march.rest())
                .containsEntry("gmv", "0.00")
                .containsEntry("gmv_base", "130.01")
                .containsEntry("gmv_change", -1.0);
        assertThat(march.total()).containsEntry("gmv", "83.33").containsEntry("gmv_base", "170.01");
    }

    /** Every metric by every dimension: the rest is what a question says that names the other values one by one. */
    @TestFactory
    Stream<DynamicTest> theRestIsTheAnswerForTheOtherValues() {
        return DICTIONARY.dimensions().values().stream()
                // the deeper levels are cut from the path as the second is
                .filter(dimension -> !List.of("category_3", "category_4").contains(dimension.id()))
                .map(dimension -> DynamicTest.dynamicTest(dimension.id(), () -> {
                    // Who comes back is asked for by one dimension: each such metric is one more part of every
                    // statement.
                    List<Metric> metrics = DICTIONARY.metrics().values().stream()
                            .filter(metric -> metric.dimensions().contains(dimension.id()))
                            .filter(metric -> metric.kind() != Metric.Kind.SHARE)
                            .filter(metric -> dimension.id().equals("channel")
                                    || Story.ofRows(true).contains(metric))
                            .toList();
                    check(metrics, dimension, 1);
                }));
    }

    private static void check(List<Metric> metrics, Dimension dimension, int limit) {
        String ids = String.join(",", metrics.stream().map(Metric::id).toList());
        Story.Ask plain = ask(ids, SPRING).shops("night", "day");
        Story.Ask split = plain.by(dimension.id()).top(metrics.getFirst().id(), null);
        MetricAnswer all = split.answer();
        MetricAnswer top = split.top(metrics.getFirst().id(), limit).rest().answer();
        Whole whole = Objects.requireNonNull(top.whole());

        assertThat(top.rows()).isEqualTo(all.rows().stream().limit(limit).toList());
        assertThat(whole.others()).isEqualTo(Math.max(0, all.rows().size() - limit));
        assertThat(whole.total()).isEqualTo(plain.row());
        if (whole.rest() == null) {
            assertThat(all.rows()).hasSizeLessThanOrEqualTo(limit);
            return;
        }
        String[] others = all.rows().stream()
                .skip(limit)
                .map(row -> Objects.toString(row.get(dimension.id()), ""))
                .toArray(String[]::new);
        assertThat(whole.rest()).isEqualTo(plain.where(dimension.id(), others).row());
        for (Metric metric : metrics) {
            Stream<Map<String, @Nullable Object>> parts = Stream.concat(top.rows().stream(), Stream.of(whole.rest()));
            List<@Nullable Object> values =
                    parts.<@Nullable Object>map(row -> row.get(metric.id())).toList();
            if (metric.additivity() == Metric.Additivity.ADDITIVE && !values.contains(null)) {
                assertThat(sum(values)).describedAs(metric.id()).isEqualByComparingTo(number(whole.total(), metric));
            }
        }
    }

    /** The share of the rest is that of all rows, too: shown and rest make up the whole. */
    @Test
    void sharesOfTheRowsAndOfTheRestAreOne() {
        MetricAnswer top = ask("source_share", SPRING)
                .by("channel")
                .top("source_share", 1)
                .rest()
                .answer();
        Whole whole = Objects.requireNonNull(top.whole());
        double shown = (Double) Objects.requireNonNull(top.rows().getFirst().get("source_share"));
        double rest = (Double)
                Objects.requireNonNull(Objects.requireNonNull(whole.rest()).get("source_share"));
        assertThat(shown).isBetween(0.01, 0.99);
        assertThat(shown + rest).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(whole.total()).containsEntry("source_share", 1.0);
    }

    /** Rows without a value are a value of their own, alone and beside another dimension. */
    @Test
    void rowsWithoutAValueAreLeftAwayOnlyWhereTheyAreShown() {
        for (int limit = 1; limit <= 5; limit++) {
            MetricAnswer top = ask("gmv,page_views", SPRING)
                    .by("region", "device")
                    .top("gmv", limit)
                    .rest()
                    .answer();
            Whole whole = Objects.requireNonNull(top.whole());
            for (String metric : List.of("gmv", "page_views")) {
                Map<String, @Nullable Object> rest = Objects.requireNonNullElse(whole.rest(), new HashMap<>());
                List<@Nullable Object> values = Stream.concat(top.rows().stream(), Stream.of(rest))
                        .<@Nullable Object>map(row -> row.getOrDefault(metric, 0L))
                        .toList();
                assertThat(sum(values))
                        .isEqualByComparingTo(
                                new BigDecimal(String.valueOf(whole.total().get(metric))));
            }
        }
    }

    @Test
    void aNoteIsAboutAllRowsAndNotAboutThoseShown() {
        // the cost of the day shop's cream is not known, and it is not among the first
        Story.Ask plain = ask("gross_profit", "2026-02-01..2026-03-31").shops("night", "day");
        assertThat(plain.by("product").top("gross_profit", 1).rest().answer().notes())
                .isEqualTo(plain.answer().notes())
                .isNotEmpty();
    }

    @Test
    void theRestOfPeriodsOrOfNothingIsRefused() {
        Map<String, Story.Ask> asked = new LinkedHashMap<>();
        asked.put("of no breakdown by total", ask("gmv", SPRING).rest());
        asked.put(
                "of a breakdown by month",
                ask("gmv", SPRING).by("region").grain(Grain.MONTH).rest());
        asked.put(
                "with a limit of 1001 rows",
                ask("gmv", SPRING).by("region").top("gmv", 1001).rest());
        asked.forEach((rule, question) -> assertThatThrownBy(question::answer)
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refused -> assertThat(refused.errorCode()).isEqualTo(MetricError.BAD_REST))
                .hasMessageContaining(rule)
                .hasMessageContaining("Maybe by=product and limit=20."));
    }

    private static Whole whole(Story.Ask ask) {
        return Objects.requireNonNull(ask.answer().whole());
    }

    private static BigDecimal sum(List<@Nullable Object> values) {
        return values.stream()
                .map(value -> new BigDecimal(String.valueOf(value)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(Map<String, @Nullable Object> row, Metric metric) {
        return new BigDecimal(String.valueOf(row.get(metric.id())));
    }
}
