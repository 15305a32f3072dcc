package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.source.SourceLimits;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files that nobody here wrote, against figures that others published or that a second program counted. */
class SampleImportTest {

    @TempDir
    Path folder;

    private ImportBench bench;

    @BeforeEach
    void open() {
        bench = new ImportBench(folder, SourceLimits.standard());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tmallOrdersAreTakenGrossOfRefundsAndASecondImportChangesNothing() {
        Path file = ImportBench.samples("tmall_orders/tmall_order_report.csv");
        ImportSummary first = bench.run("taobao", file);
        assertThat(first.read()).isEqualTo(28_010);
        assertThat(first.accepted()).isEqualTo(28_010);
        assertThat(first.rejected()).isZero();
        assertThat(ImportBench.facts(first, "order_header").added()).isEqualTo(28_010);
        assertThat(ImportBench.facts(first, "refund").added()).isEqualTo(5_646);

        ImportSummary second = bench.run("taobao", file);
        assertThat(ImportBench.facts(second, "order_header").unchanged()).isEqualTo(28_010);
        assertThat(ImportBench.facts(second, "order_header").added()).isZero();
        assertThat(ImportBench.facts(second, "order_header").revised()).isZero();

        assertThat(bench.ask("SELECT count(*), sum(order_amount), count(paid_at), sum(paid_amount) FROM order_header"))
                .isEqualTo("28010 2995760.6100 24087 2474823.0700");
        assertThat(bench.ask("SELECT sum(amount) FROM refund")).isEqualTo("572335.9200");
        assertThat(bench.ask("SELECT count(*), sum(paid_amount) FROM order_header WHERE paid_day = DATE '2020-02-25'"))
                .isEqualTo("2936 299421.2000");
        assertThat(bench.ask("SELECT region, sum(paid_amount) FROM order_header GROUP BY 1 ORDER BY 2 DESC LIMIT 1"))
                .isEqualTo("上海 326457.7900");
        assertThat(bench.ask(
                        "SELECT count(DISTINCT region), count(region) FROM order_header WHERE paid_at IS NOT NULL"))
                .isEqualTo("31 24087");
        assertThat(bench.ask("SELECT sum(paid_amount) FROM sales_line")).isEqualTo("2474823.0700");
    }

    @Test
    void taobaoBehaviourKeepsEveryClickAtItsTrueTime() {
        Path file = ImportBench.samples("taobao_userbehavior/UserBehavior.csv");
        ImportSummary summary = bench.run("taobao-behavior", file);
        assertThat(summary.read()).isEqualTo(10_000);
        assertThat(summary.rejected()).isZero();
        assertThat(summary.eventTypes())
                .isEqualTo(Map.of("product_view", 9_046L, "cart_add", 536L, "favourite", 212L, "purchase", 206L));
        assertThat(bench.ask("SELECT count(*) FROM event WHERE shop_day < DATE '2017-11-25'"))
                .isEqualTo("4");
        assertThat(bench.ask("SELECT count(DISTINCT visitor) FROM event")).isEqualTo("114");
        assertThat(ImportBench.facts(bench.run("taobao-behavior", file), "event")
                        .unchanged())
                .isEqualTo(10_000);
    }

    @Test
    void fuzzyFactoryJoinsItsFiles() {
        ImportSummary summary = bench.run("fuzzy-factory", ImportBench.samples("fuzzy_factory"));
        assertThat(summary.rejected()).isZero();
        assertThat(summary.read()).isEqualTo(5_000 + 5_000 + 32_313 + 40_025 + 1_731 + 4);
        assertThat(bench.ask("SELECT count(*), sum(paid_amount) FROM order_header"))
                .isEqualTo("32313 1938509.7500");
        assertThat(bench.ask("SELECT count(*), sum(paid_amount), sum(unit_cost) FROM order_line"))
                .isEqualTo("40025 1938509.7500 722370.2500");
        assertThat(bench.ask("SELECT count(*), sum(amount) FROM refund WHERE product IS NOT NULL"))
                .isEqualTo("1731 85338.6900");
        assertThat(bench.ask("SELECT count(DISTINCT session) FROM session WHERE channel = 'gsearch'"
                        + " AND campaign = 'nonbrand' AND shop_day < DATE '2012-04-12'"))
                .isEqualTo("3613");
        assertThat(bench.ask("SELECT count(DISTINCT s.session), count(DISTINCT o.order_id) FROM session s"
                        + " LEFT JOIN order_header o ON o.session = s.session WHERE s.channel = 'gsearch'"
                        + " AND s.campaign = 'nonbrand' AND s.shop_day < DATE '2012-04-14'"))
                .isEqualTo("3895 112");
        assertThat(bench.ask("SELECT count(*), count(visitor), count(channel), count(device) FROM event"
                        + " WHERE type IN ('page_view', 'product_view')"))
                .isEqualTo("5000 5000 5000 5000");
        assertThat(bench.ask("SELECT count(*) FROM channel WHERE shop = 'shop'"))
                .isEqualTo("7");
    }

    @Test
    void onlineRetailNetsCancellationsAndKeepsEqualLines() {
        Path file = ImportBench.samples("uci_online_retail/online_retail.csv.gz");
        ImportSummary summary = bench.run("online-retail", file);
        assertThat(summary.read()).isEqualTo(541_909);
        assertThat(summary.rejected()).isZero();
        assertThat(bench.ask("SELECT (SELECT sum(paid_amount) FROM order_line) - (SELECT sum(amount) FROM refund)"))
                .isEqualTo("9747747.9340");
        assertThat(bench.ask("SELECT sum(paid_amount) = (SELECT sum(paid_amount) FROM order_line) FROM order_header"))
                .isEqualTo("true");
        assertThat(bench.ask("SELECT count(*) FROM refund WHERE type = 'return'"))
                .isEqualTo("9288");
        assertThat(bench.ask("SELECT count(DISTINCT customer) FROM (SELECT customer FROM order_header"
                        + " UNION ALL SELECT customer FROM refund)"))
                .isEqualTo("4372");
        assertThat(bench.ask("SELECT count(*) FROM order_line")).isEqualTo("531283");
        assertThat(bench.ask("SELECT count(*) FROM order_header WHERE customer IS NULL AND paid_amount > 0"))
                .isNotEqualTo("0");
    }
}
