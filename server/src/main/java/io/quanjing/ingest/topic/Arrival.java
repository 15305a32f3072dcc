package io.quanjing.ingest.topic;

import io.quanjing.ingest.topic.TopicPlace.KindFrom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A message as it lies in the topic.
 *
 * @param at when it was sent, as far as the record says
 * @param topic which topic of the mapping it belongs to, as far as that stands beside it
 * @param size the bytes of the message
 * @param body the message, or its beginning where it is too large
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are bytes, and nobody compares the record.
record Arrival(int partition, long offset, Instant at, String topic, int size, byte[] body) {

    /** So much of a message that is too large is shown to people. */
    private static final int SHOWN = 2_000;

    private static final int LONGEST_KIND = 200;

    /** A tombstone has no body: an empty one. */
    static Arrival of(TopicPlace place, ConsumerRecord<byte[], byte[]> record, long limit) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return new Arrival(
                record.partition(),
                record.offset(),
                record.timestamp() < 0 ? Instant.EPOCH : Instant.ofEpochMilli(record.timestamp()),
                kind(place, record),
                value.length,
                value.length > limit ? Arrays.copyOf(value, SHOWN) : value);
    }

    private static String kind(TopicPlace place, ConsumerRecord<byte[], byte[]> record) {
        if (place.kindFrom() != KindFrom.HEADER || place.kindName() == null) {
            return place.topic();
        }
        Header header = record.headers().lastHeader(place.kindName());
        if (header == null || header.value() == null) {
            return "";
        }
        String text = new String(header.value(), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return text.length() > LONGEST_KIND ? text.substring(0, LONGEST_KIND) : text;
    }

    boolean isTombstone() {
        return size == 0;
    }

    /** The JSON of the message: without the five bytes with which serialisers that know a schema registry begin. */
    byte[] json() {
        boolean framed = body.length > 5 && body[0] == 0 && (body[5] == '{' || Character.isWhitespace(body[5]));
        return framed ? Arrays.copyOfRange(body, 5, body.length) : body;
    }
}
