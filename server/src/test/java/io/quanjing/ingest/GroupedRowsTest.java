package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An order of many rows is taken whole or not at all, whatever is wrong with one of its rows. */
class GroupedRowsTest extends OnAnImportBench {

    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String ORDERS = "SELECT count(*), sum(paid_amount), max(order_id) FROM order_header";
    private static final String MAPPING = """
            format: grouped
            source: grouped
            zone: UTC
            currency: GBP
            files:
              lines:
                columns:
                  shop_no: { header: shop_no, required: true }
                  number: { header: number, required: true }
                  day: { header: day, type: day, required: true }
                  amount: { header: amount, type: amount, required: true }
                  extra: { header: extra }
                let:
                  order: concat(shop_no, '-', number)
                facts:
                  - table: order_header
                    group: order
                    set:
                      natural_key: order
                      order_id: order
                      at: first(day)
                      status: { text: paid }
                      paid_at: first(day)
                      order_amount: sum(amount)
                      paid_amount: sum(amount)
                      discount_amount: sum(number(extra))
            """;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ImportSummary grouped(String rows) throws IOException {
        Path mapping = file("mapping.yml", MAPPING);
        return bench.runMapped("csv", mapping, file("lines.csv", "shop_no,number,day,amount,extra\n" + rows));
    }

    @Test
    void aSurplusCellInOneLineKeepsTheWholeInvoiceBackUntilItIsMended() throws IOException {
        ImportSummary first = bench.run(
                "online-retail",
                file(
                        "lines.csv",
                        HEADER
                                + "A,S1,one,1,2010-12-01 08:26:00,2.50,17850,United Kingdom\n"
                                + "B,S1,one,2,2010-12-01 08:27:00,2.50,17850,United Kingdom\n"
                                + "A,S2,two, with a comma,2,2010-12-01 08:26:00,1.25,17850,United Kingdom\n"
                                + "A,S3,three,4,2010-12-01 08:26:00,1,17850,United Kingdom\n"));
        assertThat(reasons(first))
                .isEqualTo("2 ingest.group_incomplete\n4 ingest.too_many_columns\n5 ingest.group_incomplete\n");
        assertThat(bench.ask(ORDERS)).isEqualTo("1 5.0000 B");

        StringWriter out = new StringWriter();
        new QuarantineReader(bench.landing, first.id()).csv(out, null);
        String mended = out.toString()
                .replaceAll(
                        "A,S2,[^\r]*,lines.csv", "A,S2,two,2,2010-12-01 08:26:00,1.25,17850,United Kingdom,lines.csv");
        ImportSummary second = bench.run("online-retail", file("mended.csv", mended));
        assertThat(reasons(second)).isEmpty();
        assertThat(bench.ask(ORDERS)).isEqualTo("2 14.0000 B");
    }

    @Test
    void aSurplusCellLeftOfTheKeyStillFindsTheOrder() throws IOException {
        ImportSummary summary = grouped("""
                s,1,2026-01-01,10,
                s,2,2026-01-01,5,
                x,s,1,2026-01-01,10,1
                s,3,2026-01-01,7,
                x,s,3,2026-01-01,7,
                """);
        assertThat(reasons(summary)).isEqualTo("""
                        2 ingest.group_incomplete
                        4 ingest.too_many_columns
                        5 ingest.group_incomplete
                        6 ingest.not_a_time
                        """);
        assertThat(bench.ask(ORDERS)).isEqualTo("1 5.0000 s-2");
    }

    @Test
    void aBadRowKeepsItsOwnOrderBackAndNotTheOneBeforeIt() throws IOException {
        ImportSummary summary = grouped("""
                s,A,2026-01-01,10,
                s,B,2026-01-01,5,
                s,A,2026-01-01,1,
                s,B,2026-01-01,five,
                """);
        assertThat(reasons(summary)).isEqualTo("3 ingest.group_incomplete\n5 ingest.not_a_number\n");
        assertThat(bench.ask(ORDERS)).isEqualTo("1 11.0000 s-A");
    }

    @Test
    void aTextThatOnlyTheGroupReadsRefusesItsRowToo() throws IOException {
        ImportSummary summary = grouped("""
                s,A,2026-01-01,10,1
                s,A,2026-01-01,5,none of it
                s,B,2026-01-01,5,
                """);
        assertThat(reasons(summary)).isEqualTo("2 ingest.group_incomplete\n3 ingest.not_a_number\n");
        assertThat(bench.ask(ORDERS)).isEqualTo("1 5.0000 s-B");
    }

    @Test
    void anOrderWhoseSumFitsNoFactIsKeptBackAndTheRestIsTaken() throws IOException {
        ImportSummary summary = grouped("""
                s,A,2026-01-01,60000000000000,
                s,B,2026-01-01,5,
                s,A,2026-01-01,60000000000000,
                """);
        assertThat(reasons(summary)).isEqualTo("2 ingest.out_of_range\n4 ingest.out_of_range\n");
        assertThat(bench.ask(ORDERS)).isEqualTo("1 5.0000 s-B");
    }

    @Test
    void aBadRowThatDoesNotTellItsOrderEndsTheRun() {
        assertThatThrownBy(() -> bench.run(
                        "online-retail",
                        file(
                                "lines.csv",
                                HEADER
                                        + "A,S1,one,1,2010-12-01 08:26:00,2.50,17850,United Kingdom\n"
                                        + ",S2,two,2,2010-12-01 08:26:00,1.25,17850,United Kingdom\n")))
                .isInstanceOfSatisfying(QuanjingException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(IngestError.GROUP_UNKNOWN);
                    assertThat(e).hasMessageContaining("Line 3 of lines.csv", "order_header");
                });
        assertThat(bench.ask("SELECT count(*) FROM order_header")).isEqualTo("0");
    }
}
