package io.quanjing.ingest;

import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Rows read ahead by a thread of their own, in batches of a bounded size, so that unpacking and parsing go beside mapping. */
final class RowFeed implements AutoCloseable {

    private static final int ROWS = 2_000;
    private static final int CHARACTERS = 1 << 20;
    private static final int BATCHES = 6;

    /**
     * Some rows.
     *
     * @param bytesRead compressed bytes of the file read so far
     * @param last whether no batch follows
     * @param failure why reading broke off, or null
     */
    record Batch(
            List<RawRow> rows,
            long bytesRead,
            boolean last,
            @Nullable Throwable failure) {}

    private final RowSource source;
    private final int skipped;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
    private final Thread reader;

    RowFeed(RowSource source, int skipped) {
        this.source = source;
        this.skipped = skipped;
        this.reader = Thread.ofPlatform().name("import reader").daemon().start(this::read);
    }

    private void read() {
        try {
            Batch failed = null;
            try {
                readAll();
            } catch (RuntimeException | Error e) {
                failed = new Batch(List.of(), source.bytesRead(), true, e);
            }
            if (failed != null) {
                batches.put(failed);
            }
        } catch (InterruptedException e) {
            // The consumer has closed the feed; nobody waits for more.
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws InterruptedException {
        boolean more = true;
        for (int i = 0; i < skipped && more; i++) {
            more = source.next() != null;
        }
        while (more) {
            List<RawRow> rows = new ArrayList<>(ROWS);
            int characters = 0;
            while (more && rows.size() < ROWS && characters < CHARACTERS) {
                RawRow row = source.next();
                more = row != null;
                if (row != null) {
                    rows.add(row);
                    characters += row.raw().length();
                }
            }
            batches.put(new Batch(rows, source.bytesRead(), !more, null));
        }
    }

    /** The next rows; throws what reading threw. */
    Batch next() {
        Batch batch;
        try {
            batch = batches.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The import was interrupted.", e);
        }
        switch (batch.failure()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return batch;
    }

    @Override
    public void close() {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        source.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
