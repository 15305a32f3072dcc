package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.mapping.Scope.Aggregate;
import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of one rule while a file is read; the rows of a group need not follow each other. */
final class Groups {

    private static final int LIMIT = 5_000_000;

    private final GroupRule rule;
    private final Map<String, @Nullable Object[]> groups = new LinkedHashMap<>();

    Groups(GroupRule rule) {
        this.rule = rule;
    }

    GroupRule rule() {
        return rule;
    }

    /** Takes a row in that the rule's condition holds for. */
    void add(RowFrame row) {
        Expression when = rule.fact().when();
        if (when != null && !when.holds(row)) {
            return;
        }
        String key = Operators.text(rule.by().value(row));
        if (key == null) {
            return;
        }
        List<Aggregate> aggregates = rule.aggregates();
        @Nullable Object[] values = groups.get(key);
        if (values == null) {
            if (groups.size() >= LIMIT) {
                throw new QuanjingException(
                        IngestError.MEMORY_LIMIT,
                        "A file has more than " + LIMIT + " groups, the limit of one run. Maybe import it in parts.",
                        Map.of("limit", LIMIT));
            }
            values = new Object[aggregates.size()];
            groups.put(key, values);
        }
        for (int i = 0; i < values.length; i++) {
            Aggregate aggregate = aggregates.get(i);
            values[i] = merged(
                    aggregate.operation(), values[i], aggregate.argument().value(row));
        }
    }

    private static @Nullable Object merged(Aggregate.Operation operation, @Nullable Object old, @Nullable Object now) {
        if (operation == Aggregate.Operation.COUNT) {
            return (old == null ? 0L : (Long) old) + (now == null ? 0L : 1L);
        }
        if (now == null) {
            return old;
        }
        if (old == null) {
            return now;
        }
        return switch (operation) {
            case SUM -> sum(old, now);
            case MIN -> Operators.order(now, old) < 0 ? now : old;
            case MAX -> Operators.order(now, old) > 0 ? now : old;
            case LAST -> now;
            default -> old;
        };
    }

    private static Object sum(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            try {
                return Math.addExact(x, y);
            } catch (ArithmeticException e) {
                return BigDecimal.valueOf(x).add(BigDecimal.valueOf(y));
            }
        }
        return Operators.decimal(a).add(Operators.decimal(b));
    }

    /** The finished groups, one array of aggregates each. */
    Iterable<@Nullable Object[]> finished() {
        return groups.values();
    }
}
