package io.quanjing.ingest.quality;

import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.quality.CheckStore.Pass;
import io.quanjing.ingest.quality.ProfileStore.Copies;
import io.quanjing.ingest.quality.ProfileStore.Lateness;
import io.quanjing.warehouse.QueryOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything once. What cannot be looked at keeps what was found before, and the rest goes on. */
final class QualityPass {

    private static final Logger LOG = LoggerFactory.getLogger(QualityPass.class);
    private static final Duration RECENT_RUNS = Duration.ofDays(30);
    private static final long DAILY_HOURS = 24;
    private static final long WEEKLY_HOURS = 7 * DAILY_HOURS;
    private static final String RUNS = "runs";
    private static final long REST = 20;

    /** A pass that has not ended by then never will: its process was ended. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Declared declared;
    private final ProfileStore profiles;
    private final ReconciliationStore reconciliation;
    private final RunStore runs;
    private final CheckStore checks;
    private final Shops shops;
    private final QueryOptions options;
    private final InstantSource clock;
    private final ReentrantLock one = new ReentrantLock();

    QualityPass(
            Declared declared,
            ProfileStore profiles,
            ReconciliationStore reconciliation,
            RunStore runs,
            CheckStore checks,
            Shops shops,
            QueryOptions options,
            InstantSource clock) {
        this.declared = declared;
        this.profiles = profiles;
        this.reconciliation = reconciliation;
        this.runs = runs;
        this.checks = checks;
        this.shops = shops;
        this.options = options;
        this.clock = clock;
    }

    /**
     * Looks at everything if it is time: never done so far, so long ago, broken off, or files came in since, unless passes would take up more than a
     * twentieth of the time.
     *
     * @param interval how long a pass holds while no file comes in
     */
    void runIfDue(Duration interval) {
        Pass last = checks.pass();
        Instant finished = last.finishedAt();
        if (finished == null || last.startedAt() == null || last.millis() == null) {
            run();
            return;
        }
        Instant now = clock.instant();
        Duration ago = Duration.between(finished, now);
        boolean broken = last.startedAt().isAfter(finished) && last.startedAt().isBefore(now.minus(LONGEST));
        boolean rested = ago.toMillis() > REST * last.millis();
        if (ago.compareTo(interval) >= 0 || broken || (rested && runs.endedSince(last.startedAt()))) {
            run();
        }
    }

    /** Looks at everything; one pass at a time. */
    void run() {
        one.lock();
        try {
            long begun = System.nanoTime();
            checks.started(clock.instant());
            List<String> leftOut = new ArrayList<>();
            declared.facts().forEach((fact, subject) -> topic(fact, leftOut, () -> fact(fact, subject)));
            for (Comparison comparison : Comparison.values()) {
                topic(comparison.id(), leftOut, () -> known(reconciliation.findings(comparison, options)));
            }
            topic(RUNS, leftOut, this::runs);
            checks.finished(clock.instant(), (System.nanoTime() - begun) / 1_000_000, leftOut);
        } finally {
            one.unlock();
        }
    }

    private void topic(String topic, List<String> leftOut, Supplier<List<Finding>> found) {
        Instant now = clock.instant();
        try {
            checks.replace(topic, found.get(), now);
        } catch (RuntimeException e) {
            LOG.warn("The quality of {} could not be looked at, and what was found before stays.", topic, e);
            leftOut.add(topic);
        }
    }

    private List<Finding> fact(String fact, FactSubject subject) {
        Instant now = clock.instant();
        List<Finding> findings = new ArrayList<>();
        if (subject.day() != null) {
            for (FactProfile profile : visible(profiles.made(fact, subject))) {
                FactRules rules = rules(now, profile);
                subject.needed().forEach(column -> findings.add(rules.unknown(profile, column)));
            }
            return findings;
        }
        List<FactProfile> found = visible(profiles.profiles(fact, subject));
        List<Series> series = new ArrayList<>();
        for (FactProfile profile : found) {
            findings.addAll(rules(now, profile).of(profile, subject.needed()));
            series.add(Series.of(profile, shop(profile.shop()).clock(), now, usualDeviations()));
        }
        checks.series(fact, series);
        if (!found.isEmpty()) {
            // A day more than a day in any zone.
            LocalDate latest = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
            LocalDate newest = found.stream()
                    .map(p -> Objects.requireNonNullElse(p.days().floorKey(latest), latest))
                    .max(LocalDate::compareTo)
                    .orElseThrow();
            LocalDate since = newest.minusDays(ProfileStore.RECENT_DAYS - 1L);
            if (!subject.identity().isEmpty()) {
                findings.addAll(duplicates(found, profiles.copies(fact, subject.identity(), since), since));
            }
            findings.addAll(late(found, profiles.lateness(fact, since)));
        }
        return findings;
    }

    private FactRules rules(Instant now, FactProfile profile) {
        return new FactRules(now, shop(profile.shop()).clock(), usualDeviations());
    }

    private double usualDeviations() {
        return Objects.requireNonNull(declared.rules().get(Rule.VOLUME))
                .warning()
                .doubleValue();
    }

    static List<Finding> duplicates(List<FactProfile> profiles, List<Copies> copies, LocalDate since) {
        List<Finding> findings = new ArrayList<>();
        for (FactProfile profile : profiles) {
            long rows = profile.rows(
                    since,
                    profile.days().lastKey().isBefore(since)
                            ? since
                            : profile.days().lastKey());
            long extra = 0;
            String other = profile.source();
            for (Copies some : copies) {
                if (some.shop().equals(profile.shop()) && some.source().equals(profile.source())) {
                    extra += some.copies();
                    other = some.other().equals(profile.source()) ? other : some.other();
                }
            }
            findings.add(new Finding(
                    Rule.DUPLICATES,
                    profile.shop(),
                    profile.source(),
                    profile.fact(),
                    "",
                    rows == 0 ? null : Finding.share(extra, rows),
                    Map.of("copies", extra, "rows", rows, "other", other, "since", since.toString())));
        }
        return findings;
    }

    /** What is too late depends on how often the source usually tells something. */
    static List<Finding> late(List<FactProfile> profiles, List<Lateness> lateness) {
        List<Finding> findings = new ArrayList<>();
        for (FactProfile profile : profiles) {
            Lateness found = lateness.stream()
                    .filter(l -> l.shop().equals(profile.shop()) && l.source().equals(profile.source()))
                    .findFirst()
                    .orElse(new Lateness(profile.shop(), profile.source(), 0, 0, 0, 0));
            long usual = usualHours(profile);
            long late = usual <= DAILY_HOURS
                    ? found.afterTwoDays()
                    : usual <= WEEKLY_HOURS ? found.afterEightDays() : found.afterFiveWeeks();
            long limit = usual <= DAILY_HOURS ? 2 : usual <= WEEKLY_HOURS ? 8 : ProfileStore.RECENT_DAYS;
            findings.add(new Finding(
                    Rule.LATE,
                    profile.shop(),
                    profile.source(),
                    profile.fact(),
                    "",
                    found.rows() == 0 ? null : Finding.share(late, found.rows()),
                    Map.of("late", late, "rows", found.rows(), "limitDays", limit)));
        }
        return findings;
    }

    private static long usualHours(FactProfile profile) {
        List<Long> silences = new ArrayList<>();
        for (int i = 1; i < profile.deliveries().size(); i++) {
            silences.add(Duration.between(
                            profile.deliveries().get(i - 1),
                            profile.deliveries().get(i))
                    .toHours());
        }
        return silences.isEmpty() ? 0 : Robust.quantile(silences, 0.98);
    }

    private List<Finding> runs() {
        Instant since = clock.instant().minus(RECENT_RUNS);
        List<Finding> findings = new ArrayList<>();
        runs.headers().forEach(headers -> findings.add(RunRules.drift(headers)));
        runs.imports(since).forEach(rejections -> findings.add(RunRules.rejected(rejections)));
        runs.deliveries(since).forEach(rejections -> findings.add(RunRules.rejected(rejections)));
        return known(findings);
    }

    private List<Finding> known(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> shops.find(finding.shop()).isPresent())
                .toList();
    }

    private List<FactProfile> visible(List<FactProfile> found) {
        Map<String, Boolean> known = new HashMap<>();
        return found.stream()
                .filter(p ->
                        known.computeIfAbsent(p.shop(), shop -> shops.find(shop).isPresent()))
                .toList();
    }

    private Shop shop(String id) {
        return shops.find(id).orElseThrow();
    }
}
