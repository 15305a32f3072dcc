package io.quanjing.ingest.topic;

import io.quanjing.ingest.topic.TopicStore.Active;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The readers of a process: one for each source that is not paused. Replicas each have theirs, and Kafka parts the partitions among them. */
final class TopicReaders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReaders.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TopicReader.Tools tools;
    private final Map<String, TopicReader> readers = new HashMap<>();
    private boolean closed;

    TopicReaders(TopicReader.Tools tools) {
        this.tools = tools;
    }

    /** Begins to read what is to be read, and ends what is not, or has changed; what ends is begun anew at a later look. */
    synchronized void look() {
        if (closed) {
            return;
        }
        List<Active> wanted = tools.sources().active();
        Map<String, Active> byId = wanted.stream().collect(Collectors.toMap(Active::id, one -> one));
        readers.values().removeIf(reader -> !reader.isAlive());
        readers.values().stream()
                .filter(reader ->
                        !reader.active().equals(byId.get(reader.active().id())))
                .forEach(TopicReader::end);
        for (Active one : wanted) {
            TopicReader ignored = readers.computeIfAbsent(one.id(), id -> {
                TopicReader reader = new TopicReader(one, tools);
                reader.start();
                return reader;
            });
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        readers.values().forEach(TopicReader::end);
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (TopicReader reader : readers.values()) {
            try {
                Duration left = Duration.ofNanos(Math.max(1, until - System.nanoTime()));
                if (!reader.awaitEnd(left)) {
                    LOG.warn(
                            "The reader of {} has not ended; what it has not noted is read again.",
                            reader.active().id());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        readers.clear();
    }
}
