package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.draft.Draft;
import io.quanjing.ingest.draft.DraftMapping;
import io.quanjing.ingest.draft.Preview;
import io.quanjing.ingest.draft.RowKinds;
import io.quanjing.ingest.mapping.MappingReader;
import io.quanjing.ingest.source.SourceFile;
import io.quanjing.ingest.source.SourceLimits;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files that no format knows: what is suggested for them, and what an import of the suggestion brings. */
class DraftedImportTest extends OnAnImportBench {

    private static final RowKinds KINDS = RowKinds.read();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Preview preview(Path file) {
        return Preview.of(SourceFile.in(file, SourceLimits.standard()).getFirst(), Draft.Reading.unknown(), KINDS);
    }

    private Draft likeliest(Path file) {
        return preview(file).drafts().getFirst().draft();
    }

    private ImportSummary run(Draft draft, Path file) throws IOException {
        Path map = Files.writeString(folder.resolve("map.yml"), DraftMapping.text(draft, KINDS));
        return bench.runMapped("csv", map, file);
    }

    private Rehearsal rehearse(Draft draft, Path file) {
        String text = DraftMapping.text(draft, KINDS);
        return ((ImportRunner) bench.imports)
                .rehearse(MappingReader.read("draft.yml", text, bench.warehouse.tables()), "shop", List.of(file));
    }

    /** What is told before is what happens then. */
    private ImportSummary rehearsedAndRun(Draft draft, Path file) throws IOException {
        Rehearsal told = rehearse(draft, file);
        assertThat(bench.shops().all()).hasSizeLessThanOrEqualTo(1);
        ImportSummary done = run(draft, file);
        assertThat(told.facts()).isEqualTo(done.facts());
        assertThat(List.of(told.read(), told.accepted(), told.rejected(), told.skipped()))
                .isEqualTo(List.of(done.read(), done.accepted(), done.rejected(), done.skipped()));
        assertThat(told.reasons().stream().mapToLong(Rehearsal.Reason::rows).sum())
                .isEqualTo(done.rejected());
        return done;
    }

    private static Draft with(Draft draft, String field, Draft.Origin origin) {
        Map<String, Draft.Origin> fields = new HashMap<>(draft.fields());
        fields.put(field, origin);
        return new Draft(
                draft.name(),
                draft.kind(),
                draft.reading(),
                draft.columns(),
                fields,
                draft.key(),
                draft.split(),
                draft.skips(),
                draft.zone(),
                draft.currency());
    }

    private static Draft.Origin constant(String value) {
        return new Draft.Origin(Draft.From.CONSTANT, null, value, null, false, false, null);
    }

    private static Draft.Origin column(int column) {
        return new Draft.Origin(Draft.From.COLUMN, column, null, null, false, false, null);
    }

    @Test
    void suggestsAdSpendForTheFacebookReport() throws IOException {
        Path file = ImportBench.samples("kag_ads/KAG_conversion_data.csv");
        Draft draft = likeliest(file);
        assertThat(draft.kind()).isEqualTo("ad_spend");

        ImportSummary done = rehearsedAndRun(with(draft, "channel", constant("facebook")), file);

        assertThat(done.accepted()).isEqualTo(1_143);
        assertThat(bench.ask("SELECT count(*), sum(cost), sum(clicks), sum(claimed_orders), min(channel),"
                        + " min(shop_day), max(shop_day) FROM ad_spend"))
                .isEqualTo("1143 58705.2300 38165 1079 facebook 2023-08-01 2023-08-31");
        assertThat(run(with(draft, "channel", constant("facebook")), file).facts())
                .containsEntry("ad_spend", new ImportSummary.Facts(0, 0, 1_143));
    }

    @Test
    void suggestsOrderLinesForTheOrdersWithExcelSerials() throws IOException {
        Path file = ImportBench.samples("supplychain/inventory_past_orders.csv");
        Draft draft = likeliest(file);
        assertThat(draft.kind()).isEqualTo("order_lines");

        ImportSummary done = rehearsedAndRun(draft, file);

        assertThat(done.accepted()).isEqualTo(33_919);
        assertThat(bench.ask("SELECT count(*), count(DISTINCT sku), count(DISTINCT order_id), min(shop_day),"
                        + " max(shop_day) FROM order_line"))
                .isEqualTo("33919 290 33919 2019-01-30 2020-06-13");
        assertThat(run(draft, file).facts())
                .containsEntry("order_header", new ImportSummary.Facts(0, 0, 33_919))
                .containsEntry("order_line", new ImportSummary.Facts(0, 0, 33_919));
    }

    @Test
    void suggestsStockForTheCountOfTheSameShop() throws IOException {
        Path file = ImportBench.samples("supplychain/inventory_stock.csv");
        Draft draft = likeliest(file);
        assertThat(draft.kind()).isEqualTo("stock");
        assertThat(rehearsedAndRun(draft, file).accepted()).isEqualTo(303);
        assertThat(bench.ask("SELECT count(DISTINCT sku) FROM stock_level")).isEqualTo("303");
    }

    @Test
    void readsPurchasesInColumnsOfBlanks() throws IOException {
        Path file = ImportBench.samples("cdnow/CDNOW_master.txt");
        Draft draft = likeliest(file);
        assertThat(draft.kind()).isEqualTo("order_lines");

        ImportSummary done = rehearsedAndRun(draft, file);

        assertThat(done.accepted()).isEqualTo(69_659);
        assertThat(bench.ask("SELECT count(DISTINCT customer), sum(paid_amount), min(shop_day) FROM order_header"))
                .isEqualTo("23570 2500315.6300 1997-01-01");
        assertThat(bench.ask("SELECT sum(quantity) FROM order_line")).isEqualTo("167881");
    }

    @Test
    void suggestsCustomersForAnExperimentWithoutIds() throws IOException {
        Path file = ImportBench.samples("hillstrom/hillstrom.csv.gz");
        Draft draft = likeliest(file);
        assertThat(draft.kind()).isEqualTo("customers");
        assertThat(rehearsedAndRun(draft, file).accepted()).isEqualTo(64_000);
        assertThat(bench.ask("SELECT count(*), count(DISTINCT channel) FROM customer"))
                .isEqualTo("64000 3");
    }

    @Test
    void readsBasketsAsOrdersOfTheirGoods() throws IOException {
        Path file = ImportBench.samples("groceries/groceries_baskets.csv");
        Draft draft = likeliest(file);
        assertThat(draft.kind()).isEqualTo("order_lines");

        ImportSummary done = rehearsedAndRun(with(draft, "at", constant("2026-11-01")), file);

        assertThat(done.accepted()).isEqualTo(43_367);
        assertThat(bench.ask("SELECT count(*), count(DISTINCT order_id), count(DISTINCT product) FROM order_line"))
                .isEqualTo("43367 9835 169");
    }

    @Test
    void readsChineseHeadersStatusesAndAmounts() throws IOException {
        Path file = folder.resolve("八月报表.csv");
        Files.write(file, """
                        门店销售报表,,,,,
                        单号,客户编号,下单日期,状态,实付款（元）,收货地址
                        A1,c1,2026年8月1日,已完成,"¥1,234.50",浙江省杭州市余杭区1号
                        A2,c2,20260802,待付款,99.00,上海
                        A3,c1,2026/8/3 10:05,奇怪的状态,1.00,
                        A4,c9,不知道,已完成,5.00,
                        合计,,,,"1,339.50",
                        """.getBytes(Charset.forName("GB18030")));
        Preview preview = preview(file);
        Draft draft = preview.drafts().getFirst().draft();
        assertThat(preview.reading().encoding()).isEqualTo("GB18030");
        assertThat(preview.reading().headerRow()).isEqualTo(2);
        assertThat(draft.kind()).isEqualTo("orders");
        assertThat(Objects.requireNonNull(draft.fields().get("status")).values())
                .isEqualTo(Map.of("已完成", "completed", "待付款", "created"));
        Draft skipping = new Draft(
                "own",
                draft.kind(),
                draft.reading(),
                draft.columns(),
                draft.fields(),
                List.of(),
                null,
                List.of(new Draft.Skip(1, List.of("合计"))),
                "Asia/Shanghai",
                "CNY");

        ImportSummary done = rehearsedAndRun(skipping, file);

        assertThat(List.of(done.read(), done.accepted(), done.rejected(), done.skipped()))
                .isEqualTo(List.of(6L, 2L, 2L, 2L));
        assertThat(reasons(done)).isEqualTo("5 ingest.unknown_value\n6 ingest.not_a_time\n");
        assertThat(bench.ask("SELECT sum(order_amount), sum(paid_amount), min(region), max(region) FROM order_header"))
                .isEqualTo("1333.5000 1234.5000 上海 浙江");
        Rehearsal again = rehearse(skipping, Files.writeString(folder.resolve("next.csv"), """
                单号,客户编号,下单日期,状态,实付款（元）,收货地址
                A1,c1,2026年8月1日,已完成,1234.50,浙江省
                A2,c2,20260802,已完成,99.00,上海
                A5,c2,2026-08-05,已完成,7.00,上海
                A6,c2,soon,已完成,7.00,上海
                """));
        assertThat(again.facts()).containsEntry("order_header", new ImportSummary.Facts(1, 1, 1));
        assertThat(again.reasons().getFirst().code()).isEqualTo("ingest.not_a_time");
        assertThat(again.reasons().getFirst().examples().getFirst().line()).isEqualTo(5);
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("2");
    }

    @Test
    void readsDecimalCommasAndEuropeanDays() throws IOException {
        Path file = file("umsatz.csv", """
                Order No;Order Date;Customer;Amount
                1;31.12.2025;c1;1.234,50
                2;01.01.2026;c2;0,99
                """);
        Draft draft = likeliest(file);
        assertThat(draft.reading().delimiter()).isEqualTo(";");

        ImportSummary done = rehearsedAndRun(draft, file);

        assertThat(done.rejected()).isZero();
        assertThat(bench.ask("SELECT sum(order_amount), min(shop_day) FROM order_header"))
                .isEqualTo("1235.4900 2025-12-31");
    }

    @Test
    void aTextOfTheFileSaysNoMoreThanItself() throws IOException {
        Path file = file("evil.csv", """
                "order id","=cmd|' /C calc'!A0","amount\\"", required: true }",date
                '); drop table x; --,"=HYPERLINK(""http://x"")",5,2026-11-01
                """);
        Preview preview = preview(file);
        Draft draft = new Draft(
                "own",
                "orders",
                preview.reading(),
                preview.columns().stream().map(Preview.ColumnView::header).toList(),
                Map.of(
                        "order_id", column(1),
                        "channel", column(2),
                        "order_amount", column(3),
                        "at", column(4),
                        "city", constant("O'Brien\"\n  - x: ' or true")),
                List.of(),
                null,
                List.of(new Draft.Skip(1, List.of("it's", "\") or true or (\""))),
                null,
                null);

        assertThat(run(draft, file).accepted()).isEqualTo(1);
        assertThat(bench.ask("SELECT channel FROM order_header")).isEqualTo("=HYPERLINK(\"http://x\")");
        assertThat(bench.ask("SELECT city FROM order_header")).isEqualTo("O'Brien\"\n  - x: ' or true");
    }
}
