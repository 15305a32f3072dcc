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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/** Brings a file of targets in: all of it, or nothing and every line that is wrong. */
final class TargetImport {

    private static final int MOST_SHOWN = 100;

    private final TargetStore store;
    private final TargetRules rules;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    TargetImport(
            TargetStore store, TargetRules rules, Audit audit, TransactionOperations transaction, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What a file does, or would do.
     *
     * @param rows its lines without the head
     * @param imported whether it was brought in
     * @param errors the first hundred lines that are wrong
     * @param wrong how many are
     */
    record Report(int rows, int added, int changed, int same, boolean imported, List<LineError> errors, int wrong) {}

    /**
     * Why a line is refused.
     *
     * @param column of the file
     * @param code of the catalogue, with its arguments, for a page that words it in its own language
     * @param message in English
     */
    record LineError(
            long line, String column, String value, String code, Map<String, Object> arguments, String message) {}

    /** A line that was understood. */
    private record Row(long line, TargetKey key, MetricDictionary.Metric metric, Period period, BigDecimal amount) {

        Scope scope() {
            return new Scope(key, period.first().getYear());
        }
    }

    private record Scope(TargetKey key, int year) {}

    /** @param dry only to say what the file would do */
    Report run(String csv, boolean dry, Caller caller) {
        List<TargetCsv.Line> lines = TargetCsv.read(csv);
        List<LineError> errors = new ArrayList<>();
        List<Row> rows = understood(lines, errors, caller);
        return Objects.requireNonNull(transaction.execute(status -> {
            store.lock();
            return run(lines.size(), rows, errors, dry, caller);
        }));
    }

    private Report run(int lines, List<Row> rows, List<LineError> errors, boolean dry, Caller caller) {
        Map<Scope, List<Row>> scopes = new LinkedHashMap<>();
        rows.forEach(row ->
                scopes.computeIfAbsent(row.scope(), scope -> new ArrayList<>()).add(row));
        List<Row> changing = new ArrayList<>();
        int changed = 0;
        int same = 0;
        for (Map.Entry<Scope, List<Row>> scope : scopes.entrySet()) {
            Map<Period, BigDecimal> all =
                    Plans.amounts(store.of(scope.getKey().key(), scope.getKey().year()));
            for (Row row : scope.getValue()) {
                BigDecimal before = all.put(row.period(), row.amount());
                if (before != null && before.compareTo(row.amount()) == 0) {
                    same++;
                } else {
                    changed += before == null ? 0 : 1;
                    changing.add(row);
                }
            }
            contradiction(scope.getValue(), all).ifPresent(errors::add);
        }
        int added = changing.size() - changed;
        boolean importing = errors.isEmpty() && !dry;
        if (errors.isEmpty()) {
            TargetRules.checkRoom("targets", store.count() + added, TargetEdits.MOST_TARGETS);
        }
        if (importing) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            changing.forEach(row -> store.put(new Target(row.key(), row.period(), row.amount(), caller.name(), now)));
            audit.record(
                    caller,
                    TargetAction.TARGETS_IMPORTED,
                    "targets",
                    Map.of("rows", lines, "added", added, "changed", changed, "same", same));
        }
        return new Report(
                lines,
                added,
                changed,
                same,
                importing,
                errors.stream()
                        .sorted(Comparator.comparingLong(LineError::line))
                        .limit(MOST_SHOWN)
                        .toList(),
                errors.size());
    }

    private List<Row> understood(List<TargetCsv.Line> lines, List<LineError> errors, Caller caller) {
        record Part(String shop, String metric, String dimension, String value) {}
        record At(TargetKey key, Period period) {}
        // A file names the same shop and channel a hundred times; the warehouse is asked once.
        Map<Part, Object> parts = new HashMap<>();
        Map<At, Long> seen = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (TargetCsv.Line line : lines) {
            try {
                MetricDictionary.Metric metric = rules.metric(line.metric());
                Object key = parts.computeIfAbsent(
                        new Part(line.shop(), metric.id(), line.dimension(), line.value()),
                        part -> found(() -> {
                            Shop shop = rules.shop(line.shop(), caller);
                            return rules.key(shop, metric, line.dimension(), line.value(), caller);
                        }));
                if (key instanceof QuanjingException refused) {
                    errors.add(error(line.number(), refused));
                    continue;
                }
                Period period = rules.period(line.period());
                Row row = new Row(line.number(), (TargetKey) key, metric, period, rules.amount(line.target(), metric));
                Long first = seen.putIfAbsent(new At(row.key(), period), line.number());
                if (first != null) {
                    throw TargetRules.bad(
                            TargetError.TWICE,
                            "period",
                            line.period(),
                            "is there twice for the same thing, the first time in line " + first,
                            "Maybe line " + first + ".");
                }
                rows.add(row);
            } catch (QuanjingException refused) {
                errors.add(error(line.number(), refused));
            }
        }
        return rows;
    }

    private static Object found(Supplier<TargetKey> key) {
        try {
            return key.get();
        } catch (QuanjingException refused) {
            if (refused.errorCode() instanceof TargetError) {
                return refused;
            }
            throw refused;
        }
    }

    private static Optional<LineError> contradiction(List<Row> rows, Map<Period, BigDecimal> all) {
        try {
            Plans.check(all, rows.getFirst().metric());
            return Optional.empty();
        } catch (QuanjingException refused) {
            String period = String.valueOf(refused.arguments().get("period"));
            Row named = rows.stream()
                    .filter(row -> row.period().toString().equals(period))
                    .findFirst()
                    .or(() -> rows.stream()
                            .filter(row -> Period.parse(period)
                                    .filter(whole -> whole.contains(row.period()))
                                    .isPresent())
                            .findFirst())
                    .orElse(rows.getFirst());
            return Optional.of(new LineError(
                    named.line(),
                    "target",
                    named.amount().toPlainString(),
                    refused.errorCode().code(),
                    refused.arguments(),
                    String.valueOf(refused.getMessage())));
        }
    }

    private static LineError error(long line, QuanjingException refused) {
        Map<String, Object> arguments = refused.arguments();
        Object column = arguments.get("field");
        Object value = arguments.get("value");
        return new LineError(
                line,
                column == null ? "" : column.toString(),
                value == null ? "" : value.toString(),
                refused.errorCode().code(),
                arguments,
                String.valueOf(refused.getMessage()));
    }
}
