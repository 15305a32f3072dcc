package io.quanjing.ingest.quality;

import io.quanjing.ingest.quality.FactProfile.Day;
import io.quanjing.kernel.ShopClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that need nothing but the rows of days: what they measure of a source's table. */
final class FactRules {

    private static final int FEWEST_SILENCES = 5;
    private static final double USUAL_SILENCE = 0.98;
    private static final long SHORTEST_USUAL_HOURS = 2;

    private static final int GAP_DAYS = 90;
    private static final int FEWEST_GAP_DAYS = 14;
    /** Where a day usually has so many rows, one without any comes once in 150 days by chance. */
    private static final long DENSE_ROWS = 5;

    /** Fewer days with rows are a rhythm of their own, as that of live streams, whatever a day has then. */
    private static final double DENSE_SHARE = 0.8;

    private static final int MOST_RANGES = 5;

    private static final int UNKNOWN_DAYS = 28;
    private static final long FEWEST_ROWS = 20;

    private final Instant now;
    private final ShopClock clock;
    private final double usualDeviations;

    /** @param usualDeviations how far a day's rows may be from the median to be told as usual */
    FactRules(Instant now, ShopClock clock, double usualDeviations) {
        this.now = now;
        this.clock = clock;
        this.usualDeviations = usualDeviations;
    }

    /** All of them, for a fact. */
    List<Finding> of(FactProfile profile, Collection<String> needed) {
        List<Finding> findings = new ArrayList<>(List.of(freshness(profile), gaps(profile), volume(profile)));
        needed.forEach(column -> findings.add(unknown(profile, column)));
        return findings;
    }

    /** How long it has been silent, by its longest usual silence. */
    Finding freshness(FactProfile profile) {
        List<Long> silences = new ArrayList<>();
        for (int i = 1; i < profile.deliveries().size(); i++) {
            silences.add(ChronoUnit.HOURS.between(
                    profile.deliveries().get(i - 1), profile.deliveries().get(i)));
        }
        Instant last = Objects.requireNonNull(profile.lastRecordedAt());
        Instant lastAt = Objects.requireNonNull(profile.lastAt());
        long silent = Math.max(0, Duration.between(last, now).toSeconds());
        if (silences.size() < FEWEST_SILENCES) {
            return finding(
                    Rule.FRESHNESS,
                    profile,
                    "",
                    null,
                    Map.of(
                            "recordedAt", last.toString(),
                            "happenedAt", lastAt.toString(),
                            "deliveries", profile.deliveries().size()));
        }
        long usual = Math.max(SHORTEST_USUAL_HOURS, Robust.quantile(silences, USUAL_SILENCE));
        return finding(
                Rule.FRESHNESS,
                profile,
                "",
                Finding.rounded(silent / 3600.0 / usual),
                Map.of(
                        "recordedAt",
                        last.toString(),
                        "happenedAt",
                        lastAt.toString(),
                        "usualHours",
                        usual,
                        "silentHours",
                        silent / 3600));
    }

    /** How many days have no row, of a source that has rows every day. */
    Finding gaps(FactProfile profile) {
        LocalDate last = lastNotAfterToday(profile.days());
        LocalDate first = later(profile.days().firstKey(), last.minusDays(GAP_DAYS - 1L));
        NavigableMap<LocalDate, Day> window = profile.days().subMap(first, true, last, true);
        long length = ChronoUnit.DAYS.between(first, last) + 1;
        if (length < FEWEST_GAP_DAYS || window.isEmpty()) {
            return finding(Rule.GAPS, profile, "", null, Map.of("days", Math.max(length, 0)));
        }
        List<String> ranges = new ArrayList<>();
        long missing = 0;
        long longest = 0;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (window.containsKey(day)) {
                continue;
            }
            LocalDate end = day;
            while (!window.containsKey(end.plusDays(1))) {
                end = end.plusDays(1);
            }
            long days = ChronoUnit.DAYS.between(day, end) + 1;
            missing += days;
            longest = Math.max(longest, days);
            ranges.add(day.equals(end) ? day.toString() : day + "/" + end);
            day = end;
        }
        List<Double> counts =
                window.values().stream().map(d -> (double) d.rows()).toList();
        // One long outage does not make a source one of rare rows; and a report of as many rows every day has none by
        // chance.
        boolean daily = window.size() >= DENSE_SHARE * (length - longest);
        boolean many = Robust.median(counts) >= DENSE_ROWS || Robust.deviation(counts) == 0;
        if (!daily || !many) {
            return finding(Rule.GAPS, profile, "", null, Map.of("days", length, "sparse", true));
        }
        return finding(
                Rule.GAPS,
                profile,
                "",
                BigDecimal.valueOf(missing),
                Map.of(
                        "missing", missing,
                        "ranges", ranges.stream().limit(MOST_RANGES).toList(),
                        "more", Math.max(0, ranges.size() - MOST_RANGES),
                        "from", first.toString(),
                        "to", last.toString()));
    }

    /** Which share of the rows has no value in a column. */
    Finding unknown(FactProfile profile, String column) {
        LocalDate last = lastNotAfterToday(profile.days());
        long rows = 0;
        long known = 0;
        for (Day day : profile.days()
                .subMap(last.minusDays(UNKNOWN_DAYS - 1L), true, last, true)
                .values()) {
            rows += day.rows();
            known += day.known().getOrDefault(column, 0L);
        }
        return finding(
                Rule.UNKNOWN,
                profile,
                column,
                rows < FEWEST_ROWS ? null : Finding.share(rows - known, rows),
                Map.of("unknown", rows - known, "rows", rows, "column", column));
    }

    /** How unusual the rows of the last whole day are. */
    Finding volume(FactProfile profile) {
        Optional<LocalDate> day = lastWholeDay(profile);
        if (day.isEmpty()) {
            return finding(Rule.VOLUME, profile, "", null, Map.of("weeks", VolumeBand.LEAST_WEEKS));
        }
        long rows = profile.rows(day.get());
        return VolumeBand.of(profile, day.get())
                .map(band -> finding(
                        Rule.VOLUME,
                        profile,
                        "",
                        Finding.rounded(band.distance(rows)),
                        Map.of(
                                "day", day.get().toString(),
                                "rows", rows,
                                "median", band.median(),
                                "low", band.low(usualDeviations),
                                "high", band.high(usualDeviations))))
                .orElseGet(() -> finding(Rule.VOLUME, profile, "", null, Map.of("weeks", VolumeBand.LEAST_WEEKS)));
    }

    /** The last day with rows that was over when the source last told something: a file of noon has half a day. */
    Optional<LocalDate> lastWholeDay(FactProfile profile) {
        LocalDate open = clock.day(Objects.requireNonNull(profile.lastRecordedAt()));
        LocalDate before = earlier(open, clock.day(now));
        return Optional.ofNullable(profile.days().lowerKey(before)).map(last -> {
            // A silent day among days with rows is a day of 0 rows, and the day before the open one has been told in
            // whole.
            LocalDate whole = before.minusDays(1);
            return profile.days().ceilingKey(before) != null ? whole : last;
        });
    }

    private LocalDate lastNotAfterToday(NavigableMap<LocalDate, Day> days) {
        LocalDate last = days.floorKey(clock.day(now));
        return last == null ? days.firstKey() : last;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static Finding finding(
            String rule, FactProfile profile, String part, @Nullable BigDecimal value, Map<String, Object> arguments) {
        return new Finding(rule, profile.shop(), profile.source(), profile.fact(), part, value, arguments);
    }
}
