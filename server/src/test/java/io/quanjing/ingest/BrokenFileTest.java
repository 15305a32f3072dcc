package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken as a whole: one clear error with the file's name, and nothing of the run is kept. */
class BrokenFileTest {

    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n";
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static ImportBench bench;

    @BeforeAll
    static void open() {
        bench = new ImportBench(data, SourceLimits.standard());
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("0");
        bench.failures.clear();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static String row(int order) {
        return order + ",178.8,178.8,上海,2020-02-21 00:00:00,2020-02-21 00:00:09,0.0\n";
    }

    private static byte[] good(int rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            text.append(row(i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private void refuses(Path file, IngestError error, String... words) {
        refuses("taobao", file, error, words);
    }

    private void refuses(String format, Path file, IngestError error, String... words) {
        assertThatThrownBy(() -> {
                    ImportSummary ignored = bench.run(format, file);
                })
                .isInstanceOfSatisfying(QuanjingException.class, e -> {
                    assertThat(e.getMessage()).contains(words);
                    assertThat(e.errorCode()).isEqualTo(error);
                });
        assertThat(bench.failures.getLast().code()).isEqualTo(error.code());
    }

    @Test
    void refusesATruncatedGzip() throws IOException {
        byte[] whole = gzip(good(20_000));
        refuses(
                file("cut.csv.gz", Arrays.copyOf(whole, whole.length * 2 / 3)),
                IngestError.FILE_BROKEN,
                "cut.csv.gz",
                "fetch it again");
    }

    @Test
    void refusesADamagedGzip() throws IOException {
        byte[] whole = gzip(good(20_000));
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 64, (byte) 0x55);
        refuses(file("bad.csv.gz", whole), IngestError.FILE_BROKEN, "bad.csv.gz");
    }

    @Test
    void refusesADamagedZip() throws IOException {
        java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("orders.csv"));
            out.write(good(5_000));
        }
        byte[] whole = packed.toByteArray();
        refuses(file("cut.zip", Arrays.copyOf(whole, whole.length / 2)), IngestError.FILE_BROKEN, "cut.zip");
        byte[] changed = whole.clone();
        Arrays.fill(changed, whole.length / 2, whole.length / 2 + 64, (byte) 0x55);
        refuses(file("bad.zip", changed), IngestError.FILE_BROKEN, "bad.zip");
    }

    @Test
    void refusesAZipBombAndAGzipBomb() throws IOException {
        // Rows of 65 kB, because a million short ones would be read before the limit shows.
        byte[] block =
                row(1).replace("上海", "上海" + "x".repeat(65_000)).repeat(20).getBytes(StandardCharsets.UTF_8);
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("orders.csv"));
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 60; i++) {
                out.write(block);
            }
        }
        refuses(zip, IngestError.FILE_BOMB, "bomb.zip", "200 times");
        Path gzip = folder.resolve("bomb.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 60; i++) {
                out.write(block);
            }
        }
        refuses(gzip, IngestError.FILE_BOMB, "bomb.csv.gz");
    }

    @Test
    void refusesASingleLineOf200Megabytes() throws IOException {
        Path file = folder.resolve("line.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            out.write(row(1));
            String block = "x".repeat(MEBIBYTE);
            for (int i = 0; i < 200; i++) {
                out.write(block);
            }
        }
        refuses(file, IngestError.ROW_TOO_LONG, "line.csv", "Line 3", "1048576");
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() throws IOException {
        refuses(
                file(
                        "quote.csv",
                        (HEADER + row(1) + "\"2,1,1,上海,2020-02-21 00:00:00,,0\n" + row(3))
                                .getBytes(StandardCharsets.UTF_8)),
                IngestError.FILE_BROKEN,
                "Line 3",
                "quote");
    }

    @Test
    void refusesBytesThatAreNoTextInTheMiddle() throws IOException {
        byte[] bytes = good(5_000);
        bytes[bytes.length / 2] = (byte) 0xFF;
        refuses(file("utf8.csv", bytes), IngestError.FILE_NOT_TEXT, "utf8.csv", "line 25", "not UTF-8");
        byte[] chinese =
                new String(good(5_000), StandardCharsets.UTF_8).getBytes(java.nio.charset.Charset.forName("GB18030"));
        chinese[chinese.length / 2] = (byte) 0xFF;
        refuses(file("gbk.csv", chinese), IngestError.FILE_NOT_TEXT, "gbk.csv", "GB18030");
        refuses(file("zero.csv", new byte[] {'a', ',', 0, 1, 2}), IngestError.FILE_NOT_TEXT, "zero.csv");
    }

    @Test
    void refusesWhatIsNoFileOrEmpty() throws IOException {
        refuses("online-retail", folder, IngestError.FILE_IS_FOLDER, folder.toString());
        refuses(folder.resolve("none.csv"), IngestError.FILE_MISSING, "none.csv");
        refuses(file("empty.csv", new byte[0]), IngestError.FILE_EMPTY, "empty.csv");
        refuses(file("blank.csv", "\n\n,,\n".getBytes(StandardCharsets.UTF_8)), IngestError.FILE_EMPTY, "blank.csv");
        refuses(file("empty.csv.gz", gzip(new byte[0])), IngestError.FILE_EMPTY, "empty.csv.gz");
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        refuses("fuzzy-factory", nothing, IngestError.FILE_EMPTY, "nothing");
    }

    @Test
    void refusesMissingColumnsAndNamesTheNearest() throws IOException {
        String renamed = HEADER.replace("订单编号", "订单编码号");
        refuses(
                file("renamed.csv", (renamed + row(1)).getBytes(StandardCharsets.UTF_8)),
                IngestError.HEADER_MISSING,
                "renamed.csv",
                "the columns 订单编号",
                "Maybe \"订单编码号\" is meant");
        refuses(
                "quanjing",
                file("evnt.csv", "at,type\n".getBytes(StandardCharsets.UTF_8)),
                IngestError.HEADER_MISSING,
                "Maybe event");
        refuses(
                "quanjing",
                file("event-1.csv", "at,type,chanel\n2026-01-01 00:00:00,search,x\n".getBytes(StandardCharsets.UTF_8)),
                IngestError.HEADER_MISSING,
                "chanel",
                "Maybe channel");
    }

    @Test
    void refusesAnUnknownFormatAndAMissingMapping() throws IOException {
        Path file = file("orders.csv", good(1));
        refuses("taobo", file, IngestError.UNKNOWN_FORMAT, "Maybe taobao", "online-retail");
        refuses("csv", file, IngestError.MAPPING_MISSING, "--map");
    }

    @Test
    void refusesAWorkbookThatIsNoneAndAWebPage() throws IOException {
        refuses(
                file("old.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2}),
                IngestError.FILE_NOT_TEXT,
                ".xlsx");
        refuses(
                file("page.xls", "<html><table>".getBytes(StandardCharsets.UTF_8)),
                IngestError.FILE_NOT_TEXT,
                "web page");
    }

    @Test
    void refusesAWorkbookWhoseTextsWouldFillTheMemory() throws IOException {
        Path file = folder.resolve("texts.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("texts");
            for (int row = 0; row < 5_000; row++) {
                sheet.value(row, 0, "a text of its own, number " + row);
            }
        }
        SourceLimits limits = new SourceLimits(MEBIBYTE, 50L << 30, 200, 2L << 30, 64 << 10);
        try (ImportBench small = new ImportBench(folder.resolve("small"), limits)) {
            assertThatThrownBy(() -> {
                        ImportSummary ignored = small.run("taobao", file);
                    })
                    .isInstanceOfSatisfying(
                            QuanjingException.class,
                            e -> assertThat(e.errorCode()).isEqualTo(IngestError.FILE_BOMB))
                    .hasMessageContaining("held in memory");
        }
    }

    @Test
    void refusesPageViewsWithoutTheirSessions() throws IOException {
        refuses(
                "fuzzy-factory",
                file(
                        "v.csv",
                        "website_pageview_id,created_at,website_session_id,pageview_url\n1,2012-03-19 08:04:16,1,/home\n"
                                .getBytes(StandardCharsets.UTF_8)),
                IngestError.COMPANION_MISSING,
                "sessions");
    }

    @Test
    void aBrokenFileAmongGoodOnesKeepsNothing() throws IOException {
        Path good = file("good.csv", good(10));
        byte[] whole = gzip(good(20_000));
        Path cut = file("cut.csv.gz", Arrays.copyOf(whole, whole.length - 200));
        assertThatThrownBy(() -> {
                    ImportSummary ignored = bench.run("taobao", good, cut);
                })
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining("cut.csv.gz");
    }
}
