package io.quanjing.ingest.quality;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.DataQuality;
import io.quanjing.ingest.QualityCheck;
import io.quanjing.ingest.quality.CheckStore.Limits;
import io.quanjing.ingest.quality.CheckStore.OwnLimits;
import io.quanjing.ingest.quality.CheckStore.Pass;
import io.quanjing.job.JobQueue;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.QueryOptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What readers see of data quality, and what operators may change about it. */
final class Quality implements DataQuality {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);
    private static final int DECIMALS = 6;

    private final Declared declared;
    private final CheckStore checks;
    private final ReconciliationStore reconciliation;
    private final JobQueue<Asked> queue;
    private final Shops shops;
    private final Audit audit;
    private final InstantSource clock;

    Quality(
            Declared declared,
            CheckStore checks,
            ReconciliationStore reconciliation,
            JobQueue<Asked> queue,
            Shops shops,
            Audit audit,
            InstantSource clock) {
        this.declared = declared;
        this.checks = checks;
        this.reconciliation = reconciliation;
        this.queue = queue;
        this.shops = shops;
        this.audit = audit;
        this.clock = clock;
    }

    /** A pass that somebody asked for. */
    record Asked(String by) {}

    Declared declared() {
        return declared;
    }

    @Override
    public List<QualityCheck> checks() {
        return checks.checks(List.of());
    }

    /** Those of the shops that the caller sees. */
    List<QualityCheck> checks(Caller caller) {
        Set<String> seen = seen(caller);
        return seen.isEmpty() ? List.of() : checks.checks(seen);
    }

    List<OwnLimits> thresholds(Caller caller) {
        Set<String> seen = seen(caller);
        return checks.thresholds().stream().filter(t -> seen.contains(t.shop())).toList();
    }

    private Set<String> seen(Caller caller) {
        return shops.visibleTo(caller).stream().map(Shop::id).collect(Collectors.toSet());
    }

    Pass pass() {
        return checks.pass();
    }

    Optional<Series> series(String shop, String source, String fact, Caller caller) {
        return checks.series(shops.require(caller, shop).id(), source, fact);
    }

    /** Asks for a pass now; one that is waited for already is enough. */
    void ask(String by) {
        // Before it can begin, or a pass that is quick would seem to be waited for.
        Instant now = clock.instant();
        if (queue.enqueue("all", new Asked(by))) {
            checks.asked(now);
        }
    }

    /**
     * Sets from where on a rule warns and fails in a shop.
     *
     * @param limits null to go back to the usual ones
     */
    void threshold(String shopName, String rule, @Nullable Limits limits, Caller caller) {
        Shop shop = shops.require(caller, shopName);
        if (!declared.rules().containsKey(rule)) {
            throw new QuanjingException(
                    QualityError.UNKNOWN_QUALITY_RULE,
                    "There is no rule " + rule + ". Maybe it is one of "
                            + String.join(", ", declared.rules().keySet()) + ".",
                    Map.of("rule", rule));
        }
        if (limits != null && !possible(limits)) {
            throw new QuanjingException(
                    QualityError.QUALITY_THRESHOLD_INVALID,
                    "A warning begins above 0 and at " + LARGEST + " at most, with " + DECIMALS
                            + " decimals at most, and a failure not below it. Maybe swap the two.",
                    Map.of("rule", rule));
        }
        checks.threshold(shop.id(), rule, limits, caller.name(), clock.instant());
        Map<String, Object> details = new HashMap<>(Map.of("rule", rule));
        if (limits != null) {
            details.put("warning", limits.warning());
            if (limits.failing() != null) {
                details.put("failing", limits.failing());
            }
        }
        audit.record(
                caller,
                limits == null ? QualityAction.QUALITY_THRESHOLD_REMOVED : QualityAction.QUALITY_THRESHOLD_SET,
                shop.id(),
                details);
    }

    private static boolean possible(Limits limits) {
        BigDecimal failing = limits.failing();
        return limits.warning().signum() > 0
                && limits.warning().compareTo(LARGEST) <= 0
                && limits.warning().scale() <= DECIMALS
                && (failing == null
                        || (failing.compareTo(limits.warning()) >= 0
                                && failing.compareTo(LARGEST) <= 0
                                && failing.scale() <= DECIMALS));
    }

    /** The orders of two sides that differ, the most money first. */
    List<Difference> differences(
            String comparison, String shop, String ours, String theirs, int most, QueryOptions options, Caller caller) {
        Comparison found = Comparison.of(comparison)
                .orElseThrow(() -> new QuanjingException(
                        QualityError.UNKNOWN_COMPARISON,
                        "There is no comparison " + comparison + ". Maybe it is payments, settlements or sources.",
                        Map.of("comparison", comparison)));
        return reconciliation.differences(found, shops.require(caller, shop).id(), ours, theirs, most, options);
    }
}
