package io.quanjing.metric;

import static io.quanjing.metric.MetricEngineTest.column;
import static io.quanjing.metric.MetricEngineTest.row;
import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.Warehouse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void thePreviousPeriodHasEqualLengthAndEndsTheDayBefore() {
        MetricAnswer answer = ask("gmv", "2026-03-01..2026-03-10")
                .compare(Comparison.PREVIOUS)
                .answer();
        assertThat(answer.base()).isEqualTo(days("2026-02-19..2026-02-28"));
    }

    @Test
    void wholeMonthsAreComparedWithAsManyWholeMonths() {
        MetricAnswer answer = ask("gmv", "2026-03-01..2026-03-31")
                .compare(Comparison.PREVIOUS)
                .answer();
        assertThat(answer.base()).isEqualTo(days("2026-02-01..2026-02-28"));
        assertThat(answer.rows())
                .containsExactly(row("gmv", "83.33", "gmv_base", "170.01", "gmv_change", -0.5098523616257867));
    }

    @Test
    void weeksAreComparedWithWholeWeeksBefore() {
        MetricAnswer answer = ask("gmv", "2026-02-16..2026-02-18")
                .grain(Grain.WEEK)
                .compare(Comparison.PREVIOUS)
                .answer();
        assertThat(answer.base()).isEqualTo(days("2026-02-09..2026-02-11"));
        assertThat(answer.rows())
                .containsExactly(row("period", "2026-02-16", "gmv", "0.00", "gmv_base", "170.01", "gmv_change", -1.0));
    }

    @Test
    void theDaysOfAComparisonLineUpOneByOne() {
        List<Map<String, @Nullable Object>> rows = ask("gmv", "2026-02-12..2026-02-14")
                .grain(Grain.DAY)
                .compare(Comparison.PREVIOUS)
                .rows();
        assertThat(column(rows, "period")).containsExactly("2026-02-12", "2026-02-13", "2026-02-14");
        assertThat(column(rows, "gmv_base")).containsExactly("0.00", "110.00", "60.01");
        assertThat(column(rows, "gmv_change")).containsExactly(null, -1.0, -1.0);
    }

    @Test
    void theLengthsOfMonthsDoNotTearARowFromItsTotal() {
        // all of March stands beside all of February, by month as in all
        MetricAnswer month = ask("gmv", "2026-03-01..2026-03-31")
                .grain(Grain.MONTH)
                .compare(Comparison.PREVIOUS)
                .answer();
        assertThat(month.rows())
                .containsExactly(row(
                        "period", "2026-03", "gmv", "83.33", "gmv_base", "170.01", "gmv_change", -0.5098523616257867));
    }

    @Test
    void anOpenDayIsComparedUpToTheSameTime() {
        MetricAnswer today = ask("gmv,paid_orders", "2026-04-15")
                .compare(Comparison.PREVIOUS)
                .answer();
        // 540 on the whole day before, 40 until 14:25
        assertThat(today.rows())
                .containsExactly(row(
                        "gmv",
                        "80.00",
                        "gmv_base",
                        "40.00",
                        "gmv_change",
                        1.0,
                        "paid_orders",
                        1L,
                        "paid_orders_base",
                        1L,
                        "paid_orders_change",
                        0.0));
        assertThat(today.notes()).contains(new Note("metric.open_period", "", Map.of("until", "2026-04-15T14:25")));
        assertThat(ask("gmv", "2026-04-14")
                        .compare(Comparison.PREVIOUS)
                        .answer()
                        .notes())
                .isEmpty();
    }

    @Test
    void anOpenDayIsComparedUpToTheSameTimeWhereATableKnowsOnlyHours() {
        assertThat(ask("visitors", "2026-04-15").compare(Comparison.PREVIOUS).row())
                .isEqualTo(row("visitors", 1L, "visitors_base", 1L, "visitors_change", 0.0));
        assertThat(ask("visitors", "2026-04-14").row()).containsEntry("visitors", 2L);
    }

    @Test
    void anOpenRangeIsCutOnItsLastDayOnly() {
        MetricAnswer week = ask("gmv", "2026-04-14..2026-04-20")
                .compare(Comparison.PREVIOUS)
                .answer();
        assertThat(week.base()).isEqualTo(days("2026-04-07..2026-04-13"));
        List<Map<String, @Nullable Object>> days = ask("gmv", "2026-04-15..2026-04-16")
                .grain(Grain.DAY)
                .compare(Comparison.PREVIOUS)
                .rows();
        assertThat(days.getLast())
                .isEqualTo(row("period", "2026-04-16", "gmv", null, "gmv_base", null, "gmv_change", null));
    }

    @Test
    void aYearAgoMeansTheSameDates() {
        MetricAnswer answer = ask("gmv", "2026-04-10..2026-04-15")
                .compare(Comparison.LAST_YEAR)
                .answer();
        assertThat(answer.base()).isEqualTo(days("2025-04-10..2025-04-15"));
        assertThat(column(answer.rows(), "gmv_base")).containsExactly("160.00");
    }

    @Test
    void everyDayOfALeapYearHasAPartnerAndNothingIsDropped() {
        Warehouse warehouse = EmbeddedWarehouse.open(TestFolders.create("leap").resolve("warehouse"));
        ShopRows shop = new ShopRows(warehouse, Story.DAY);
        shop.paid(shop.order("a", "2023-02-27T10:00", "x", "1"), "2023-02-27T10:00");
        shop.paid(shop.order("b", "2023-02-28T10:00", "x", "10"), "2023-02-28T10:00");
        shop.paid(shop.order("c", "2024-02-28T10:00", "x", "100"), "2024-02-28T10:00");
        shop.paid(shop.order("d", "2024-02-29T10:00", "x", "1000"), "2024-02-29T10:00");
        shop.paid(shop.order("e", "2025-02-28T10:00", "x", "7"), "2025-02-28T10:00");
        shop.write();
        Metrics metrics = new MetricEngine(
                io.quanjing.metric.dictionary.Dictionary.load(),
                warehouse,
                Story.SHOPS,
                InstantSource.fixed(Story.NOW));

        Story.Ask leapDays = ask("gmv", "2024-02-27..2024-02-29")
                .shops("day")
                .grain(Grain.DAY)
                .compare(Comparison.LAST_YEAR);
        assertThat(column(metrics.ask(leapDays.question(), Story.EVERYTHING).rows(), "gmv_base"))
                .containsExactly("1.00", "10.00", "10.00");

        Story.Ask february = ask("gmv", "2025-02-01..2025-02-28").shops("day").compare(Comparison.LAST_YEAR);
        MetricAnswer whole = metrics.ask(february.question(), Story.EVERYTHING);
        assertThat(whole.base()).isEqualTo(days("2024-02-01..2024-02-29"));
        assertThat(column(whole.rows(), "gmv_base")).containsExactly("1100.00");
        MetricAnswer byDay = metrics.ask(february.grain(Grain.DAY).question(), Story.EVERYTHING);
        assertThat(Objects.requireNonNull(byDay.rows().getLast())).containsEntry("gmv_base", "1100.00");
    }

    @Test
    void aBaseOfZeroIsNewAndABaseBeforeTheFirstFactIsNotEnoughHistory() {
        assertThat(ask("gmv", "2026-02-10").compare(Comparison.PREVIOUS).row())
                .containsEntry("gmv_base", "0.00")
                .containsEntry("gmv_change", "new");
        MetricAnswer early =
                ask("gmv", "2025-04-15").compare(Comparison.PREVIOUS).answer();
        assertThat(early.rows())
                .containsExactly(row("gmv", "160.00", "gmv_base", null, "gmv_change", "not enough history"));
        assertThat(early.notes())
                .containsExactly(new Note("metric.not_enough_history", "gmv", Map.of("since", "2025-04-15")));
        assertThat(ask("gmv", "2026-01-15").compare(Comparison.PREVIOUS).row()).containsEntry("gmv_change", null);
    }

    @Test
    void aFigureIsOnlyAsOldAsTheYoungestOfItsTables() {
        // orders since April 2025, visits since February 2026
        assertThat(ask("uv_value,gmv", "2026-02-10..2026-02-11")
                        .compare(Comparison.PREVIOUS)
                        .row())
                .containsEntry("uv_value_change", "not enough history")
                .containsEntry("gmv_change", "new");
    }

    @Test
    void aPartThatVanishedStaysInTheTable() {
        assertThat(ask("gmv", "2026-03-01..2026-03-31")
                        .by("channel")
                        .compare(Comparison.PREVIOUS)
                        .top("gmv", 10)
                        .rows())
                .containsExactly(
                        row(
                                "channel",
                                "taobao_search",
                                "gmv",
                                "50.00",
                                "gmv_base",
                                "110.00",
                                "gmv_change",
                                -0.5454545454545455),
                        row("channel", null, "gmv", "33.33", "gmv_base", "0.00", "gmv_change", "new"),
                        row("channel", "taobao_zhitongche", "gmv", "0.00", "gmv_base", "60.01", "gmv_change", -1.0));
    }

    private static DayRange days(String days) {
        String[] ends = days.split("\\.\\.", -1);
        return new DayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
    }
}
