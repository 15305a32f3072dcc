package io.quanjing.ingest;

import java.util.Map;

/**
 * What an import did.
 *
 * @param id the run's id
 * @param read data rows of the files, headers and blank rows not counted
 * @param accepted rows of which every fact was taken, those that changed nothing included
 * @param rejected rows in the quarantine; read = accepted + rejected
 * @param facts what happened, by canonical table
 * @param eventTypes accepted events by type
 */
public record ImportSummary(
        String id, long read, long accepted, long rejected, Map<String, Facts> facts, Map<String, Long> eventTypes) {

    /**
     * Facts of one table.
     *
     * @param added new natural keys
     * @param revised replaced by a different row
     * @param unchanged there already
     */
    public record Facts(long added, long revised, long unchanged) {}
}
