package io.quanjing.ingest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shop's key for sending events.
 *
 * @param key the key itself
 * @param shop the shop's id
 * @param name what it is for
 * @param kind what may be sent with it
 * @param createdAt since when it is good
 * @param revokedAt since when it is not; null while it is good
 */
public record WriteKey(
        String key,
        String shop,
        String name,
        Kind kind,
        Instant createdAt,
        @Nullable Instant revokedAt) {

    /** What may be sent with a key. */
    public enum Kind {
        /** Visits only: the key stands in pages and apps that anybody can read. */
        PAGE("page"),
        /** Orders and customers as well: the key is kept on servers. */
        SERVER("server");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The name outside of the program. */
        @JsonValue
        public String id() {
            return id;
        }

        /** The kind of this name. */
        @JsonCreator
        public static Kind of(String id) {
            for (Kind kind : values()) {
                if (kind.id.equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("There is no kind of write key '" + id + "'. Maybe page or server.");
        }
    }
}
