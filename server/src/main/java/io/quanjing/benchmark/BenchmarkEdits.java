package io.quanjing.benchmark;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.benchmark.BenchmarkStore.Kept;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.Metrics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/** Every change of the benchmarks, with its rules and its entry in the audit log: both are kept, or neither. */
final class BenchmarkEdits {

    static final int MOST_KEPT = 100_000;
    private static final int LONGEST_FILE = 2_000_000;

    private final BenchmarkStore store;
    private final Metrics metrics;
    private final Audit audit;
    private final TransactionOperations transaction;

    BenchmarkEdits(BenchmarkStore store, Metrics metrics, Audit audit, TransactionOperations transaction) {
        this.store = store;
        this.metrics = metrics;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Adds what the file has, replaces what its source said of the same thing before, and says how many rows these are. */
    int importFile(String csv, Caller caller) {
        requireAllShops(caller);
        checkRoom("letters in the file", csv.length(), LONGEST_FILE);
        List<Benchmark> rows = new BenchmarkCsv(metrics.dictionary()).read(csv);
        transaction.executeWithoutResult(status -> {
            rows.forEach(row -> store.put(row, caller.name()));
            checkRoom("benchmarks", store.count(), MOST_KEPT);
            audit.record(
                    caller,
                    BenchmarkAction.BENCHMARKS_IMPORTED,
                    rows.getFirst().source(),
                    Map.of(
                            "rows",
                            rows.size(),
                            "metrics",
                            String.join(
                                    ", ",
                                    rows.stream()
                                            .map(Benchmark::metric)
                                            .distinct()
                                            .limit(20)
                                            .toList())));
        });
        return rows.size();
    }

    void delete(UUID id, Caller caller) {
        requireAllShops(caller);
        transaction.executeWithoutResult(status -> {
            Benchmark gone = store.find(id).map(Kept::value).orElseThrow(() -> unknown(id));
            if (!store.delete(id)) {
                throw unknown(id);
            }
            audit.record(
                    caller,
                    BenchmarkAction.BENCHMARK_DELETED,
                    gone.metric(),
                    Map.of(
                            "category", gone.category(),
                            "from", gone.days().from().toString(),
                            "to", gone.days().to().toString(),
                            "source", gone.source()));
        });
    }

    private static void requireAllShops(Caller caller) {
        if (!caller.shops().isEmpty()) {
            throw new QuanjingException(
                    BenchmarkError.ALL_SHOPS_NEEDED,
                    "Benchmarks hold for all shops and are changed by somebody who sees all shops; " + caller.name()
                            + " sees " + caller.shops().size() + ". Maybe ask an administrator.",
                    Map.of("shops", caller.shops().size()));
        }
    }

    private static void checkRoom(String what, int value, int most) {
        if (value > most) {
            throw new QuanjingException(
                    BenchmarkError.TOO_MUCH,
                    "There are " + value + " " + what + "; " + most
                            + " are the most. Maybe split the file, or delete what is out of date.",
                    Map.of("what", what, "value", value, "limit", most));
        }
    }

    private static QuanjingException unknown(UUID id) {
        return new QuanjingException(
                BenchmarkError.UNKNOWN_BENCHMARK,
                "There is no benchmark " + id + ". Maybe somebody deleted it; load the page again.",
                Map.of("id", id.toString()));
    }
}
