package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import org.junit.jupiter.api.Test;

/** What every fact has to keep, whichever format it comes through: figures are made of it. */
class FactRulesTest extends OnAnImportBench {

    private static final String ORDERS = "order_id,at,order_amount,paid_at,paid_amount,currency,customer\n";

    private ImportSummary table(String table, String text) throws IOException {
        return bench.run("quanjing", Files.writeString(folder.resolve(table + ".csv"), text));
    }

    @Test
    void anOrderHasATimeOfPaymentAndAPaidAmountOrNeither() throws IOException {
        ImportSummary summary = table(
                "order_header",
                ORDERS
                        + "1,2026-11-01 09:00:00,10,2026-11-01 09:00:10,10,,\n"
                        + "2,2026-11-01 09:00:00,10,2026-11-01 09:00:10,,,\n"
                        + "3,2026-11-01 09:00:00,10,,10,,\n"
                        + "4,2026-11-01 09:00:00,10,,,,\n"
                        + "5,2026-11-01 09:00:00,10,,0,,\n");
        assertThat(reasons(summary)).isEqualTo("3 ingest.payment_incomplete\n4 ingest.payment_incomplete\n");
        assertThat(bench.ask("SELECT count(*), sum(paid_amount) FROM order_header"))
                .isEqualTo("3 10.0000");
        bench.warehouse.awaitMarts();
    }

    @Test
    void aBarCodeIsNoQuantity() throws IOException {
        ImportSummary summary = table("order_line", """
                order_id,line_no,at,quantity,order_amount,unit_cost
                1,1,2026-11-01 09:00:00,999999999,1,30
                1,2,2026-11-01 09:00:00,6901234567890,1,30
                1,3,2026-11-01 09:00:00,-1000000000,1,30
                """);
        assertThat(reasons(summary)).isEqualTo("3 ingest.out_of_range\n4 ingest.out_of_range\n");
    }

    @Test
    void aFactInAnotherCurrencyThanTheShopsIsKeptBack() throws IOException {
        ImportSummary summary = table(
                "order_header",
                ORDERS
                        + "1,2026-11-01 09:00:00,10,,,CNY,\n"
                        + "2,2026-11-01 09:00:00,10,,,cny,\n"
                        + "3,2026-11-01 09:00:00,10,,,RMB,\n"
                        + "4,2026-11-01 09:00:00,10,,,USD,\n"
                        + "5,2026-11-01 09:00:00,10,,,YUAN,\n");
        assertThat(reasons(summary)).isEqualTo("5 ingest.other_currency\n6 ingest.unknown_value\n");
        assertThat(bench.ask("SELECT count(*), count(DISTINCT currency), max(currency) FROM order_header"))
                .isEqualTo("3 1 CNY");
    }

    @Test
    void aFormatInAnotherCurrencyThanTheShopsIsRefusedBeforeItIsRead() {
        assertThat(bench.shops()
                        .findOrCreate("shop", ShopClock.of("Asia/Shanghai"), Currency.getInstance("USD"))
                        .currency())
                .isEqualTo(Currency.getInstance("USD"));
        assertThatThrownBy(() -> bench.run("taobao", Files.writeString(folder.resolve("orders.csv"), """
                                订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额
                                1,10,10,上海,2020-02-21 00:00:00,2020-02-21 00:00:09,0
                                """)))
                .isInstanceOfSatisfying(QuanjingException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(IngestError.CURRENCY_MISMATCH);
                    assertThat(e).hasMessageContaining("CNY").hasMessageContaining("USD");
                });
    }

    @Test
    void aCustomerWhoIsAMobileNumberMeetsTheEventsOfTheSamePersonUnderOnePseudonym() throws IOException {
        String pseudonym = new Pseudonyms(new byte[] {7}).of("13800138000");
        ImportSummary orders = table(
                "order_header",
                ORDERS + "1,2026-11-01 09:00:00,10,,,,138 0013 8000\n2,2026-11-01 09:00:00,10,,,,Li@Example.cn\n"
                        + "3,2026-11-01 09:00:00,10,,,,10000001\n");
        assertThat(orders.rejected()).isZero();
        assertThat(bench.ask("SELECT customer FROM order_header WHERE order_id = '1'"))
                .isEqualTo(pseudonym);
        assertThat(bench.ask("SELECT count(*) FROM order_header WHERE customer LIKE '%@%'"))
                .isEqualTo("0");
        assertThat(bench.ask("SELECT customer FROM order_header WHERE order_id = '3'"))
                .isEqualTo("10000001");
        ImportSummary customers = table("customer", "customer\n+8613800138000\n");
        assertThat(customers.rejected()).isZero();
        assertThat(bench.ask("SELECT natural_key, customer FROM customer")).isEqualTo(pseudonym + " " + pseudonym);
    }

    @Test
    void onlyTheOwnerOfTheProcessReadsTheQuarantine() throws IOException {
        ImportSummary summary = table("order_header", ORDERS + "1,soon,10,,,,13800138000\n");
        Path file = Quarantine.path(bench.landing, summary.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void rejectedRowsAreDeletedAfterTheirDays() throws IOException {
        Path file = Quarantine.path(
                bench.landing, table("order_header", ORDERS + "1,soon,10,,,,\n").id());
        InstantSource now = InstantSource.fixed(Files.getLastModifiedTime(file).toInstant());
        new QuarantineRetention(bench.landing, 30, InstantSource.offset(now, Duration.ofDays(30))).sweep();
        assertThat(file).exists();
        new QuarantineRetention(bench.landing, 30, InstantSource.offset(now, Duration.ofDays(31))).sweep();
        assertThat(file).doesNotExist();
    }

    @Test
    void anAuditLogThatFailsDoesNotMakeAKeptImportFail() throws IOException {
        bench.auditFails = true;
        ImportSummary summary = table("order_header", ORDERS + "1,2026-11-01 09:00:00,10,,,,\n");
        assertThat(summary.accepted()).isEqualTo(1);
        assertThat(bench.failures).isEmpty();
        assertThat(new KeptLoadStore(bench.warehouse).has(summary.id())).isTrue();
        assertThat(new KeptLoadStore(bench.warehouse).has("another")).isFalse();
    }
}
