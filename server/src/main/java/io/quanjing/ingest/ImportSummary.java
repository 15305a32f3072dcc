package io.quanjing.ingest;

import java.util.Map;

/**
 * What an import did.
 *
 * @param id the run's id
 * @param read rows of the files, headers and blank rows not counted; read = accepted + rejected + skipped
 * @param accepted rows of which every fact was taken, those that changed nothing included
 * @param rejected rows in the quarantine
 * @param skipped rows that are no data: what stands above the header, totals below
 * @param facts what happened, by canonical table
 * @param eventTypes accepted events by type
 */
public record ImportSummary(
        String id,
        long read,
        long accepted,
        long rejected,
        long skipped,
        Map<String, Facts> facts,
        Map<String, Long> eventTypes) {

    /** Of a run that has not ended. */
    static ImportSummary begun(String id, long read) {
        return new ImportSummary(id, read, 0, 0, 0, Map.of(), Map.of());
    }

    /**
     * Facts of one table.
     *
     * @param added new natural keys
     * @param revised replaced by a different row
     * @param unchanged there already
     */
    public record Facts(long added, long revised, long unchanged) {}
}
