package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that break a rule: what is told about them, and how they come back. */
class QuarantineTest extends OnAnImportBench {

    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n";

    private QuarantineReader quarantine(ImportSummary summary) {
        return new QuarantineReader(bench.landing, summary.id());
    }

    private Path mended(ImportSummary summary, String... changes) throws IOException {
        StringWriter out = new StringWriter();
        quarantine(summary).csv(out, null);
        String text = out.toString();
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(text).contains(changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        return Files.writeString(folder.resolve("mended-" + summary.id() + ".csv"), text);
    }

    @Test
    void tellsFileLineReasonAndTextOfEachBadRowAndTakesTheMendedFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("orders.csv"),
                HEADER
                        + "1,10,10,上海,2020-02-21 00:00:00,2020-02-21 00:00:09,0\n"
                        + ",10,10,上海,2020-02-21 00:00:00,,0\n"
                        + "3,ten,10,上海,2020-02-21 00:00:00,,0\n"
                        + "\n"
                        + "4,10,10,\"上海,浦东\n新区\",yesterday,,0\n"
                        + "5,10,10,上海,2020-02-21 00:00:00,,0,surplus\n"
                        + "6,99999999999999999,10,=1+1,2020-02-21 00:00:00,,0\n"
                        + "7,10,-,上海,2020-02-21 00:00:00,,0\n");
        ImportSummary first = bench.run("taobao", file);
        assertThat(first.read()).isEqualTo(7);
        assertThat(first.accepted()).isEqualTo(1);
        assertThat(first.rejected()).isEqualTo(6);

        QuarantineReader.Page page = quarantine(first).page(0, 100);
        assertThat(page.total()).isEqualTo(6);
        assertThat(page.rows())
                .extracting(r -> r.line() + " " + r.reason().code())
                .containsExactly(
                        "3 ingest.missing_value",
                        "4 ingest.not_a_number",
                        "6 ingest.not_a_time",
                        "8 ingest.too_many_columns",
                        "9 ingest.out_of_range",
                        "10 ingest.missing_value");
        assertThat(page.rows().get(2).raw()).isEqualTo("4,10,10,\"上海,浦东\n新区\",yesterday,,0");
        assertThat(page.rows().get(1).reason().message()).contains("总金额", "ten");
        assertThat(page.files()).isEqualTo(List.of("orders.csv"));
        assertThat(quarantine(first).page(4, 1).rows().getFirst().line()).isEqualTo(9);

        Path mended = mended(
                first,
                "\r\n,10,10",
                "\r\n2,10,10",
                "3,ten,",
                "3,10,",
                "yesterday",
                "2020-02-21 00:00:00",
                "\"0,surplus\"",
                "0",
                "99999999999999999",
                "10",
                "7,10,-",
                "7,10,0");
        assertThat(Files.readString(mended)).contains("'=1+1");
        ImportSummary second = bench.run("taobao", mended);
        assertThat(second.read()).isEqualTo(6);
        assertThat(second.rejected()).isZero();
        assertThat(bench.ask("SELECT count(*), sum(order_amount) FROM order_header"))
                .isEqualTo("7 70.0000");
    }

    @Test
    void aMendedDownloadOfAFileWithoutHeaderIsTakenToo() throws IOException {
        Path file = Files.writeString(
                folder.resolve("clicks.csv"),
                "1,2,3,pv,1511848894\n1,2,3,pv,1511848894\n1,2,3,look,1511848894\n1,2,3,cart,soon\n");
        ImportSummary first = bench.run("taobao-behavior", file);
        assertThat(first.accepted()).isEqualTo(2);
        assertThat(bench.ask("SELECT count(*) FROM event")).isEqualTo("2");
        assertThat(quarantine(first).page(0, 9).rows())
                .extracting(r -> r.reason().code())
                .containsExactly("ingest.unknown_value", "ingest.not_a_time");
        ImportSummary second = bench.run("taobao-behavior", mended(first, ",look,", ",fav,", ",soon,", ",1511848999,"));
        assertThat(second.rejected()).isZero();
        assertThat(bench.ask("SELECT count(*) FROM event")).isEqualTo("4");
    }

    @Test
    void anOrderOfManyRowsIsTakenWholeOrNotAtAll() throws IOException {
        String header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
        Path file = Files.writeString(
                folder.resolve("lines.csv"),
                header
                        + "A,S1,one,1,2010-12-01 08:26:00,2.50,17850.0,United Kingdom\n"
                        + "B,S1,one,2,2010-12-01 08:27:00,2.50,17850.0,United Kingdom\n"
                        + "A,S2,two,many,2010-12-01 08:26:00,1.25,17850.0,United Kingdom\n"
                        + "A,S3,three,4,2010-12-01 08:26:00,1,17850.0,United Kingdom\n");
        ImportSummary first = bench.run("online-retail", file);
        assertThat(first.accepted()).isEqualTo(1);
        assertThat(quarantine(first).page(0, 9).rows())
                .extracting(r -> r.line() + " " + r.reason().code())
                .containsExactly("2 ingest.group_incomplete", "4 ingest.not_a_number", "5 ingest.group_incomplete");
        assertThat(bench.ask("SELECT count(*), sum(paid_amount) FROM order_header"))
                .isEqualTo("1 5.0000");

        ImportSummary second = bench.run("online-retail", mended(first, ",many,", ",2,"));
        assertThat(second.rejected()).isZero();
        assertThat(bench.ask("SELECT count(*), sum(paid_amount) FROM order_header"))
                .isEqualTo("2 14.0000");
        assertThat(bench.ask("SELECT count(*), sum(paid_amount) FROM order_line"))
                .isEqualTo("4 14.0000");
    }

    @Test
    void equalRowsAreRowsOfTheirOwnAndComeBackAsThemselves() throws IOException {
        String line = "A,S1,one,1,2010-12-01 08:26:00,2.50,17850.0,United Kingdom\n";
        Path file = Files.writeString(
                folder.resolve("lines.csv"),
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n" + line + line);
        ImportSummary ignored = bench.run("online-retail", file);
        assertThat(bench.ask("SELECT count(*) FROM order_line")).isEqualTo("2");
        ImportSummary again = bench.run("online-retail", file);
        assertThat(ImportBench.facts(again, "order_line")).isEqualTo(new ImportSummary.Facts(0, 0, 2));
        assertThat(bench.ask("SELECT max(customer), max(paid_amount) FROM order_header"))
                .isEqualTo("17850 5.0000");
    }
}
