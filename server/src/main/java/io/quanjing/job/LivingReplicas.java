package io.quanjing.job;

import io.quanjing.kernel.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds that this process lives, in a thread of its own that never has to wait for other work. */
final class LivingReplicas implements Replicas, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LivingReplicas.class);

    private final ReplicaStore store;
    private final String id;
    private final Duration heartbeat;
    private final LongSupplier nanos;
    private final Thread beating;
    /** Since when every beat has succeeded; what others seem to be is only believed after that. */
    private volatile long steadySince;

    LivingReplicas(ReplicaStore store, DataFolder folder, Duration heartbeat) {
        this(store, id(folder), heartbeat, System::nanoTime);
    }

    LivingReplicas(ReplicaStore store, String id, Duration heartbeat, LongSupplier nanos) {
        this.store = store;
        this.id = id;
        this.heartbeat = heartbeat;
        this.nanos = nanos;
        this.steadySince = nanos.getAsLong();
        int forgotten = store.sweep();
        store.seen(id, name());
        LOG.debug("This is the replica {}; {} old ones are forgotten", id, forgotten);
        this.beating = Thread.ofPlatform().name("replica-heartbeat").daemon().start(this::beat);
    }

    private static String id(DataFolder folder) {
        Path file = folder.root().resolve("replica-id");
        try {
            if (!Files.exists(file)) {
                // Under another name first: a process that is killed here must not leave an empty id.
                Path fresh = folder.root().resolve("replica-id.new");
                Files.writeString(fresh, UUID.randomUUID().toString(), StandardCharsets.US_ASCII);
                Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String name() {
        return java.lang.management.ManagementFactory.getRuntimeMXBean().getName();
    }

    private void beat() {
        boolean complained = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(heartbeat);
                store.seen(id, name());
                complained = false;
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException failure) {
                steadySince = nanos.getAsLong();
                if (!complained) {
                    LOG.warn("This replica cannot say that it lives: {}", failure.getMessage());
                    complained = true;
                }
            }
        }
    }

    @Override
    public String self() {
        return id;
    }

    @Override
    public boolean silent(String replica, Duration since) {
        return !replica.equals(id) && nanos.getAsLong() - steadySince > since.toNanos() && store.silent(replica, since);
    }

    @Override
    public void close() {
        beating.interrupt();
    }
}
