package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example's mapping on its own file, and on the same rows in every other shape that exports have. */
class OwnMappingTest extends OnAnImportBench {

    private static final Path EXAMPLE = Path.of("../examples/own-orders");
    private static final String FIGURES = "SELECT count(*), count(paid_at), sum(paid_amount), count(DISTINCT region)"
            + " FROM order_header WHERE order_id LIKE '20261%'";

    private ImportSummary importOwn(Path file) {
        return bench.runMapped("csv", EXAMPLE.resolve("mapping.yml"), file);
    }

    private void expectAll(ImportSummary summary) {
        // The title above the header and the row of sums are read and skipped.
        assertThat(summary.read()).isEqualTo(5);
        assertThat(summary.accepted()).isEqualTo(3);
        assertThat(summary.skipped()).isEqualTo(2);
        assertThat(bench.ask(FIGURES)).isEqualTo("3 2 1287.0000 3");
        assertThat(bench.ask("SELECT sum(amount), max(region) FROM refund")).isEqualTo("89.0000 广西");
        assertThat(bench.ask("SELECT shop_day, shop_hour, status FROM order_header WHERE order_id = '2026110200003'"))
                .isEqualTo("2026-11-02 0 closed");
    }

    @Test
    void takesTheExample() {
        expectAll(importOwn(EXAMPLE.resolve("orders.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "GBK", "UTF-16LE", "UTF-16BE", "UTF-8"})
    void findsTheEncoding(String encoding) throws IOException {
        String text = Files.readString(EXAMPLE.resolve("orders.csv")).replace("¥", "￥");
        boolean marked = encoding.startsWith("UTF");
        Path file = folder.resolve("orders.csv");
        Files.writeString(file, (marked ? "\uFEFF" : "") + text, Charset.forName(encoding));
        expectAll(importOwn(file));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\t', ';', '|'})
    void findsTheDelimiter(char delimiter) throws IOException {
        String text = Files.readString(EXAMPLE.resolve("orders.csv"))
                .replace("\"¥1,198.00\"", "¥1198.00")
                .replace("\"1,376.00\"", "1376.00")
                .replace(',', delimiter)
                .replace("\n", "\r\n");
        Path file = folder.resolve("orders.txt");
        Files.writeString(file, text);
        expectAll(importOwn(file));
    }

    @Test
    void unpacksGzipAndZip() throws IOException {
        byte[] bytes = Files.readAllBytes(EXAMPLE.resolve("orders.csv"));
        Path gzip = folder.resolve("orders.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(bytes);
        }
        expectAll(importOwn(gzip));
        Path zip = folder.resolve("orders.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), StandardCharsets.UTF_8)) {
            out.putNextEntry(new ZipEntry("导出/订单.csv"));
            out.write(bytes);
        }
        assertThat(ImportBench.facts(importOwn(zip), "order_header").unchanged())
                .isEqualTo(3);
    }

    @Test
    void readsAWorkbookWithDatesNumbersAndEmptyRows() throws IOException {
        Path file = folder.resolve("orders.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("订单");
            sheet.value(0, 0, "十一月订单");
            List<String> header =
                    List.of("订单号", "下单时间", "付款时间", "买家", "商品编号", "数量", "实付金额（元）", "退款金额（元）", "订单状态", "收货地址");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(4, i, header.get(i) + (i == 2 ? "\t\n" : ""));
            }
            row(sheet, 5, "2026110100001", LocalDateTime.of(2026, 11, 1, 9, 30), 1198.00, "-", "已完成", "浙江省 杭州市");
            row(sheet, 7, "2026110100002", null, 89, "-", "待付款", "上海市 浦东新区");
            row(sheet, 8, "2026110200003", LocalDateTime.of(2026, 11, 2, 0, 12), 89.00, "89", "已关闭", "广西壮族自治区");
            sheet.value(9, 0, "合计");
        }
        expectAll(importOwn(file));
    }

    private static void row(
            Worksheet sheet,
            int row,
            String order,
            @org.jspecify.annotations.Nullable LocalDateTime paid,
            Number amount,
            String refund,
            String status,
            String address) {
        sheet.value(row, 0, order);
        sheet.value(row, 1, paid == null ? LocalDateTime.of(2026, 11, 1, 10, 5) : paid);
        sheet.style(row, 1).format("yyyy/m/d h:mm").set();
        if (paid != null) {
            sheet.value(row, 2, paid);
            sheet.style(row, 2).format("yyyy-mm-dd hh:mm:ss").set();
        }
        sheet.value(row, 4, "P-100");
        sheet.value(row, 5, 1);
        sheet.value(row, 6, amount);
        sheet.value(row, 7, refund);
        sheet.value(row, 8, status);
        sheet.value(row, 9, address);
    }

    @Test
    void aRowThatStandsForTooManyIsRejectedAndTheOthersAreTaken() throws IOException {
        Path mapping = folder.resolve("joined.yml");
        Files.writeString(mapping, """
                format: joined
                files:
                  orders:
                    unfold: { by: ";", columns: [product] }
                    columns:
                      order: { header: order, type: id, required: true }
                      product: { header: product, type: id, required: true }
                      at: { header: at, type: time, required: true }
                    facts:
                      - table: order_line
                        set:
                          natural_key: concat(order, '#', product)
                          order_id: order
                          line_no: product
                          at: at
                          quantity: "1"
                          order_amount: "1"
                """);
        Path file = folder.resolve("joined.csv");
        Files.writeString(
                file,
                "order,product,at\nJ1,a;b;c,2026-11-01 09:00:00\nJ2,a%s,2026-11-01 09:00:00\nJ3,a,2026-11-01 09:00:00\n"
                        .formatted(";a".repeat(1_000)));

        ImportSummary summary = bench.runMapped("csv", mapping, file);

        assertThat(reasons(summary)).isEqualTo("3 ingest.too_many_parts\n");
        assertThat(bench.ask("SELECT count(*), count(*) FILTER (WHERE order_id = 'J1') FROM order_line"
                        + " WHERE order_id LIKE 'J%'"))
                .isEqualTo("4 3");
    }

    @Test
    void aLaterFileWithANewStatusRevisesTheOrder() throws IOException {
        expectAll(importOwn(EXAMPLE.resolve("orders.csv")));
        Path later = folder.resolve("later.csv");
        Files.writeString(
                later,
                Files.readString(EXAMPLE.resolve("orders.csv"))
                        .replace("2026/11/1 10:05,,b-2", "2026/11/1 10:05,2026/11/1 18:00,b-2")
                        .replace("待付款", "已付款"));
        ImportSummary summary = importOwn(later);
        assertThat(ImportBench.facts(summary, "order_header")).isEqualTo(new ImportSummary.Facts(0, 1, 2));
        assertThat(bench.ask(FIGURES)).isEqualTo("3 3 1376.0000 3");
    }
}
