package io.quanjing.ingest.pull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which table of which database is read, and how.
 *
 * @param host its name or address
 * @param port where it listens
 * @param user with whom we sign in; it needs the right to read the table and no other
 * @param table the table or view, with its schema before a point where it is not the first of the search path
 * @param mode what a round reads
 * @param cursor the column that grows when a row comes or changes; null for snapshots
 * @param key the column whose values are unique
 * @param overlap so far each round goes back before the last value of the cursor: seconds of a time, or numbers
 */
record TablePlace(
        String host,
        int port,
        String database,
        String user,
        Encryption encryption,
        String table,
        Mode mode,
        @Nullable String cursor,
        String key,
        long overlap) {

    /** The column in whose order rows are read. */
    String order() {
        return cursor == null ? key : cursor;
    }

    /** What a round reads. */
    enum Mode {
        /** What is newer than the last value of the cursor. */
        INCREMENTAL,
        /** The whole table. */
        SNAPSHOT;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Mode of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** How the connection is encrypted. */
    enum Encryption {
        /** Not at all. */
        OFF,
        /** Encrypted, whoever the other end is. */
        REQUIRED,
        /** Encrypted, and the other end has a certificate for its name that the Java runtime trusts. */
        VERIFIED;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Encryption of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }
}
