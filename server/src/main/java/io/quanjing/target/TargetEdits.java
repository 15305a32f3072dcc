package io.quanjing.target;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricDictionary;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.transaction.support.TransactionOperations;

/** Every change of a single target, with its rules and its entry in the audit log: both are kept, or neither. */
final class TargetEdits implements Targets {

    static final long MOST_TARGETS = 200_000;

    private final TargetStore store;
    private final TargetRules rules;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    TargetEdits(
            TargetStore store, TargetRules rules, Audit audit, TransactionOperations transaction, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What somebody writes about one target, as texts. */
    record Given(String shop, String metric, String dimension, String value, String period) {}

    /** Gives a target, in the place of the one that is there. */
    void put(Given given, String amount, Caller caller) {
        Shop shop = rules.shop(given.shop(), caller);
        MetricDictionary.Metric metric = rules.metric(given.metric());
        Period period = rules.period(given.period());
        put(
                rules.key(shop, metric, given.dimension(), given.value(), caller),
                metric,
                period,
                rules.amount(amount, metric),
                caller);
    }

    private void put(TargetKey key, MetricDictionary.Metric metric, Period period, BigDecimal amount, Caller caller) {
        transaction.executeWithoutResult(status -> {
            store.lock();
            Map<Period, BigDecimal> all =
                    Plans.amounts(store.of(key, period.first().getYear()));
            BigDecimal before = all.put(period, amount);
            if (before == null) {
                TargetRules.checkRoom("targets", store.count() + 1, MOST_TARGETS);
            }
            Plans.check(all, metric);
            store.put(new Target(key, period, amount, caller.name(), now()));
            audit.record(
                    caller,
                    TargetAction.TARGET_SET,
                    key.shop(),
                    Map.of(
                            "metric", key.metric(),
                            "part", part(key),
                            "period", period.toString(),
                            "target", amount.toPlainString(),
                            "previous", before == null ? "" : before.toPlainString()));
        });
    }

    /** Takes a target back; its days are those of the period around it again. */
    void delete(Given given, Caller caller) {
        Shop shop = rules.shop(given.shop(), caller);
        Period period = rules.period(given.period());
        // As it stands: a metric or a value that is no more must not keep its targets.
        TargetKey key = new TargetKey(shop.id(), given.metric(), given.dimension(), given.value());
        transaction.executeWithoutResult(status -> {
            if (!store.delete(key, period)) {
                throw new QuanjingException(
                        TargetError.UNKNOWN_TARGET,
                        "No target of " + period + " is given for " + key + ". Maybe it was taken back already.",
                        Map.of("period", period.toString(), "metric", key.metric()));
            }
            audit.record(
                    caller,
                    TargetAction.TARGET_DELETED,
                    key.shop(),
                    Map.of("metric", key.metric(), "part", part(key), "period", period.toString()));
        });
    }

    @Override
    public void provide(String shop, String metric, int year, BigDecimal amount, Caller caller) {
        MetricDictionary.Metric known = rules.metric(metric);
        TargetKey key = new TargetKey(rules.shop(shop, caller).id(), known.id(), "", "");
        if (store.of(key, year).isEmpty()) {
            put(key, known, Period.year(year), rules.amount(amount.toPlainString(), known), caller);
        }
    }

    private static String part(TargetKey key) {
        return key.dimension().isEmpty() ? "" : key.dimension() + "=" + key.value();
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
