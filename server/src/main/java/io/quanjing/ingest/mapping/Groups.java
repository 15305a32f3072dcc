package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.RowReason;
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
    private final @Nullable Object[] given;
    private final RowIssue cut;
    private @Nullable String key;

    Groups(GroupRule rule) {
        this.rule = rule;
        this.given = new Object[rule.aggregates().size()];
        this.cut = new RowIssue(
                RowReason.GROUP_INCOMPLETE,
                "Another row of the same " + rule.fact().table().name()
                        + " is in the quarantine, and it is taken whole or not at all.",
                Map.of());
    }

    GroupRule rule() {
        return rule;
    }

    /** What is told about the rows of a group that another row of it is missing from. */
    RowIssue cut() {
        return cut;
    }

    /** Works out what the row gives to its group, if it has one; that may refuse the row. */
    void look(RowFrame row) {
        Expression when = rule.fact().when();
        key = when == null || when.holds(row) ? Operators.text(rule.by().value(row)) : null;
        if (key != null) {
            List<Aggregate> aggregates = rule.aggregates();
            for (int i = 0; i < given.length; i++) {
                given[i] = aggregates.get(i).argument().value(row);
            }
        }
    }

    /** Takes in the row that was looked at last. */
    void add() {
        String group = key;
        if (group == null) {
            return;
        }
        @Nullable Object[] values = groups.get(group);
        if (values == null) {
            if (groups.size() >= LIMIT) {
                throw new QuanjingException(
                        IngestError.MEMORY_LIMIT,
                        "A file has more than " + LIMIT + " groups, the limit of one run. Maybe import it in parts.",
                        Map.of("limit", LIMIT));
            }
            values = new Object[given.length];
            groups.put(group, values);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = merged(rule.aggregates().get(i).operation(), values[i], given[i]);
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

    /** The finished groups by key, one array of aggregates each. */
    Map<String, @Nullable Object[]> finished() {
        return groups;
    }
}
