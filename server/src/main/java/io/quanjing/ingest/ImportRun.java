package io.quanjing.ingest;

import io.quanjing.warehouse.Undone;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An import as it stands in the operational database.
 *
 * @param id its id
 * @param state how far it is
 * @param format the format's name
 * @param shop the shop's id, or the name that was asked for while it does not exist yet
 * @param files the names of the files
 * @param bytesDone compressed bytes read
 * @param bytesTotal compressed bytes of all files
 * @param summary rows and facts
 * @param error why it failed, or null
 * @param by who imports
 * @param startedAt when it was asked for
 * @param finishedAt when it ended, or null
 * @param replica which replica took the files in, then which one works on them; null for runs of before there were replicas
 * @param attempts how often it was begun
 * @param mends the run whose rejected rows it takes in once more, or null
 * @param mendedBy the newest run that took its rejected rows in once more, or is at it, or null
 * @param undo that it was taken back, or is to be, or could not be; null if nobody asked for it
 */
record ImportRun(
        String id,
        State state,
        String format,
        String shop,
        List<String> files,
        long bytesDone,
        long bytesTotal,
        ImportSummary summary,
        @Nullable Failure error,
        String by,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String replica,
        int attempts,
        @Nullable String mends,
        @Nullable String mendedBy,
        @Nullable Undo undo) {

    /** How far a run is. */
    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        UNDOING,
        UNDONE;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether its rows stand in the warehouse: an import may fail after they were kept. */
    boolean kept() {
        return state == State.DONE
                || (state == State.FAILED
                        && error != null
                        && error.code().equals(IngestError.INTERRUPTED_AFTER_COMMIT.code()));
    }

    /**
     * The end of a run that was taken back.
     *
     * @param by who asked for it
     * @param askedAt when
     * @param tables what happened, by canonical table; null while it is not known
     * @param error why nothing happened, or null
     */
    record Undo(
            String by,
            Instant askedAt,
            @Nullable Map<String, Undone.Counts> tables,
            @Nullable Failure error) {}

    /** Why a run failed. */
    record Failure(String code, String message, Map<String, Object> arguments) {}
}
