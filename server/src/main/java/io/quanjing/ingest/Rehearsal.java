package io.quanjing.ingest;

import java.util.List;
import java.util.Map;

/**
 * What an import would do.
 *
 * @param read rows of the file; read = accepted + rejected + skipped
 * @param accepted rows of which every fact would be taken
 * @param rejected rows that would go to the quarantine
 * @param skipped rows that are no data: what stands above the header, totals below
 * @param facts what would happen, by canonical table
 * @param reasons why rows would be rejected, the most frequent reason first
 */
record Rehearsal(
        long read,
        long accepted,
        long rejected,
        long skipped,
        Map<String, ImportSummary.Facts> facts,
        List<Reason> reasons) {

    /**
     * A reason and its rows.
     *
     * @param code as {@link RowReason#code()}
     * @param examples the first rows
     */
    record Reason(String code, long rows, List<Example> examples) {}

    /**
     * A rejected row.
     *
     * @param line its line in the file, from 1
     * @param raw its text, cut at 300 characters
     */
    record Example(long line, String raw, String message, Map<String, Object> arguments) {}
}
