package io.quanjing.metric;

import static io.quanjing.metric.MetricEngineTest.column;
import static io.quanjing.metric.Story.ask;
import static io.quanjing.metric.Story.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.MetricQuestion.Against;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Comparisons over a shop that sold for 1 on 1 January 2025, for 2 on the day after, and so on, at 10:00 each day, so that each sum of days is
 * its own and can be worked out by hand.
 */
class AlignedComparisonTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final Shop AUCKLAND = TestShops.shop("akl", "Auckland", "Pacific/Auckland", "00:00", "CNY");
    private static final TestShops SHOPS = new TestShops(List.of(Story.DAY, AUCKLAND));

    /** 15 April 2026, 20:30 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-04-15T12:30:00Z");

    private static Warehouse warehouse;

    @BeforeAll
    static void write() {
        warehouse = EmbeddedWarehouse.open(TestFolders.create("aligned").resolve("warehouse"));
        for (Shop shop : SHOPS.all()) {
            ShopRows rows = new ShopRows(warehouse, shop);
            for (LocalDate day = FIRST; !day.isAfter(LocalDate.of(2026, 4, 14)); day = day.plusDays(1)) {
                String at = day + "T10:00";
                rows.paid(rows.order("o" + day, at, "x", String.valueOf(worth(day))), at);
            }
            rows.write();
        }
    }

    private static long worth(LocalDate day) {
        return ChronoUnit.DAYS.between(FIRST, day) + 1;
    }

    private static String sum(String days) {
        DayRange range = days(days);
        long sum = range.from()
                .datesUntil(range.to().plusDays(1))
                .mapToLong(AlignedComparisonTest::worth)
                .sum();
        return BigDecimal.valueOf(sum).setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }

    private static MetricAnswer answer(Story.Ask ask, String shop, Instant now) {
        return new MetricEngine(Dictionary.load(), warehouse, SHOPS, Story.CALENDAR, InstantSource.fixed(now))
                .ask(ask.shops(shop).question(), Story.EVERYTHING);
    }

    private static MetricAnswer answer(Story.Ask ask) {
        return answer(ask, "day", NOW);
    }

    private static List<@Nullable Object> bases(MetricAnswer answer) {
        return column(answer.rows(), "gmv_base");
    }

    @Test
    void theMonthBeforeAprilHas31Days() {
        Story.Ask april = ask("gmv", "2025-04-01..2025-04-30").compare(Comparison.PREVIOUS);
        MetricAnswer whole = answer(april);
        assertThat(whole.base()).isEqualTo(days("2025-03-01..2025-03-31"));
        // 60 + 61 + … + 90
        assertThat(bases(whole)).containsExactly("2325.00");
        // nothing is dropped by day either: 30 and 31 March stand beside 30 April
        MetricAnswer byDay = answer(april.grain(Grain.DAY));
        assertThat(bases(byDay)).hasSize(30).startsWith("60.00", "61.00").endsWith("88.00", "179.00");
        assertThat(byDay.basePeriods()).containsEntry("2025-04-30", "2025-03-30");
        assertThat(answer(april.grain(Grain.MONTH)).basePeriods()).containsExactly(Map.entry("2025-04", "2025-03"));
        // nor where the same dates of a month ago are asked for: of the whole of April that is the whole of March
        MetricAnswer month = answer(april.compare(Comparison.LAST_MONTH));
        assertThat(month.base()).isEqualTo(days("2025-03-01..2025-03-31"));
        assertThat(bases(month)).containsExactly("2325.00");
    }

    @Test
    void aQuarterIsComparedWithTheQuarterBefore() {
        MetricAnswer quarter = answer(ask("gmv", "2025-04-01..2025-06-30").compare(Comparison.PREVIOUS));
        assertThat(quarter.base()).isEqualTo(days("2025-01-01..2025-03-31"));
        assertThat(bases(quarter)).containsExactly("4095.00"); // 1 + … + 90
        MetricAnswer byMonth =
                answer(ask("gmv", "2025-04-01..2025-06-30").grain(Grain.MONTH).compare(Comparison.PREVIOUS));
        assertThat(bases(byMonth))
                .containsExactly(sum("2025-01-01..2025-01-31"), sum("2025-02-01..2025-02-28"), "2325.00");
    }

    @Test
    void daysThatTheMonthBeforeDoesNotHaveStandBesideItsLast() {
        MetricAnswer march =
                answer(ask("gmv", "2025-03-27..2025-03-31").grain(Grain.DAY).compare(Comparison.LAST_MONTH));
        assertThat(march.base()).isEqualTo(days("2025-02-27..2025-02-28"));
        assertThat(bases(march)).containsExactly("58.00", "59.00", "59.00", "59.00", "59.00");
        assertThat(march.basePeriods()).containsEntry("2025-03-31", "2025-02-28");
    }

    @Test
    void anOpenMonthIsComparedWithTheSamePartOfTheMonthBefore() {
        // April 2026 until the 15th at 20:30: all of 1 to 15 March counts, as its orders are of 10:00
        MetricAnswer april = answer(ask("gmv", "2026-04-01..2026-04-30").compare(Comparison.PREVIOUS));
        assertThat(bases(april)).containsExactly(sum("2026-03-01..2026-03-15"));
        assertThat(bases(answer(ask("gmv", "2026-04-01..2026-04-15").compare(Comparison.LAST_MONTH))))
                .containsExactly(sum("2026-03-01..2026-03-15"));
        // at 09:30 the 15th's order of 10:00 had not come
        MetricAnswer morning = answer(
                ask("gmv", "2026-04-01..2026-04-30").compare(Comparison.PREVIOUS),
                "day",
                Instant.parse("2026-04-15T01:30:00Z"));
        assertThat(bases(morning)).containsExactly(sum("2026-03-01..2026-03-14"));
    }

    @Test
    void weekdaysAreComparedWithTheirLike() {
        // Monday to Wednesday
        Story.Ask days = ask("gmv", "2026-03-09..2026-03-11");
        assertThat(answer(days.compare(Comparison.PREVIOUS)).base()).isEqualTo(days("2026-03-06..2026-03-08"));
        assertThat(answer(days.compare(Comparison.PREVIOUS_WEEKDAY)).base()).isEqualTo(days("2026-03-02..2026-03-04"));
        // the comparison follows the grain
        MetricAnswer week = answer(days.grain(Grain.WEEK).compare(Comparison.PREVIOUS));
        assertThat(week.base()).isEqualTo(days("2026-03-02..2026-03-04"));
        assertThat(bases(week)).containsExactly(sum("2026-03-02..2026-03-04"));
        // Monday 9 March 2026 and Monday 10 March 2025
        MetricAnswer year = answer(days.compare(Comparison.LAST_YEAR_WEEKDAY));
        assertThat(year.base()).isEqualTo(days("2025-03-10..2025-03-12"));
        assertThat(bases(year)).containsExactly(sum("2025-03-10..2025-03-12"));
        // ten days go back two weeks
        assertThat(answer(ask("gmv", "2026-03-02..2026-03-11").compare(Comparison.PREVIOUS_WEEKDAY))
                        .base())
                .isEqualTo(days("2026-02-16..2026-02-25"));
    }

    @Test
    void anEventIsComparedWithItsLastEditionPhaseByPhase() {
        // this year 10–12 and 14–16 April, last year 9–12 and 15–16 April
        Story.Ask spring = ask("gmv", "2026-04-09..2026-04-14").compare(Comparison.EVENT);
        MetricAnswer byDay = answer(spring.grain(Grain.DAY));
        assertThat(column(byDay.rows(), "period"))
                .containsExactly("2026-04-09", "2026-04-10", "2026-04-11", "2026-04-12", "2026-04-13", "2026-04-14");
        assertThat(bases(byDay)).containsExactly(null, "99.00", "100.00", "101.00", null, "105.00");
        assertThat(byDay.rows().getFirst()).containsEntry("gmv_change", null);
        assertThat(byDay.rows().get(1)).containsEntry("gmv_change", 3.696969696969697);
        assertThat(byDay.basePeriods())
                .containsEntry("2026-04-10", "2025-04-09")
                .containsEntry("2026-04-14", "2025-04-15")
                .doesNotContainKey("2026-04-13");
        MetricAnswer whole = answer(spring);
        assertThat(whole.base()).isEqualTo(days("2025-04-09..2025-04-15"));
        // without 12 to 14 April 2025
        assertThat(bases(whole)).containsExactly("405.00");
        assertThat(whole.notes())
                .containsExactly(
                        new Note(
                                "metric.event_aligned",
                                "",
                                Map.of(
                                        "event",
                                        "spring",
                                        "zh",
                                        "春季大促",
                                        "en",
                                        "Spring sale",
                                        "edition",
                                        2026,
                                        "before",
                                        2025)),
                        new Note("metric.base_days_left", "", Map.of("days", 1)),
                        new Note("metric.days_without_base", "", Map.of("days", 2)));
    }

    @Test
    void anOpenEventIsComparedUpToTheSameTimeOfTheSameDay() {
        // 15 April 2026 is the second day of the peak, as 16 April 2025 was
        Story.Ask spring = ask("gmv", "2026-04-10..2026-04-16").compare(Comparison.EVENT);
        assertThat(bases(answer(spring))).containsExactly("511.00");
        MetricAnswer morning = answer(spring, "day", Instant.parse("2026-04-15T01:30:00Z"));
        assertThat(bases(morning)).containsExactly("405.00");
        // between the phases: what was before counts whole
        assertThat(bases(answer(spring, "day", Instant.parse("2026-04-13T01:30:00Z"))))
                .containsExactly("300.00");
        // on the third day of the peak, which last year's did not have
        assertThat(bases(answer(spring, "day", Instant.parse("2026-04-16T01:30:00Z"))))
                .containsExactly("511.00");
        // before all of it
        assertThat(bases(answer(spring, "day", Instant.parse("2026-04-09T01:30:00Z"))))
                .containsExactly("0.00");
    }

    @Test
    void lunarNewYearIsComparedWithLunarNewYear() {
        MetricAnswer year = answer(
                ask("gmv", "2026-02-16..2026-02-18").against(Comparison.EVENT, new Against("lunar-new-year", null)));
        assertThat(year.base()).isEqualTo(days("2025-01-28..2025-01-30"));
        assertThat(bases(year)).containsExactly("87.00"); // 28 + 29 + 30
    }

    @Test
    void daysThatSomebodyChoseStandBesideEachOtherOneByOne() {
        MetricAnswer equal = answer(ask("gmv", "2026-03-01..2026-03-03")
                .grain(Grain.DAY)
                .against(Comparison.CUSTOM, new Against(null, days("2025-01-05..2025-01-07"))));
        assertThat(bases(equal)).containsExactly("5.00", "6.00", "7.00");
        assertThat(equal.notes()).isEmpty();
        Story.Ask five = ask("gmv", "2026-03-01..2026-03-05");
        // a longer base ends with the period, a shorter one leaves days alone; both are said
        MetricAnswer longer =
                answer(five.against(Comparison.CUSTOM, new Against(null, days("2025-01-01..2025-01-31"))));
        assertThat(bases(longer)).containsExactly("15.00");
        assertThat(longer.base()).isEqualTo(days("2025-01-01..2025-01-05"));
        assertThat(longer.notes())
                .containsExactly(new Note("metric.base_of_other_length", "", Map.of("days", 5, "baseDays", 31)));
        MetricAnswer shorter = answer(
                five.grain(Grain.DAY).against(Comparison.CUSTOM, new Against(null, days("2025-01-01..2025-01-02"))));
        assertThat(bases(shorter)).containsExactly("1.00", "2.00", null, null, null);
        assertThat(shorter.notes())
                .containsExactly(
                        new Note("metric.base_of_other_length", "", Map.of("days", 5, "baseDays", 2)),
                        new Note("metric.days_without_base", "", Map.of("days", 3)));
        // a month is beside a month, however long they are
        MetricAnswer months = answer(ask("gmv", "2026-02-01..2026-02-28")
                .against(Comparison.CUSTOM, new Against(null, days("2025-01-01..2025-01-31"))));
        assertThat(bases(months)).containsExactly("496.00"); // 1 + … + 31
        assertThat(months.notes()).isEmpty();
    }

    @Test
    void todayIsTheShopsToday() {
        // 13 April, 20:30 in Shanghai, is half past midnight of the 14th in Auckland
        Instant midnight = Instant.parse("2026-04-13T12:30:00Z");
        Story.Ask today = ask("gmv", "2026-04-14").compare(Comparison.PREVIOUS);
        MetricAnswer auckland = answer(today, "akl", midnight);
        assertThat(auckland.notes()).contains(new Note("metric.open_period", "", Map.of("until", "2026-04-14T00:30")));
        assertThat(bases(auckland)).containsExactly("0.00");
        assertThat(bases(answer(today, "akl", midnight.plus(10, ChronoUnit.HOURS))))
                .containsExactly(sum("2026-04-13..2026-04-13"));
        // on 5 April the clocks went back: 10:00 is compared with 10:00
        Instant afterTen = Instant.parse("2026-04-04T22:01:00Z");
        assertThat(bases(answer(ask("gmv", "2026-04-05").compare(Comparison.PREVIOUS), "akl", afterTen)))
                .containsExactly(sum("2026-04-04..2026-04-04"));
        assertThat(bases(answer(
                        ask("gmv", "2026-04-05").compare(Comparison.PREVIOUS), "akl", afterTen.minusSeconds(120))))
                .containsExactly("0.00");
    }

    @Test
    void aComparisonNamesWhatItNeeds() {
        assertThatThrownBy(() -> answer(ask("gmv", "2026-03-25..2026-03-28").compare(Comparison.EVENT)))
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining("no day of a promotion")
                .hasMessageContaining("Maybe ");
        assertThatThrownBy(() -> MetricQuestionParser.parse(new MetricQuestionParser.Texts(
                        "gmv", "2026-03-01", "2026-03-05", List.of(), null, List.of(), null, "custom", null, null)))
                .hasMessage("The day 'compare-from' is missing. Maybe compare-from=2026-02-01.");
        assertThatThrownBy(() -> MetricQuestionParser.parse(new MetricQuestionParser.Texts(
                        "gmv", "2026-03-01", "2026-03-05", List.of(), null, List.of(), null, "last-yaer", null, null)))
                .hasMessageContaining("Maybe last-year.");
    }
}
