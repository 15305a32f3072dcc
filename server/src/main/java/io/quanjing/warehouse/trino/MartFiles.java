package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.duckdb.MartBench;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.schema.Mart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what has changed in the marts into files, and commits those of each mart at once. */
final class MartFiles implements MartBench.Changes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MartFiles.class);
    private static final int TRIES = 5;

    private record Written(List<String> key, RowFiles rows, RowFiles removed) {}

    private final IcebergTables tables;
    private final Map<String, Written> marts = new LinkedHashMap<>();

    MartFiles(IcebergTables tables) {
        this.tables = tables;
    }

    @Override
    public void removed(Mart mart, List<String> key, @Nullable Object[] values) {
        of(mart, key).removed().add(values);
    }

    @Override
    public void added(Mart mart, List<String> key, @Nullable Object[] values) {
        of(mart, key).rows().add(values);
    }

    private Written of(Mart mart, List<String> key) {
        return marts.computeIfAbsent(mart.name(), name -> {
            Table table = tables.load(name);
            return new Written(key, RowFiles.ofRows(table), RowFiles.ofDeletes(table, key));
        });
    }

    /**
     * Commits the marts, the last one when all others are through.
     *
     * @param check throws if the marts must not be changed
     */
    void commit(Runnable check) {
        List<Callable<String>> commits = new ArrayList<>();
        marts.forEach((mart, written) -> {
            CommitPlan.Change change = new CommitPlan.Change(
                    mart, written.rows().files(), written.removed().files());
            commits.add(() -> commit(change, written.key()));
        });
        check.run();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> done : threads.invokeAll(commits.subList(0, Math.max(0, commits.size() - 1)))) {
                LOG.trace("The mart {} shows the refresh.", done.get());
            }
            if (!commits.isEmpty()) {
                check.run();
                LOG.trace(
                        "The mart {} shows it too.",
                        threads.submit(commits.getLast()).get());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the marts.", e);
        } catch (ExecutionException e) {
            throw Refusals.again("A mart could not be committed.", e.getCause());
        }
    }

    /** A compaction may come between. */
    private String commit(CommitPlan.Change change, List<String> key) {
        for (int tried = 1; ; tried++) {
            try {
                Commits.update(tables.load(change.table()), change, key).commit();
                return change.table();
            } catch (CommitFailedException e) {
                LOG.debug("The mart {} was changed meanwhile.", change.table(), e);
                if (tried == TRIES) {
                    throw Refusals.failure(
                            WarehouseError.BUSY,
                            "The mart " + change.table() + " was changed by others " + TRIES
                                    + " times in a row. The next refresh repeats this one. Maybe a compaction runs.",
                            e);
                }
            }
        }
    }

    @Override
    public void close() {
        marts.values().forEach(written -> {
            written.rows().close();
            written.removed().close();
        });
    }
}
