package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(100, 500, nanos::get);

    @Test
    void letsABurstPassAndThenTheRate() {
        assertThat(buckets.take("a", 500)).isZero();
        assertThat(buckets.take("a", 100)).isEqualTo(Duration.ofSeconds(1));
        assertThat(buckets.take("b", 500)).isZero();
        nanos.addAndGet(1_000_000_000L);
        assertThat(buckets.take("a", 100)).isZero();
        assertThat(buckets.take("a", 1)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void letsALargeBatchPassOnAFullBucketAndHasItPaidBack() {
        assertThat(buckets.take("a", 1_500)).isZero();
        assertThat(buckets.take("a", 1)).isEqualTo(Duration.ofMillis(10_010));
    }
}
