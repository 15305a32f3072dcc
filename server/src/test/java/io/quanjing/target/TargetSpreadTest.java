package io.quanjing.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Targets of days, by hand. */
class TargetSpreadTest {

    private static BigDecimal even(LocalDate day) {
        return BigDecimal.ONE;
    }

    private static Map<Period, BigDecimal> given(String... pairs) {
        Map<Period, BigDecimal> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(Period.parse(pairs[i]).orElseThrow(), new BigDecimal(pairs[i + 1]));
        }
        return given;
    }

    private static BigDecimal sum(NavigableMap<LocalDate, BigDecimal> days, String period) {
        return Progresses.sum(days, Period.parse(period).orElseThrow().days());
    }

    @Test
    void whatDoesNotDivideGoesToTheLargestRemaindersAndOfEqualOnesToTheFirst() {
        // February has weights 27 × 1 and 1 × 3: 100.00 / 30 = 3.333…, the 14th has 10.00 exactly; 27 × 3.33 + 10.00
        // leaves 9 cents.
        NavigableMap<LocalDate, BigDecimal> days = TargetSpread.sum(
                given("2026-02", "100"), 2, day -> day.getDayOfMonth() == 14 ? new BigDecimal("3") : BigDecimal.ONE);

        assertThat(days).hasSize(28).containsEntry(LocalDate.of(2026, 2, 14), new BigDecimal("10.00"));
        assertThat(days.headMap(LocalDate.of(2026, 2, 10)).values()).hasSize(9).containsOnly(new BigDecimal("3.34"));
        assertThat(days).containsEntry(LocalDate.of(2026, 2, 10), new BigDecimal("3.33"));
        assertThat(sum(days, "2026-02")).isEqualByComparingTo("100");
    }

    @Test
    void aGivenPartIsPinnedAndTheRestIsSpreadOverTheOtherDays() {
        NavigableMap<LocalDate, BigDecimal> days = TargetSpread.sum(
                given("2026", "3650", "2026-Q1", "450", "2026-02", "28", "2026-11-11", "461"),
                2,
                TargetSpreadTest::even);

        assertThat(days).hasSize(365).containsEntry(LocalDate.of(2026, 2, 7), new BigDecimal("1.00"));
        // The first quarter has 450 − 28 left for 62 days: 6.80 each, and one cent more for the first forty.
        assertThat(sum(days, "2026-01")).isEqualByComparingTo("211.11");
        assertThat(sum(days, "2026-Q1")).isEqualByComparingTo("450");
        assertThat(days).containsEntry(LocalDate.of(2026, 11, 11), new BigDecimal("461.00"));
        assertThat(sum(days, "2026")).isEqualByComparingTo("3650");
    }

    @Test
    void periodsWithoutAYearStandAlone() {
        NavigableMap<LocalDate, BigDecimal> days =
                TargetSpread.sum(given("2026-03", "31", "2026-05-01", "7"), 0, TargetSpreadTest::even);

        assertThat(days).hasSize(32).containsEntry(LocalDate.of(2026, 5, 1), new BigDecimal("7"));
    }

    @Test
    void daysThatWeighNothingShareEvenly() {
        assertThat(TargetSpread.sum(given("2026-02", "28"), 0, day -> new BigDecimal("-5"))
                        .values())
                .containsOnly(BigDecimal.ONE);
    }

    @Test
    void whateverIsGivenTheDaysAddUpToIt() {
        Random random = new Random(7);
        for (int trial = 0; trial < 60; trial++) {
            Map<Period, BigDecimal> given = given("2028", "1000000." + (10 + random.nextInt(90)));
            for (String part : new String[] {"2028-Q1", "2028-02", "2028-02-29", "2028-07", "2028-12-31"}) {
                if (random.nextBoolean()) {
                    given.put(
                            Period.parse(part).orElseThrow(),
                            BigDecimal.valueOf(random.nextInt(part.length() == 10 ? 100_000 : 9_000_000), 2)
                                    .add(part.endsWith("Q1") ? new BigDecimal("95000") : BigDecimal.ZERO));
                }
            }
            NavigableMap<LocalDate, BigDecimal> days =
                    TargetSpread.sum(given, 2, day -> BigDecimal.valueOf(1 + Math.abs(day.hashCode() % 1000), 2));

            assertThat(days).hasSize(366);
            given.forEach((period, amount) ->
                    assertThat(Progresses.sum(days, period.days())).isEqualByComparingTo(amount));
        }
    }

    @Test
    void partsThatAreMoreThanTheirWholeAreNamed() {
        assertThatThrownBy(() -> TargetSpread.sum(
                        given("2026-Q1", "300", "2026-01", "100", "2026-02", "120", "2026-03-08", "130"),
                        2,
                        TargetSpreadTest::even))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(TargetError.PARTS_EXCEED))
                .hasMessage(
                        "The parts of 2026-Q1 add up to 350.00 (2026-01: 100.00, 2026-02: 120.00, 2026-03-08: 130.00), "
                                + "more than its target 300.00. Maybe 350.00 for 2026-Q1, or another part is to be lower.");
    }

    @Test
    void allPartsThatAreLessThanTheirWholeAreNamed() {
        assertThatThrownBy(() -> TargetSpread.sum(
                        given("2026", "500", "2026-Q1", "100", "2026-Q2", "100", "2026-Q3", "100", "2026-Q4", "100"),
                        0,
                        TargetSpreadTest::even))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(TargetError.PARTS_FALL_SHORT))
                .hasMessageContaining("add up to 400")
                .hasMessageContaining("less than its target 500");
        assertThat(TargetSpread.sum(given("2026-02", "5", "2026-02-01", "5"), 0, TargetSpreadTest::even))
                .containsEntry(LocalDate.of(2026, 2, 2), BigDecimal.ZERO);
    }

    @Test
    void aLevelIsThatOfTheShortestPeriodAround() {
        NavigableMap<LocalDate, BigDecimal> days =
                TargetSpread.level(given("2026-03-05", "0.05", "2026", "0.03", "2026-Q1", "0.04"));

        assertThat(days)
                .hasSize(365)
                .containsEntry(LocalDate.of(2026, 3, 5), new BigDecimal("0.05"))
                .containsEntry(LocalDate.of(2026, 3, 6), new BigDecimal("0.04"))
                .containsEntry(LocalDate.of(2026, 4, 1), new BigDecimal("0.03"));
    }
}
