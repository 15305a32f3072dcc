package io.quanjing.ingest.hook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quanjing.ingest.live.LiveSource;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A live source: where a shop system sends its webhooks.
 *
 * @param id a part of its address, hard to guess
 * @param shop whose facts they tell
 * @param mapping the mapping of a signed source; null for the others, which bring their own
 * @param accepted deliveries that became facts, or that tell nothing new
 * @param rejected deliveries that are kept because they could not be read
 * @param waiting deliveries that are kept until the warehouse takes them
 * @param refused requests without a good signature
 * @param keptSince the arrival of the oldest delivery that was taken and can be read again; null if there is none
 * @param lastLagMillis between what the last accepted delivery tells of and its arrival
 */
record Source(
        String id,
        String shop,
        Kind kind,
        String name,
        SourceState state,
        @Nullable String mapping,
        Instant createdAt,
        String createdBy,
        long accepted,
        long rejected,
        long waiting,
        long refused,
        @Nullable Instant keptSince,
        @Nullable Instant lastDeliveryAt,
        @Nullable Long lastLagMillis,
        @Nullable Trouble lastError,
        @Nullable Instant lastErrorAt)
        implements LiveSource {

    /** Which shop system sends, and so how it signs. */
    enum Kind {
        SHOPIFY,
        WOOCOMMERCE,
        /** Any program that signs as our reference says. */
        SIGNED;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Kind of(String id) {
            for (Kind kind : values()) {
                if (kind.id().equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "There is no kind of source '" + id + "'. Maybe shopify, woocommerce or signed.");
        }
    }
}
