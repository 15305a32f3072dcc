package io.quanjing.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {

    private final WaitingRecords waiting = new WaitingRecords(Duration.ofHours(1));

    private void add(int bytes) {
        byte[] value = new byte[bytes];
        waiting.add(new ConsumerRecord<>(
                "topic",
                0,
                7,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    @Test
    void theFirstAfterAPauseGoAtOnceAndThoseBehindThemWait() {
        assertThat(waiting.isDue()).as("nothing is there").isFalse();
        add(1);
        assertThat(waiting.isDue()).isTrue();

        waiting.clear();
        add(1);
        assertThat(waiting.isDue()).isFalse();
    }

    @Test
    void manyDoNotWait() {
        waiting.clear();
        for (int i = 0; i < 25; i++) {
            add(1 << 20);
        }
        assertThat(waiting.isDue()).isTrue();
    }
}
