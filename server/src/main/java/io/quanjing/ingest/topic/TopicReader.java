package io.quanjing.ingest.topic;

import io.quanjing.access.Shops;
import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.topic.TopicMessages.Meaning;
import io.quanjing.ingest.topic.TopicStore.Active;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a source as it is in one generation, in a thread of its own, as one of its group. Tries again after a while where it cannot. */
final class TopicReader {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final int MOST_DOUBLINGS = 6;

    /** So long leaving the group may take where no broker answers. */
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Active active;
    private final Tools tools;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
    private int failures;

    /**
     * What all readers of a process work with.
     *
     * @param places so many write at the same time, each in its turn
     */
    record Tools(
            TopicStore sources,
            PositionStore positions,
            TopicMessages messages,
            TopicBatch batches,
            TopicClients clients,
            Shops shops,
            TopicSettings settings,
            Semaphore places) {}

    TopicReader(Active active, Tools tools) {
        this.active = active;
        this.tools = tools;
        this.thread = Thread.ofPlatform().name("topic-" + active.id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** What it reads. */
    Active active() {
        return active;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Asks it to end, without waiting for that. */
    void end() {
        over.countDown();
        KafkaConsumer<byte[], byte[]> now = reading;
        if (now != null) {
            now.wakeup();
        }
    }

    /** Waits for its end; false if it does not come. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private void run() {
        while (!isOver()) {
            try {
                read();
            } catch (WakeupException e) {
                LOG.debug("Woken for the end.", e);
            } catch (TopicBatch.Superseded changed) {
                LOG.debug("The source {} was changed while it was read.", active.id());
                rest(tools.settings().look());
            } catch (QuanjingException e) {
                LOG.warn("The topic {} cannot be read for now: {}", active.id(), e.getMessage());
                failed(Trouble.of(e));
            } catch (RuntimeException | Error e) {
                LOG.error("The topic {} cannot be read.", active.id(), e);
                failed(new Trouble(
                        IngestError.UNEXPECTED.code(),
                        "The server failed in a way that it did not foresee; its log has the details.",
                        Map.of()));
            }
        }
    }

    private void read() {
        Claim claim = tools.sources().claim(active.id(), active.generation()).orElse(null);
        if (claim == null) {
            over.countDown();
            return;
        }
        Meaning meaning = tools.messages()
                .meaning(
                        claim.draft(),
                        tools.shops()
                                .find(claim.shop())
                                .orElseThrow(
                                        () -> new IllegalStateException("The source " + claim.id() + " has no shop.")));
        TopicPlace place = claim.draft().place();
        KafkaConsumer<byte[], byte[]> consumer =
                tools.clients().consumer(place, claim.password(), TopicSource.group(claim.id()));
        try {
            reading = consumer;
            new TopicReading(consumer, claim, meaning, tools, this::isOver, () -> failures = 0).untilOver();
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            throw new TopicRefusal(place, e).worded();
        } finally {
            reading = null;
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void failed(Trouble trouble) {
        if (isOver()) {
            return;
        }
        Duration wait = tools.settings().retry().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        try {
            tools.sources().failed(active.id(), active.generation(), trouble, wait);
        } catch (RuntimeException e) {
            LOG.warn("That the topic {} cannot be read cannot be noted: {}", active.id(), e.toString());
        }
        rest(wait);
    }

    private void rest(Duration wait) {
        try {
            boolean ended = over.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("Rested; over: {}", ended);
        } catch (InterruptedException e) {
            over.countDown();
        }
    }
}
