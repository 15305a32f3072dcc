package io.quanjing.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.calendar.Alignment;
import io.quanjing.calendar.Annotation;
import io.quanjing.calendar.Calendar;
import io.quanjing.calendar.Holiday;
import io.quanjing.calendar.Phase;
import io.quanjing.calendar.Promotion;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.calendar.Title;
import io.quanjing.kernel.DayRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which day stands beside which, by hand, and what becomes of it. */
class TargetShapeTest {

    private static final String SHOP = "tmall";

    private static Promotion promotion(int year, String from, String to) {
        return new Promotion(
                "618",
                year,
                new Title("618", "618"),
                Promotion.EVERY_SHOP,
                List.of(new PhaseDays(
                        Phase.PEAK,
                        new DayRange(LocalDate.parse(year + "-" + from), LocalDate.parse(year + "-" + to)))));
    }

    private static Stream<Holiday> holiday(String zh, String from, int days) {
        return IntStream.range(0, days)
                .mapToObj(i -> new Holiday(LocalDate.parse(from).plusDays(i), true, new Title(zh, zh)));
    }

    /** A calendar with holidays, kept nowhere. */
    private record WithHolidays(Calendar promotions, List<Holiday> all) implements Calendar {

        @Override
        public List<Promotion> promotions(DayRange days, Collection<String> shops) {
            return promotions.promotions(days, shops);
        }

        @Override
        public List<Holiday> holidays(DayRange days) {
            return all.stream().filter(one -> days.contains(one.day())).toList();
        }

        @Override
        public List<Annotation> annotations(DayRange days, Collection<String> shops) {
            return List.of();
        }

        @Override
        public Alignment align(@Nullable String event, DayRange days, Collection<String> shops) {
            return promotions.align(event, days, shops);
        }

        @Override
        public void provide(Promotion promotion) {
            promotions.provide(promotion);
        }
    }

    private static @Nullable LocalDate beside(String day, Promotion... promotions) {
        LocalDate asked = LocalDate.parse(day);
        return Partners.of(asked.getYear(), SHOP, Calendar.of(List.of(promotions)))
                .get(asked);
    }

    @Test
    void dayNOfAnEventStandsBesideItsDayNWhenTheEventMoves() {
        Promotion[] moved = {promotion(2025, "06-18", "06-20"), promotion(2026, "06-15", "06-18")};

        assertThat(beside("2026-06-15", moved)).isEqualTo("2025-06-18");
        assertThat(beside("2026-06-17", moved)).isEqualTo("2025-06-20");
        // A day that the event has more is like the Thursdays around: the 19th was in the event, so the 12th.
        assertThat(beside("2026-06-18", moved)).isEqualTo("2025-06-12");
        // No day of the event any more: Friday 20 June was one, Friday the 13th is nearer to the date than the 27th.
        assertThat(beside("2026-06-19", moved)).isEqualTo("2025-06-13");
        assertThat(beside("2026-06-14", moved)).isEqualTo("2025-06-15");
    }

    @Test
    void daysAroundTheLunarNewYearAreAsFarFromIt() {
        // 春节: 29 January 2025, 17 February 2026.
        assertThat(beside("2026-02-17")).isEqualTo("2025-01-29");
        assertThat(beside("2026-02-10")).isEqualTo("2025-01-22");
        assertThat(beside("2026-03-03")).isEqualTo("2025-02-12");
        assertThat(beside("2026-03-04")).isEqualTo("2025-03-05");
        // The Wednesdays 22 and 29 January and 12 February 2025 lie around it, the 15th does not.
        assertThat(beside("2026-01-28")).isEqualTo("2025-01-15");
    }

    @Test
    void theTwentyNinthOfFebruaryIsLikeItsWeekday() {
        // A Tuesday; of 2027 the nearest to 28 February is 2 March.
        assertThat(beside("2028-02-29")).isEqualTo("2027-03-02");
        assertThat(Partners.of(2028, SHOP, Calendar.of(List.of()))).hasSize(366);
    }

    @Test
    void theLastDaysOfAYearStandBesideDaysOfTheYearBefore() {
        // 364 days before Thursday 31 December 2026 is 1 January 2026.
        assertThat(beside("2026-12-31")).isEqualTo("2025-12-25");
        assertThat(beside("2026-01-01")).isEqualTo("2025-01-02");
    }

    @Test
    void dayNOfAHolidayStandsBesideItsDayN() {
        Calendar calendar = new WithHolidays(
                Calendar.of(List.of()),
                Stream.of(
                                holiday("国庆节、中秋节", "2025-10-01", 8),
                                holiday("中秋节", "2026-09-25", 3),
                                holiday("国庆节", "2026-10-01", 7),
                                holiday("春节", "2025-01-28", 8),
                                holiday("春节", "2026-02-15", 9))
                        .flatMap(days -> days)
                        .toList());
        Map<LocalDate, LocalDate> partners = Partners.of(2026, SHOP, calendar);

        assertThat(partners)
                .containsEntry(LocalDate.of(2026, 10, 1), LocalDate.of(2025, 10, 1))
                .containsEntry(LocalDate.of(2026, 10, 7), LocalDate.of(2025, 10, 7))
                // No holiday of its own last year: the Friday of that week.
                .containsEntry(LocalDate.of(2026, 9, 25), LocalDate.of(2025, 9, 26))
                // Thursday 8 October is no holiday, 9 October 2025 was none either.
                .containsEntry(LocalDate.of(2026, 10, 8), LocalDate.of(2025, 10, 9))
                .containsEntry(LocalDate.of(2026, 2, 15), LocalDate.of(2025, 1, 27));
    }

    private static Map<LocalDate, BigDecimal> figures(String from, int days) {
        Map<LocalDate, BigDecimal> figures = new HashMap<>();
        for (int i = 0; i < days; i++) {
            LocalDate day = LocalDate.parse(from).plusDays(i);
            figures.put(day, BigDecimal.valueOf(day.getDayOfWeek().getValue()));
        }
        return figures;
    }

    @Test
    void eachDayWeighsWhatItsPartnerBrought() {
        Map<LocalDate, BigDecimal> figures = figures("2025-01-01", 365);
        figures.put(LocalDate.of(2025, 6, 18), new BigDecimal("99.5"));
        figures.put(LocalDate.of(2025, 6, 19), new BigDecimal("-3"));
        TargetShape shape = TargetShape.of(
                Partners.of(
                        2026,
                        SHOP,
                        Calendar.of(List.of(promotion(2025, "06-18", "06-20"), promotion(2026, "06-15", "06-18")))),
                figures);

        assertThat(shape.kind()).isEqualTo(TargetShape.Kind.LAST_YEAR);
        assertThat(shape.known()).isEqualTo(365);
        assertThat(shape.weight(LocalDate.of(2026, 6, 15))).isEqualByComparingTo("99.5");
        assertThat(shape.weight(LocalDate.of(2026, 6, 16))).isEqualByComparingTo("0");
        // Wednesday.
        assertThat(shape.weight(LocalDate.of(2026, 4, 15))).isEqualByComparingTo("3");
    }

    @Test
    void daysWithoutAKnownPartnerAreLikeTheMeanOfTheOthers() {
        Map<LocalDate, LocalDate> partners = Partners.of(2026, SHOP, Calendar.of(List.of()));
        Map<LocalDate, BigDecimal> figures = new HashMap<>();
        // Of eight whole weeks in autumn, each weekday eight times: the mean is 4.
        figures.putAll(figures("2025-09-01", 56));
        TargetShape shape = TargetShape.of(partners, figures);

        assertThat(shape.kind()).isEqualTo(TargetShape.Kind.PARTLY);
        assertThat(shape.known()).isEqualTo(56);
        assertThat(shape.weight(LocalDate.of(2026, 3, 9))).isEqualByComparingTo("4");
        assertThat(shape.weight(LocalDate.of(2026, 9, 12))).isEqualByComparingTo("6");
    }

    @Test
    void withoutFourWeeksOfLastYearAllDaysAreTheSame() {
        Map<LocalDate, LocalDate> partners = Partners.of(2026, SHOP, Calendar.of(List.of()));

        TargetShape little = TargetShape.of(partners, figures("2025-09-01", 27));
        assertThat(little.kind()).isEqualTo(TargetShape.Kind.EVEN);
        assertThat(little.weights().values()).hasSize(365).containsOnly(BigDecimal.ONE);
        Map<LocalDate, BigDecimal> nothing = figures("2025-01-01", 365);
        nothing.replaceAll((day, figure) -> BigDecimal.ZERO);
        assertThat(TargetShape.of(partners, nothing).kind()).isEqualTo(TargetShape.Kind.EVEN);
    }
}
