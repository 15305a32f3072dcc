package io.quanjing.ingest.pull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quanjing.ingest.live.LiveSource;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A live source that is asked in rounds. Its password is nowhere here.
 *
 * @param shop whose facts it tells
 * @param table which table of which database, and how it is read
 * @param mapping what the rows mean
 * @param intervalSeconds from the end of a round to the next one
 * @param rejected rows that are kept because they could not be read
 * @param reading whether a round is under way, or has the rest of its rows before it
 * @param failures how often in a row it could not be read; 0 if the last time went well
 * @param nextAt when it is read next
 * @param reached the last value of the cursor; null before the first, and of a table that is read whole
 * @param readRows rows that were read, those that changed nothing included
 * @param changedFacts facts that came or changed through it
 * @param lastRoundAt when a round last came to its end
 * @param lastLagMillis between what the newest row tells of and the moment it was taken; null where the cursor is no time
 */
record PulledSource(
        String id,
        String shop,
        Kind kind,
        String name,
        TablePlace table,
        String mapping,
        int intervalSeconds,
        SourceState state,
        boolean reading,
        int failures,
        Instant nextAt,
        @Nullable String reached,
        long readRows,
        long changedFacts,
        long rejected,
        @Nullable Instant lastRoundAt,
        @Nullable Long lastLagMillis,
        @Nullable Trouble lastError,
        @Nullable Instant lastErrorAt,
        Instant createdAt,
        String createdBy)
        implements LiveSource {

    /** What is asked. */
    enum Kind {
        POSTGRESQL,
        /** MariaDB too. */
        MYSQL;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }
}
