package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.types.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out plans. Each snapshot says of which plan it is, so that a plan which was carried out in part is not repeated there. */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    /** The property of a snapshot that names its plan. */
    static final String PLAN = "quanjing.plan";

    private static final int TRIES = 20;

    private final IcebergTables tables;
    private final CommitStore store;

    Commits(IcebergTables tables, CommitStore store) {
        this.tables = tables;
        this.store = store;
    }

    /** Brings to its end what a process left that is no more. The caller holds the lock of writing. */
    void finishPending() {
        for (CommitPlan plan : store.pending()) {
            LOG.info("Finishing the write {}, which another process began.", plan.id());
            carryOut(plan);
        }
    }

    /** Makes a plan durable and carries it out. The caller holds the lock of writing. */
    void commit(CommitPlan plan) {
        store.begin(plan);
        if (!plan.changes().isEmpty()) {
            carryOut(plan);
        }
    }

    private void carryOut(CommitPlan plan) {
        for (CommitPlan.Change change : plan.changes()) {
            change(plan, change);
        }
        store.finish(plan);
    }

    private void change(CommitPlan plan, CommitPlan.Change change) {
        for (int tried = 1; ; tried++) {
            // Loaded anew each time, and committed against just what was loaded: so nobody slips in between the look
            // and
            // the commit.
            Table table = tables.load(change.table());
            if (isIn(table, plan.id())) {
                return;
            }
            store.requireLocks("committing to " + change.table());
            try {
                update(table, plan, change).commit();
                return;
            } catch (CommitFailedException | CommitStateUnknownException e) {
                LOG.debug("The table {} was changed meanwhile.", change.table(), e);
                if (tried == TRIES) {
                    throw Refusals.failure(
                            WarehouseError.BUSY,
                            "The table " + change.table() + " was changed by others " + TRIES
                                    + " times in a row. Nothing is lost: the write is finished by the next one. Maybe a compaction runs.",
                            e);
                }
            } catch (RuntimeException e) {
                throw e instanceof QuanjingException
                        ? e
                        : Refusals.failure(
                                WarehouseError.UNAVAILABLE,
                                "The table " + change.table() + " could not be committed: " + e.getMessage()
                                        + ". Nothing is lost: the write is finished by the next one. Maybe the catalog's database or the"
                                        + " shared folder is away.",
                                e);
            }
        }
    }

    /** The ids begin with the moment, so a snapshot older than the plan ends the search. */
    private static boolean isIn(Table table, String plan) {
        Snapshot snapshot = table.currentSnapshot();
        while (snapshot != null) {
            String made = snapshot.summary().get(PLAN);
            if (plan.equals(made)) {
                return true;
            }
            if (made != null && made.compareTo(plan) < 0) {
                return false;
            }
            Long parent = snapshot.parentId();
            snapshot = parent == null ? null : table.snapshot(parent);
        }
        return false;
    }

    private static SnapshotUpdate<?> update(Table table, CommitPlan plan, CommitPlan.Change change) {
        SnapshotUpdate<?> update = update(table, change, TableSchema.KEY);
        update.set(PLAN, plan.id());
        for (LogPosition position : plan.positions()) {
            update.set("quanjing.log." + position.log(), Long.toString(position.next()));
        }
        return update;
    }

    /**
     * A change of one table, not yet committed.
     *
     * @param key the columns by which rows are taken away
     */
    static SnapshotUpdate<?> update(Table table, CommitPlan.Change change, List<String> key) {
        if (change.deletes().isEmpty()) {
            AppendFiles append = table.newAppend();
            for (CommitPlan.File file : change.rows()) {
                append = append.appendFile(rows(table, file));
            }
            return append;
        }
        RowDelta delta = table.newRowDelta();
        for (CommitPlan.File file : change.rows()) {
            delta = delta.addRows(rows(table, file));
        }
        for (CommitPlan.File file : change.deletes()) {
            delta = delta.addDeletes(deletes(table, file, key));
        }
        return delta;
    }

    private static DataFile rows(Table table, CommitPlan.File file) {
        DataFiles.Builder builder = DataFiles.builder(table.spec())
                .withPath(file.path())
                .withFormat(FileFormat.AVRO)
                .withRecordCount(file.rows())
                .withFileSizeInBytes(file.bytes());
        StructLike at = RowFiles.at(table, file.partition());
        return (at == null ? builder : builder.withPartition(at)).build();
    }

    private static DeleteFile deletes(Table table, CommitPlan.File file, List<String> key) {
        int[] fields = table.schema().select(key).columns().stream()
                .mapToInt(Types.NestedField::fieldId)
                .toArray();
        FileMetadata.Builder builder = FileMetadata.deleteFileBuilder(table.spec())
                .ofEqualityDeletes(fields)
                .withPath(file.path())
                .withFormat(FileFormat.AVRO)
                .withRecordCount(file.rows())
                .withFileSizeInBytes(file.bytes());
        StructLike at = RowFiles.at(table, file.partition());
        return (at == null ? builder : builder.withPartition(at)).build();
    }

    /** How far the logs are, for the check that a write goes on where the last one ended. */
    static void requireNext(Map<String, Long> durable, List<LogPosition> positions) {
        for (LogPosition position : positions) {
            long found = Objects.requireNonNullElse(durable.get(position.log()), LogPosition.NONE);
            if (found != position.from()) {
                throw new QuanjingException(
                        WarehouseError.LOG_MOVED,
                        "The warehouse has the log " + position.log() + " up to " + found
                                + ", and the write goes on from " + position.from()
                                + ". Maybe another process reads the log now.",
                        Map.of("log", position.log(), "durable", found, "from", position.from()));
            }
        }
    }
}
