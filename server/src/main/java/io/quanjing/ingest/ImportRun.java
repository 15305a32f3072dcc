package io.quanjing.ingest;

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
        int attempts) {

    /** How far a run is. */
    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** Why a run failed. */
    record Failure(String code, String message, Map<String, Object> arguments) {}
}
