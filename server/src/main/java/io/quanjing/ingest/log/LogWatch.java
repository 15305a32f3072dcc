package io.quanjing.ingest.log;

import io.quanjing.access.HealthSign;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds whether the brokers answer, and how far the warehouse is behind the log: whichever replica reads it. */
final class LogWatch implements HealthSign, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    /** Behind for so long is a problem; below it is the way of a log. */
    private static final Duration ALLOWED = Duration.ofSeconds(20);

    private final KafkaSettings settings;
    private final KafkaTopic topic;
    private final Admin admin;
    private final Warehouse warehouse;
    private final InstantSource clock;
    private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    private final Map<Integer, Deque<End>> ends = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile @Nullable Problem problem;
    private volatile boolean over;

    /** Where a partition ended at a moment. */
    private record End(Instant at, long offset) {}

    LogWatch(KafkaSettings settings, KafkaTopic topic, Admin admin, Warehouse warehouse, InstantSource clock) {
        this.settings = settings;
        this.topic = topic;
        this.admin = admin;
        this.warehouse = warehouse;
        this.clock = clock;
        for (int i = 0; i < topic.partitions(); i++) {
            latest.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
        }
        this.thread = Thread.ofPlatform().name("log-watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether nothing can be appended now, as far as is known. */
    boolean closed() {
        Problem now = problem;
        return now != null
                && (now.code().equals(LogError.LOG_UNREACHABLE.code())
                        || now.code().equals(LogError.LOG_SHORTER.code()));
    }

    @Override
    public boolean well() {
        return problem == null;
    }

    /** Away where nothing can be appended; only behind otherwise. */
    @Override
    public String part() {
        return closed() ? "log" : "";
    }

    @Override
    public @Nullable Problem problem() {
        return problem;
    }

    private void run() {
        while (!over) {
            Problem before = problem;
            Problem now = look();
            problem = now;
            if (now != null && (before == null || !before.code().equals(now.code()))) {
                LOG.warn("{}", now.message());
            } else if (now == null && before != null) {
                LOG.info("The log is well again: {}", before.code());
            }
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private @Nullable Problem look() {
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found;
        try {
            found = KafkaTopic.answer(admin.listOffsets(latest).all(), settings);
        } catch (KafkaException | QuanjingException | IllegalStateException e) {
            LOG.debug("The ends of the log cannot be read.", e);
            return new Problem(
                    LogError.LOG_UNREACHABLE.code(),
                    "The log of events cannot be reached: new events are not taken. Maybe the Kafka broker is down.",
                    Map.of());
        }
        try {
            return behind(found, warehouse.logPositions());
        } catch (QuanjingException e) {
            // The warehouse tells of its own troubles.
            LOG.debug("The positions of the log cannot be read.", e);
            return problem;
        }
    }

    private @Nullable Problem behind(
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found, Map<String, Long> positions) {
        Instant now = clock.instant();
        long waiting = 0;
        Instant since = now;
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> each : found.entrySet()) {
            long end = each.getValue().offset();
            int partition = each.getKey().partition();
            long position = positions.getOrDefault(topic.log(partition), 0L);
            if (position > end) {
                return shorter(topic, partition, end, position);
            }
            waiting += end - position;
            Deque<End> seen = ends.computeIfAbsent(partition, p -> new ArrayDeque<>());
            seen.removeIf(e -> e.offset() <= position);
            if (position < end && (seen.isEmpty() || seen.getLast().offset() < end)) {
                seen.addLast(new End(now, end));
                if (seen.size() > 1000) {
                    // The first says since when; of the others some are enough.
                    seen.removeLast();
                }
            }
            if (!seen.isEmpty() && seen.getFirst().at().isBefore(since)) {
                since = seen.getFirst().at();
            }
        }
        Duration behind = Duration.between(since, now);
        if (behind.compareTo(ALLOWED) < 0) {
            return null;
        }
        return new Problem(
                LogError.LOG_BEHIND.code(),
                waiting + " batches of events wait in the log, the oldest for " + behind.toSeconds()
                        + " s or longer, and are not in the figures yet. Maybe the warehouse does not answer, or is too slow.",
                Map.of("batches", waiting, "seconds", behind.toSeconds()));
    }

    static Problem shorter(KafkaTopic topic, int partition, long end, long position) {
        return new Problem(
                LogError.LOG_SHORTER.code(),
                "The partition " + partition + " of the topic " + topic.name() + " ends at " + end
                        + ", before the position " + position
                        + " that the warehouse has. Maybe the broker lost its disk, or the topic was made anew: start again then.",
                Map.of("partition", partition, "end", end, "position", position));
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
