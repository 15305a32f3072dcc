package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.OldRowStore;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.engine.WriteQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Merges what the queue hands over, and tells the marts. */
final class Writer implements WriteQueue.Committing<Writer.Load> {

    private static final int ROWS_PER_COMMIT = 20_000;

    /**
     * A bulk load, staged.
     *
     * @param connection that its stages belong to
     * @param rehearsal whether it only asks what its commit would do
     */
    record Load(DuckDBConnection connection, Collection<Stage> stages, String loadId, boolean rehearsal) {}

    private final Merge merge;
    private final MartThread marts;
    private volatile Instant lastRecorded;

    /**
     * Merges by these.
     *
     * @param marts told of every commit that changed facts
     * @param lastRecorded when the newest fact was recorded
     */
    Writer(Merge merge, MartThread marts, Instant lastRecorded) {
        this.merge = merge;
        this.marts = marts;
        this.lastRecorded = lastRecorded;
    }

    /** The queue of this writer, not yet started: a commit waits for the disk alone, so it begins as soon as there is something to commit. */
    WriteQueue<Load> queue(int waitingRows) {
        return new WriteQueue<>(this, ROWS_PER_COMMIT, waitingRows, Duration.ZERO);
    }

    /** When the newest row was recorded; null while the warehouse is empty. */
    @Nullable Instant lastRecorded() {
        return lastRecorded.equals(Instant.EPOCH) ? null : lastRecorded;
    }

    @Override
    public List<WriteReceipt> commit(List<WriteQueue.Batch> batches) {
        return committed(now -> merge.run(
                batches.stream().map(WriteQueue.Batch::rows).toList(),
                batches.stream().flatMap(batch -> batch.positions().stream()).toList(),
                now));
    }

    @Override
    public WriteReceipt commit(Load load) {
        if (load.rehearsal()) {
            return rehearsed(load);
        }
        return committed(now -> merge.run(load.connection(), load.stages(), now, load.loadId()))
                .getFirst();
    }

    private WriteReceipt rehearsed(Load load) {
        try {
            return Merge.rehearse(load.connection(), load.stages(), moment(), load.loadId())
                    .receipts()
                    .getFirst();
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    /** Takes a bulk load back; on the thread of the queue alone. */
    Undone undo(String loadId) {
        Instant now = moment();
        Undone undone;
        try {
            undone = merge.undo(loadId, now);
        } catch (SQLException e) {
            throw Failures.of("undoing the write " + loadId, e);
        }
        lastRecorded = now;
        if (undone.changes()) {
            marts.committed(now);
        }
        return undone;
    }

    /** Moves old rows of facts to the histories, so that the marts see them go; on the thread of the queue alone. */
    long retire(OldRowStore old) {
        Instant now = moment();
        try {
            long retired = merge.retire(old, now);
            if (retired > 0) {
                lastRecorded = now;
                marts.committed(now);
            }
            return retired;
        } catch (SQLException e) {
            throw Failures.of("moving rows that are no longer to be kept", e);
        }
    }

    /** Deletes old rows of facts from the histories; on the thread of the queue alone. */
    Map<String, Long> erase(OldRowStore old) {
        try {
            return merge.erase(old);
        } catch (SQLException e) {
            throw Failures.of("deleting rows that are no longer to be kept", e);
        }
    }

    private interface Merging {
        Merge.Result merge(Instant now) throws SQLException;
    }

    private List<WriteReceipt> committed(Merging merging) {
        Instant now = moment();
        Merge.Result result;
        try {
            result = merging.merge(now);
        } catch (SQLException e) {
            throw refusal(e);
        }
        lastRecorded = now;
        if (result.changed()) {
            marts.committed(now);
        }
        return result.receipts();
    }

    /** Later than every moment recorded before, so that "as known at" never falls between the rows of one commit. */
    private Instant moment() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(lastRecorded) ? now : lastRecorded.plusNanos(1000);
    }

    static QuanjingException refusal(SQLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("NOT NULL constraint failed")) {
            return Refusals.failure(
                    WarehouseError.VALUE_MISSING,
                    "A new row lacks a value that every row needs: " + Refusals.firstLine(text)
                            + ". Maybe it only changes a row that has not arrived yet.",
                    e);
        }
        return Failures.of("writing", e);
    }

    @Override
    public void end() {
        merge.close();
    }
}
