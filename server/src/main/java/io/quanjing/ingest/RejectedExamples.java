package io.quanjing.ingest;

import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.source.RawRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rejected rows of a rehearsal: counted by their reason, with the first of each; nothing of them reaches a disk. */
final class RejectedExamples implements RejectedRows {

    private static final int EXAMPLES = 5;
    private static final int MOST_REASONS = 50;
    private static final int SHOWN = 300;

    /** Why rows were rejected, and in which column. */
    private record Cause(String code, Object column) {}

    private final Map<Cause, List<Rehearsal.Example>> examples = new LinkedHashMap<>();
    private final Map<Cause, Long> counts = new LinkedHashMap<>();
    private long rows;

    @Override
    public void add(String file, List<String> columns, RawRow row, RowIssue issue) {
        rows++;
        Cause cause = new Cause(issue.reason().code(), issue.arguments().getOrDefault("column", ""));
        if (counts.size() == MOST_REASONS && !counts.containsKey(cause)) {
            return;
        }
        long ignored = counts.merge(cause, 1L, Long::sum);
        List<Rehearsal.Example> known = examples.computeIfAbsent(cause, c -> new ArrayList<>());
        if (known.size() < EXAMPLES) {
            String raw = row.raw().length() <= SHOWN ? row.raw() : row.raw().substring(0, SHOWN) + "…";
            known.add(new Rehearsal.Example(row.line(), raw, issue.message(), issue.arguments()));
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void complete() {}

    /** The reasons, the most frequent first. */
    List<Rehearsal.Reason> reasons() {
        return counts.entrySet().stream()
                .map(e -> new Rehearsal.Reason(
                        e.getKey().code(), e.getValue(), List.copyOf(examples.getOrDefault(e.getKey(), List.of()))))
                .sorted(Comparator.comparingLong(Rehearsal.Reason::rows).reversed())
                .toList();
    }

    @Override
    public void close() {}
}
