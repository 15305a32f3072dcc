package io.quanjing.ingest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes visitors' events as they happen: the same door for the HTTP interface and for callers inside the process. */
public interface Tracking {

    /**
     * Takes a batch in the shape of the Segment HTTP interface: {@code {"batch":[…],"sentAt":…,"context":…}}. Returns when the accepted
     * events are durable; a repeated event (same messageId) changes nothing.
     *
     * @param writeKey the key of the shop
     * @param body JSON in UTF-8, plain or gzip, at most 500 KiB when unpacked
     * @throws io.quanjing.kernel.QuanjingException if the key is wrong, the body is too large or no JSON, or too many events come at once;
     *     then nothing is taken
     */
    Receipt accept(String writeKey, byte[] body);

    /**
     * What became of a batch.
     *
     * @param accepted events that are durable now, repeated ones included
     * @param withheld events whose person does not allow to be measured; nothing of them is kept
     * @param rejections events that break a rule, in the order of the batch
     */
    record Receipt(int accepted, int withheld, List<Rejection> rejections) {}

    /**
     * Why an event was not taken.
     *
     * @param index its position in the batch, from 0
     * @param messageId its id, if it has one
     * @param code the rule, for example {@code ingest.event_type_unknown}
     * @param message the value and the rule, for a person
     * @param arguments the values that the message speaks of
     */
    record Rejection(
            int index, @Nullable String messageId, String code, String message, Map<String, Object> arguments) {}
}
