package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.ImportPlan.Step;
import io.quanjing.ingest.mapping.MappingRun;
import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.mapping.RowProgram;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.RowSource;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Mutations;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.schema.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every platform, broken at random: each is refused as a whole with an error that is told, or taken row by row. Most of
 * them are tried without the write: unpacking, decoding, recognising, mapping.
 */
class ImportMutationTest {

    private static final long SEED = Long.getLong("quanjing.test.seed", 20261123L);
    /** Three of four; the others go to the endpoints, which need more time for each. */
    private static final int INPUTS = Integer.getInteger("quanjing.test.mutations", 20_000) / 10 * 9;

    private static final int WORKERS = 2;
    private static final int RUNS = 300;

    @TempDir
    Path folder;

    private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    @Test
    void noBrokenFileIsAFaultOfOurs() throws Exception {
        List<Path> samples = samples();
        try (ImportBench bench = new ImportBench(folder.resolve("bench"), SourceLimits.standard());
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            Recogniser any = new Formats(bench.warehouse, List::of).of("auto", null);
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                Path place = Files.createDirectory(folder.resolve("worker" + worker));
                int first = worker;
                all.add(workers.submit(() -> {
                    for (int i = first; i < INPUTS; i += WORKERS) {
                        look(any, samples.get(i % samples.size()), SEED + i, place);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        Duration longest = Duration.ofNanos(longestNanos.get());
        System.out.println(INPUTS + " broken files, seed " + SEED + ": " + outcomes + "; rows taken " + accepted
                + ", to the quarantine " + rejected + "; longest " + longest.toMillis() + " ms");
        assertThat(longest).isLessThan(Duration.ofSeconds(30));
        assertThat(accepted).as("rows that were still good").hasPositiveValue();
        assertThat(rejected).as("rows that broke a rule").hasPositiveValue();
        assertThat(outcomes.keySet()).as("ways to end").contains("taken").hasSizeGreaterThan(4);
    }

    private void look(Recogniser any, Path sample, long seed, Path place) throws IOException {
        List<Path> files = companions(sample, broken(sample, seed, place));
        long start = System.nanoTime();
        String outcome = outcome(any, files, sample + ", seed " + seed);
        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static Path broken(Path sample, long seed, Path place) throws IOException {
        boolean workbook = sample.toString().endsWith(".xlsx");
        byte[] bad = new Mutations(seed).of(Files.readAllBytes(sample), workbook);
        return Files.write(place.resolve(workbook ? "file.xlsx" : "file.csv"), bad);
    }

    /** With the write: what the run says that it added is what is there, and of a run that failed nothing is. */
    @Test
    void noBrokenFileComesInByHalf() throws IOException {
        List<Path> samples = samples();
        List<String> tables = SchemaReader.read().tables().stream()
                .filter(table -> table.has("shop"))
                .map(TableSchema::name)
                .toList();
        int failed = 0;
        try (ImportBench bench = new ImportBench(folder.resolve("bench"), SourceLimits.standard())) {
            Map<String, ImportSummary> done = new TreeMap<>();
            for (int i = 0; i < RUNS; i++) {
                Path sample = samples.get(i % samples.size());
                String shop = "shop" + i;
                List<Path> files = companions(sample, broken(sample, SEED - 1 - i, folder));
                try {
                    ImportSummary summary = bench.runInto(shop, "auto", files.toArray(Path[]::new));
                    done.put(shop, summary);
                } catch (QuanjingException e) {
                    failed++;
                }
            }
            Map<String, Long> rows = new TreeMap<>();
            for (String table : tables) {
                bench.warehouse
                        .query(
                                SqlQuery.of("SELECT shop, count(*) FROM " + table + " WHERE shop <> '*' GROUP BY shop"),
                                QueryOptions.batch())
                        .rows()
                        .forEach(row -> rows.put(row.getFirst() + " " + table, ((Number) row.getLast()).longValue()));
            }
            Map<String, Long> said = new TreeMap<>();
            done.forEach((shop, summary) -> summary.facts().forEach((table, facts) -> {
                if (facts.added() > 0) {
                    said.put(shop + " " + table, facts.added());
                }
            }));
            System.out.println(RUNS + " runs, " + failed + " failed, " + said.size() + " tables of shops filled");
            assertThat(rows).isEqualTo(said);
            assertThat(failed).isPositive();
            assertThat(said).hasSizeGreaterThan(50);
        }
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(ImportBench.export("taobao").resolveSibling(""))) {
            return files.filter(
                            f -> f.toString().endsWith(".csv") || f.toString().endsWith(".xlsx"))
                    .sorted()
                    .toList();
        }
    }

    /** Order details need the order list beside. */
    private static List<Path> companions(Path sample, Path file) {
        return sample.toString().contains("DetailList")
                ? List.of(file, sample.resolveSibling("ExportOrderList_gbk.csv"))
                : List.of(file);
    }

    private String outcome(Recogniser any, List<Path> files, String what) {
        try {
            take(ImportPlan.of(any, files, SourceLimits.standard()));
            return "taken";
        } catch (QuanjingException e) {
            assertThat(e.errorCode().kind()).as(what).isNotEqualTo(ErrorCode.Kind.INTERNAL);
            assertThat(e.getMessage()).as(what).isNotBlank().hasSizeLessThan(5_000);
            return e.errorCode().code();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + " ended in a fault of ours: " + e, e);
        }
    }

    private void take(ImportPlan plan) {
        Map<Object, MappingRun> runs = new HashMap<>();
        for (Step step : plan.steps()) {
            MappingRun run = runs.computeIfAbsent(
                    step.mapping(),
                    m -> new MappingRun(
                            step.mapping(),
                            "shop",
                            new ShopClock(ZoneId.of("Asia/Shanghai"), LocalTime.MIDNIGHT),
                            "CNY",
                            new Pseudonyms(new byte[] {7})));
            RowProgram program = run.program(step.layout());
            if (program.weighs()) {
                rows(step, program::weigh);
            }
            List<FactRow> facts = new ArrayList<>();
            rows(step, row -> {
                RowIssue issue = program.take(row, facts::add);
                if (issue == null) {
                    accepted.incrementAndGet();
                } else if (!RowProgram.SKIPPED.equals(issue)) {
                    rejected.incrementAndGet();
                }
            });
            program.finish(facts::add);
            for (FactRow fact : facts) {
                assertThat(Optional.ofNullable(fact.values()[0])).contains("shop");
            }
        }
    }

    private static void rows(Step step, Consumer<RawRow> taker) {
        try (RowSource source = step.file().open(step.layout().options())) {
            for (int i = 0; i < step.layout().rowsBeforeData(); i++) {
                source.next();
            }
            for (RawRow row = source.next(); row != null; row = source.next()) {
                if (!row.blank()) {
                    step.layout().rows(row).forEach(taker);
                }
            }
        }
    }
}
