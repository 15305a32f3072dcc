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
import io.quanjing.warehouse.FactRow;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every platform, broken at random: each is refused as a whole with an error that is told, or taken row by row. Everything but the
 * write is tried: unpacking, decoding, recognising, mapping.
 */
class ImportMutationTest {

    private static final long SEED = Long.getLong("quanjing.test.seed", 20261123L);
    private static final int INPUTS = Integer.getInteger("quanjing.test.mutations", 20_000);

    @TempDir
    Path folder;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long accepted;
    private long rejected;

    @Test
    void noBrokenFileIsAFaultOfOurs() throws IOException {
        List<Path> samples = samples();
        Duration longest = Duration.ZERO;
        try (ImportBench bench = new ImportBench(folder.resolve("bench"), SourceLimits.standard())) {
            Recogniser any = new Formats(bench.warehouse).of("auto", null);
            for (int i = 0; i < INPUTS; i++) {
                Path sample = samples.get(i % samples.size());
                long seed = SEED + i;
                boolean workbook = sample.toString().endsWith(".xlsx");
                byte[] bad = new Mutations(seed).of(Files.readAllBytes(sample), workbook);
                Path file = Files.write(folder.resolve(workbook ? "file.xlsx" : "file.csv"), bad);
                long start = System.nanoTime();
                String outcome = outcome(any, companions(sample, file), sample + ", seed " + seed);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                longest = took.compareTo(longest) > 0 ? took : longest;
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        System.out.println(INPUTS + " broken files, seed " + SEED + ": " + outcomes + "; rows taken " + accepted
                + ", to the quarantine " + rejected + "; longest " + longest.toMillis() + " ms");
        assertThat(longest).isLessThan(Duration.ofSeconds(30));
        assertThat(accepted).as("rows that were still good").isPositive();
        assertThat(rejected).as("rows that broke a rule").isPositive();
        assertThat(outcomes.keySet()).as("ways to end").contains("taken").hasSizeGreaterThan(4);
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
                accepted += issue == null ? 1 : 0;
                rejected += issue == null || RowProgram.SKIPPED.equals(issue) ? 0 : 1;
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
