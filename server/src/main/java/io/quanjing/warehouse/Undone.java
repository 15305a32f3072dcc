package io.quanjing.warehouse;

import java.util.Map;

/**
 * What taking a bulk write back does, or would do.
 *
 * @param tables the counts by table name; of tables that it does not concern nothing
 * @param staying rows of the write that later ones have replaced, by the {@code load_id} of what stands in their place: they stay as the
 *     later write says
 */
public record Undone(Map<String, Counts> tables, Map<String, Long> staying) {

    /**
     * What happens in one table.
     *
     * @param removed rows that go
     * @param restored rows that the write had replaced or removed, and that are there again
     * @param kept rows of the write that stay: a dimension's because rows of other writes name them, a daily report's because a later
     *     report of the day has them too
     */
    public record Counts(long removed, long restored, long kept) {}

    /** Whether a row goes or comes. */
    public boolean changes() {
        return tables.values().stream().anyMatch(counts -> counts.removed() + counts.restored() > 0);
    }
}
