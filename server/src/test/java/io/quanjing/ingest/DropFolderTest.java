package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.source.SourceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n";

    @TempDir
    Path folder;

    private ImportBench bench;
    private DropFolder drop;
    private Path shop;

    @BeforeEach
    void open() throws IOException {
        bench = new ImportBench(folder.resolve("bench"), SourceLimits.standard());
        drop = new DropFolder(folder.resolve("drop"), bench.imports, InstantSource.fixed(NOW));
        shop = Files.createDirectories(folder.resolve("drop/花间"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path drop(String name, String content, Instant written) throws IOException {
        Path file = Files.writeString(shop.resolve(name), content, StandardCharsets.UTF_8);
        return Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private static String order(String id) {
        return HEADER + id + ",50.0,50.0,上海,2026-11-02 10:00:00,2026-11-02 10:01:00,0.0\n";
    }

    private List<String> below(String part) throws IOException {
        Path place = part.isEmpty() ? shop : shop.resolve(part);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> String.valueOf(f.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void takesWhatIsWholeAndLeavesWhatIsStillWritten() throws IOException {
        drop("a.csv", order("1"), NOW.minusSeconds(60));
        drop("b.csv", order("2"), NOW.minusSeconds(2));
        drop("c.csv.part", order("3"), NOW.minusSeconds(60));
        drop(".hidden.csv", order("4"), NOW.minusSeconds(60));
        drop.look();
        assertThat(below(DropFolder.IMPORTED)).containsExactly("a.csv");
        assertThat(below("")).containsExactly(".hidden.csv", "b.csv", "c.csv.part");
        assertThat(bench.ask("SELECT shop, count(*) FROM order_header GROUP BY 1"))
                .isEqualTo("花间 1");
        assertThat(bench.audited).containsExactly("drop folder ingest.file_imported");

        drop("b.csv", order("2"), NOW.minusSeconds(20));
        drop.look();
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("2");
    }

    @Test
    void aBrokenFileSaysWhyAndHoldsUpNoOther() throws IOException {
        drop("broken.csv", "a,b\n1,2\n", NOW.minusSeconds(60));
        drop("good.csv", order("1"), NOW.minusSeconds(60));
        drop.look();
        assertThat(below(DropFolder.IMPORTED)).containsExactly("good.csv");
        assertThat(below(DropFolder.FAILED)).containsExactly("broken.csv", "broken.csv.error.txt");
        assertThat(Files.readString(shop.resolve("failed/broken.csv.error.txt")))
                .contains("No format recognises");
        assertThat(below("")).isEmpty();
    }

    @Test
    void aFileOfTheSameNameOverwritesNoEarlierOne() throws IOException {
        drop("a.csv", order("1"), NOW.minusSeconds(60));
        drop.look();
        drop("a.csv", order("1"), NOW.minusSeconds(60));
        drop.look();
        assertThat(below(DropFolder.IMPORTED)).containsExactly("2-a.csv", "a.csv");
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("1");
    }

    @Test
    void filesThatNeedEachOtherAreTakenTogether() throws IOException {
        for (String name : List.of("ExportOrderList_gbk.csv", "ExportOrderDetailList_gbk.csv")) {
            Path file = Files.copy(ImportBench.export("taobao/" + name), shop.resolve(name));
            Path ignored = Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60)));
        }
        drop.look();
        assertThat(below(DropFolder.IMPORTED)).hasSize(2);
        assertThat(bench.ask("SELECT count(*) FROM order_line")).isEqualTo("7");
    }

    private interface Meanwhile {
        void happens() throws IOException;
    }

    /** The folder of an import during which something happens once. */
    private DropFolder during(Meanwhile meanwhile) {
        List<Meanwhile> left = new ArrayList<>(List.of(meanwhile));
        FileImport imports = new FileImport() {
            @Override
            public ImportSummary run(Request request, Listener listener) {
                ImportSummary summary = bench.imports.run(request, listener);
                while (!left.isEmpty()) {
                    try {
                        left.removeFirst().happens();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return summary;
            }

            @Override
            public List<String> formats() {
                return bench.imports.formats();
            }
        };
        return new DropFolder(folder.resolve("drop"), imports, InstantSource.fixed(NOW));
    }

    @Test
    void aFileThatIsWrittenAnewWhileItIsImportedIsReadToo() throws IOException {
        drop("a.csv", order("1"), NOW.minusSeconds(60));
        DropFolder meanwhile = during(() -> drop("a.csv", order("2"), NOW.minusSeconds(30)));
        meanwhile.look();
        assertThat(below("")).containsExactly("a.csv");
        meanwhile.look();
        assertThat(below(DropFolder.IMPORTED)).containsExactly("a.csv");
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("2");
    }

    @Test
    void aFileInWhosePlaceAnotherOneOfItsTimeAndSizeIsPutIsReadToo() throws IOException {
        Instant written = NOW.minusSeconds(60);
        drop("a.csv", order("1"), written);
        DropFolder meanwhile = during(() -> {
            Path ignored = Files.move(
                    drop("a.csv.part", order("2"), written),
                    shop.resolve("a.csv"),
                    StandardCopyOption.REPLACE_EXISTING);
        });
        meanwhile.look();
        assertThat(below("")).containsExactly("a.csv");
        meanwhile.look();
        assertThat(below("")).isEmpty();
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("2");
    }

    @Test
    void aFileThatIsTakenAwayWhileItIsImportedHoldsUpNoOther() throws IOException {
        drop("a.csv", order("1"), NOW.minusSeconds(60));
        drop("b.csv", order("2"), NOW.minusSeconds(60));
        during(() -> Files.delete(shop.resolve("a.csv"))).look();
        assertThat(below(DropFolder.IMPORTED)).containsExactly("b.csv");
    }

    @Test
    void aFileThatAlwaysBreaksOffByAFaultOfOursIsPutAside() throws IOException {
        bench.faulty = "faulty.csv";
        drop("faulty.csv", order("1"), NOW.minusSeconds(60));
        drop("good.csv", order("2"), NOW.minusSeconds(60));
        for (int time = 1; time < DropFolder.MOST_FAULTS; time++) {
            drop.look();
            assertThat(below("")).containsExactly("faulty.csv");
        }
        assertThat(below(DropFolder.IMPORTED)).containsExactly("good.csv");
        drop.look();
        assertThat(below("")).isEmpty();
        assertThat(below(DropFolder.FAILED)).containsExactly("faulty.csv", "faulty.csv.error.txt");
        assertThat(Files.readString(shop.resolve("failed/faulty.csv.error.txt")))
                .contains("by a fault of ours")
                .contains("tried " + DropFolder.MOST_FAULTS + " times");
    }

    @Test
    void faultsOfAnotherFileUnderTheNameDoNotCount() throws IOException {
        bench.faulty = "faulty.csv";
        drop("faulty.csv", order("1"), NOW.minusSeconds(60));
        for (int time = 1; time < DropFolder.MOST_FAULTS; time++) {
            drop.look();
        }
        drop("faulty.csv", order("12"), NOW.minusSeconds(50));
        drop.look();
        assertThat(below("")).containsExactly("faulty.csv");
        bench.faulty = "";
        drop.look();
        assertThat(below(DropFolder.IMPORTED)).containsExactly("faulty.csv");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.csv"), order("1"));
        Path ignored = Files.setLastModifiedTime(outside, FileTime.from(NOW.minusSeconds(60)));
        ignored = Files.createSymbolicLink(shop.resolve("link.csv"), outside);
        drop.look();
        assertThat(below(DropFolder.IMPORTED)).isEmpty();
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("0");
    }
}
