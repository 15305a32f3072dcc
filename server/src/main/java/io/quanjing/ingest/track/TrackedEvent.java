package io.quanjing.ingest.track;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that keeps all rules of the envelope, on its way to facts.
 *
 * @param index its position in the batch
 * @param key its natural key: the messageId or a hash of its content
 * @param at when it happened, by our clock
 * @param call track, page, screen, identify, group or alias
 * @param name the event's or page's name
 * @param visitor the anonymous id, or else the customer
 * @param customer the user id
 */
record TrackedEvent(
        int index,
        String key,
        Instant at,
        Call call,
        @Nullable String name,
        String visitor,
        @Nullable String customer,
        Fields properties,
        Fields context,
        Fields traits) {

    /** The calls of the interface. */
    enum Call {
        TRACK,
        PAGE,
        SCREEN,
        IDENTIFY,
        GROUP,
        ALIAS
    }

    /** What the event means, for a track call. */
    Act act() {
        return call == Call.TRACK && name != null ? Act.of(name) : Act.CUSTOM;
    }
}
