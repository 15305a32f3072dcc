package io.quanjing.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.QualityCheck.State;
import io.quanjing.ingest.quality.FactProfile.Day;
import io.quanjing.ingest.quality.ProfileStore.Copies;
import io.quanjing.ingest.quality.ProfileStore.Lateness;
import io.quanjing.ingest.quality.RunStore.Headers;
import io.quanjing.ingest.quality.RunStore.Rejections;
import io.quanjing.kernel.ShopClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule on days of which the right answer is known by hand. */
class QualityRulesTest {

    /** Monday 23 November 2026, 12:00 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 22);
    private static final ShopClock CLOCK = ShopClock.of("Asia/Shanghai");

    private final FactRules rules = new FactRules(NOW, CLOCK, 3.5);
    private final Map<String, Rule> declared = Declared.fromResources().rules();

    private State state(Finding finding) {
        Rule rule = Objects.requireNonNull(declared.get(finding.rule()));
        return Rule.state(finding.value(), rule.warning(), rule.failing());
    }

    private static FactProfile profile(NavigableMap<LocalDate, Day> days, List<Instant> deliveries, Instant recorded) {
        return new FactProfile("s", "src", "order_header", days, deliveries, recorded, recorded);
    }

    /** A source that told so many rows on each of the days up to yesterday, and something an hour ago. */
    private static FactProfile days(long... rows) {
        TreeMap<LocalDate, Day> days = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] > 0) {
                days.put(YESTERDAY.minusDays(rows.length - 1L - i), new Day(rows[i], Map.of()));
            }
        }
        return profile(days, List.of(), NOW.minus(1, ChronoUnit.HOURS));
    }

    private static FactProfile delivered(Instant last, long... hoursBetween) {
        List<Instant> deliveries = new ArrayList<>(List.of(last));
        for (long hours : hoursBetween) {
            deliveries.addFirst(deliveries.getFirst().minus(hours, ChronoUnit.HOURS));
        }
        return profile(new TreeMap<>(Map.of(YESTERDAY, new Day(1, Map.of()))), deliveries, last);
    }

    @Test
    void silenceIsMeasuredByTheLongestUsualOne() {
        // Every 24 hours; told last 47, 48 and 96 hours ago.
        long[] daily = {24, 24, 24, 24, 24};
        assertThat(rules.freshness(delivered(NOW.minus(47, ChronoUnit.HOURS), daily)))
                .satisfies(f -> assertThat(f.value()).isEqualByComparingTo("1.958333"))
                .satisfies(f -> assertThat(state(f)).isEqualTo(State.OK));
        assertThat(state(rules.freshness(delivered(NOW.minus(48, ChronoUnit.HOURS), daily))))
                .isEqualTo(State.WARNING);
        assertThat(state(rules.freshness(delivered(NOW.minus(96, ChronoUnit.HOURS), daily))))
                .isEqualTo(State.FAILING);
    }

    @Test
    void aNightIsAUsualSilence() {
        // 17 hours with orders, then 7 without, for a week: the night is one silence in 17, more than one in 50.
        long[] week = IntStream.range(0, 7)
                .boxed()
                .flatMapToLong(day -> IntStream.range(0, 17).mapToLong(i -> i == 0 ? 7 : 1))
                .toArray();
        Finding finding = rules.freshness(delivered(NOW.minus(7, ChronoUnit.HOURS), week));
        assertThat(finding.value()).isEqualByComparingTo("1");
        assertThat(finding.arguments()).containsEntry("usualHours", 7L).containsEntry("silentHours", 7L);
    }

    @Test
    void aSourceOfEveryMinuteMayBeSilentForAnHour() {
        Finding finding = rules.freshness(delivered(NOW.minus(90, ChronoUnit.MINUTES), 1, 1, 1, 1, 1, 1));
        assertThat(finding.value()).isEqualByComparingTo("0.75");
    }

    @Test
    void fiveDeliveriesHaveNoRhythm() {
        Finding finding = rules.freshness(delivered(NOW.minus(400, ChronoUnit.DAYS), 24, 24, 24, 24));
        assertThat(finding.value()).isNull();
        assertThat(state(finding)).isEqualTo(State.TOO_LITTLE);
        assertThat(finding.arguments()).containsEntry("deliveries", 5);
    }

    @Test
    void daysWithoutRowsAreNamedByTheirRanges() {
        // 20 days with 10 rows, of which the 3rd to the 5th and the 9th have none: 3 Nov is the first.
        long[] rows = new long[20];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (i >= 2 && i <= 4) || i == 8 ? 0 : 10;
        }
        Finding finding = rules.gaps(days(rows));
        assertThat(finding.value()).isEqualByComparingTo("4");
        assertThat(finding.arguments()).containsEntry("ranges", List.of("2026-11-05/2026-11-07", "2026-11-11"));
        assertThat(state(finding)).isEqualTo(State.FAILING);
        assertThat(state(rules.gaps(days(
                        IntStream.range(0, 20).mapToLong(i -> i == 7 ? 0 : 10).toArray()))))
                .isEqualTo(State.WARNING);
        assertThat(rules.gaps(days(IntStream.range(0, 20).mapToLong(i -> 10).toArray()))
                        .value())
                .isEqualByComparingTo("0");
    }

    @Test
    void aRareFactMayHaveDaysWithoutRows() {
        // 2 rows on every other day: neither many rows nor most days.
        assertThat(rules.gaps(days(IntStream.range(0, 20)
                                .mapToLong(i -> i % 2 * 2L)
                                .toArray()))
                        .value())
                .isNull();
        // One row a day, as a daily report has it, on 19 of 20 days: a missing report.
        assertThat(rules.gaps(days(IntStream.range(0, 20)
                                .mapToLong(i -> i == 9 ? 0 : 1)
                                .toArray()))
                        .value())
                .isEqualByComparingTo("1");
    }

    @Test
    void aRhythmOfItsOwnHasNoGapsAndALongOutageIsOne() {
        // A live stream of 120 minutes every third day.
        assertThat(rules.gaps(days(LongStream.range(0, 30)
                                .map(i -> i % 3 == 0 ? 120 : 0)
                                .toArray()))
                        .value())
                .isNull();
        // 30 of 60 days are missing in one piece: the others have rows every day.
        assertThat(rules.gaps(days(LongStream.range(0, 60)
                                .map(i -> i >= 20 && i < 50 ? 0 : 9)
                                .toArray()))
                        .value())
                .isEqualByComparingTo("30");
        // Now and then a review: 3 to 5 on most days, none on 3 of 30.
        assertThat(rules.gaps(days(LongStream.range(0, 30)
                                .map(i -> i % 10 == 5 ? 0 : 3 + i % 3)
                                .toArray()))
                        .value())
                .isNull();
    }

    @Test
    void fourRowsOnAWeekdayAreTooFewForVolume() {
        assertThat(rules.volume(weeks(40, 4, 4, 4, 4, 4, 4, 4, 4)).value()).isNull();
        // Median 5, deviation √5: 40 is 15.65 away.
        assertThat(rules.volume(weeks(40, 5, 5, 5, 5, 5, 5, 5, 5)).value()).isEqualByComparingTo("15.652476");
    }

    @Test
    void thirteenDaysAreTooFewForGaps() {
        long[] thirteen = {9, 9, 9, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        assertThat(rules.gaps(days(thirteen)).value()).isNull();
        long[] fourteen = {9, 9, 9, 9, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        assertThat(rules.gaps(days(fourteen)).value()).isEqualByComparingTo("1");
    }

    @Test
    void gapsOfMoreThanNinetyDaysAgoAreForgotten() {
        long[] rows = IntStream.range(0, 120).mapToLong(i -> i == 29 ? 0 : 10).toArray();
        assertThat(rules.gaps(days(rows)).value()).isEqualByComparingTo("0");
        long[] later = IntStream.range(0, 120).mapToLong(i -> i == 30 ? 0 : 10).toArray();
        assertThat(rules.gaps(days(later)).value()).isEqualByComparingTo("1");
    }

    /** The same weekday of eight weeks, then the day itself; the days between have 1 row. */
    private static FactProfile weeks(long day, long... earlier) {
        long[] rows = new long[earlier.length * 7 + 1];
        Arrays.fill(rows, 1);
        for (int i = 0; i < earlier.length; i++) {
            rows[i * 7] = earlier[i];
        }
        rows[rows.length - 1] = day;
        return days(rows);
    }

    @Test
    void volumeIsHeldAgainstTheSameWeekdays() {
        // Median (103 + 105) / 2; distances 4 3 2 1 1 1 3 4, in their middle 2.5, × 1.4826 = 3.7065; the root of 104 is
        // larger.
        long[] weeks = {100, 101, 102, 103, 105, 105, 107, 108};
        assertThat(VolumeBand.of(weeks(0, weeks), YESTERDAY).orElseThrow())
                .isEqualTo(new VolumeBand(104, Math.sqrt(104)));
        // Median 104, deviation √104 = 10.198: 140 is 3.53 away and warns, 139 is 3.43 and does not; 42 is 6.08 and
        // fails.
        assertThat(state(rules.volume(weeks(140, weeks)))).isEqualTo(State.WARNING);
        assertThat(state(rules.volume(weeks(139, weeks)))).isEqualTo(State.OK);
        assertThat(state(rules.volume(weeks(42, weeks)))).isEqualTo(State.FAILING);
        // 104 ± 3.5 × 10.198 = 68.3 to 139.7
        assertThat(rules.volume(weeks(140, weeks)).arguments())
                .containsEntry("low", 69L)
                .containsEntry("high", 139L)
                .containsEntry("rows", 140L);
    }

    @Test
    void scatteredWeeksAllowMore() {
        // Median 100, distances 0 0 50 50 60 60 90 90 → 55 × 1.4826 = 81.543: 5 is 95 / 81.543 away.
        long[] weeks = {10, 190, 100, 100, 50, 150, 40, 160};
        assertThat(rules.volume(weeks(5, weeks)).value()).isEqualByComparingTo("1.165029");
    }

    @Test
    void threeWeeksAreTooFewForVolume() {
        assertThat(state(rules.volume(weeks(0, 9, 9, 9)))).isEqualTo(State.TOO_LITTLE);
        assertThat(rules.volume(weeks(9, 9, 9, 9, 9)).value()).isEqualByComparingTo("0");
    }

    @Test
    void aDayThatWasNotOverWhenTheSourceLastSpokeIsNotJudged() {
        TreeMap<LocalDate, Day> days = new TreeMap<>();
        IntStream.range(0, 60).forEach(i -> days.put(YESTERDAY.minusDays(i), new Day(50, Map.of())));
        // A file of yesterday noon.
        FactProfile noon = profile(days, List.of(), Instant.parse("2026-11-22T04:00:00Z"));
        assertThat(rules.lastWholeDay(noon)).contains(YESTERDAY.minusDays(1));
        FactProfile midnight = profile(days, List.of(), Instant.parse("2026-11-22T16:00:00Z"));
        assertThat(rules.lastWholeDay(midnight)).contains(YESTERDAY);
    }

    @Test
    void yesterdayWithoutRowsIsJudgedWhenTodayHasSome() {
        TreeMap<LocalDate, Day> days = new TreeMap<>();
        IntStream.range(1, 60).forEach(i -> days.put(YESTERDAY.minusDays(i), new Day(50, Map.of())));
        days.put(YESTERDAY.plusDays(1), new Day(20, Map.of()));
        Finding finding = rules.volume(profile(days, List.of(), NOW));
        assertThat(finding.arguments()).containsEntry("day", "2026-11-22").containsEntry("rows", 0L);
        assertThat(state(finding)).isEqualTo(State.FAILING);
    }

    @Test
    void theShareOfUnknownValuesIsThatOfFourWeeks() {
        TreeMap<LocalDate, Day> days = new TreeMap<>();
        days.put(YESTERDAY, new Day(60, Map.of("customer", 57L)));
        days.put(YESTERDAY.minusDays(27), new Day(40, Map.of("customer", 38L)));
        days.put(YESTERDAY.minusDays(28), new Day(1000, Map.of("customer", 0L)));
        Finding finding = rules.unknown(profile(days, List.of(), NOW), "customer");
        assertThat(finding.value()).isEqualByComparingTo("0.05");
        assertThat(finding.arguments()).containsEntry("unknown", 5L).containsEntry("rows", 100L);
        assertThat(state(finding)).isEqualTo(State.WARNING);
    }

    @Test
    void nineteenRowsAreTooFewForAShare() {
        TreeMap<LocalDate, Day> few = new TreeMap<>(Map.of(YESTERDAY, new Day(19, Map.of("customer", 0L))));
        assertThat(rules.unknown(profile(few, List.of(), NOW), "customer").value())
                .isNull();
        TreeMap<LocalDate, Day> enough = new TreeMap<>(Map.of(YESTERDAY, new Day(20, Map.of("customer", 0L))));
        assertThat(rules.unknown(profile(enough, List.of(), NOW), "customer").value())
                .isEqualByComparingTo("1");
    }

    @Test
    void copiesCountForTheSourceThatIsNamedWithThem() {
        FactProfile profile = days(IntStream.range(0, 10).mapToLong(i -> 20).toArray());
        List<Finding> findings = QualityPass.duplicates(
                List.of(profile),
                List.of(
                        new Copies("s", "src", "src", 3),
                        new Copies("s", "src", "web", 7),
                        new Copies("t", "src", "src", 99)),
                YESTERDAY.minusDays(34));
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.value()).isEqualByComparingTo("0.05");
            assertThat(f.arguments()).containsEntry("copies", 10L).containsEntry("other", "web");
            assertThat(state(f)).isEqualTo(State.FAILING);
        });
    }

    @Test
    void whatIsLateDependsOnTheRhythm() {
        Lateness lateness = new Lateness("s", "src", 100, 40, 10, 5);
        assertThat(late(lateness, 24, 24, 24)).isEqualByComparingTo("0.4");
        assertThat(late(lateness, 25, 25)).isEqualByComparingTo("0.1");
        assertThat(late(lateness, 168, 168)).isEqualByComparingTo("0.1");
        assertThat(late(lateness, 169)).isEqualByComparingTo("0.05");
        assertThat(late(new Lateness("s", "src", 0, 0, 0, 0), 24)).isNull();
    }

    private static @Nullable BigDecimal late(Lateness lateness, long... hours) {
        return QualityPass.late(List.of(delivered(NOW, hours)), List.of(lateness))
                .getFirst()
                .value();
    }

    @Test
    void columnsThatCameAndWentAreNamedWhateverTheirOrder() {
        Headers headers = new Headers(
                "s", "douyin", "douyin/orders", "b.csv", List.of("c", "a", "new"), List.of("a", "b", "c"), NOW, NOW);
        Finding finding = RunRules.drift(headers);
        assertThat(finding.value()).isEqualByComparingTo("2");
        assertThat(finding.arguments()).containsEntry("gone", List.of("b")).containsEntry("come", List.of("new"));
        Headers same =
                new Headers("s", "douyin", "douyin/orders", "b.csv", List.of("b", "a"), List.of("a", "b"), NOW, NOW);
        assertThat(state(RunRules.drift(same))).isEqualTo(State.OK);
    }

    @Test
    void rejectedRowsAreAShareOfWhatWasRead() {
        assertThat(RunRules.rejected(new Rejections("s", "douyin", "", 1000, 5, 0))
                        .value())
                .isEqualByComparingTo("0.005");
        assertThat(RunRules.rejected(new Rejections("s", "douyin", "", 0, 0, 0)).value())
                .isNull();
    }

    @Test
    void aKeyNamesRuleAndThingAndIsSafeInAnAddress() {
        Finding finding = new Finding("drift", "上海/店", "a b", "", "x?y", null, Map.of());
        assertThat(finding.key()).isEqualTo("drift/%E4%B8%8A%E6%B5%B7%2F%E5%BA%97/a+b//x%3Fy");
    }

    @Test
    void everyRuleIsDeclaredInBothLanguages() {
        assertThat(declared.keySet())
                .containsExactly(
                        Rule.FRESHNESS,
                        Rule.GAPS,
                        Rule.UNKNOWN,
                        Rule.VOLUME,
                        Rule.DUPLICATES,
                        Rule.LATE,
                        Rule.DRIFT,
                        Rule.REJECTED,
                        Rule.RECONCILIATION);
        assertThat(Stream.concat(
                        declared.values().stream().flatMap(r -> Stream.of(r.title(), r.text())),
                        Declared.fromResources().facts().values().stream().map(FactSubject::title)))
                .allSatisfy(texts -> assertThat(texts).containsOnlyKeys("zh", "en"));
    }
}
