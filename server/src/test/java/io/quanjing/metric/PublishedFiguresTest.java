package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.ImportBench;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dictionary;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of real files against those that others published. */
class PublishedFiguresTest {

    @TempDir
    Path folder;

    @Test
    void tmallOrders() {
        try (ImportBench bench = imported("tmall-orders", "tmall_orders/tmall_order_report.csv")) {
            assertThat(rows(
                            bench,
                            "paid_orders,gmv,refund_amount,net_sales,order_amount,orders",
                            "2020-02-01..2020-03-01",
                            "total",
                            ""))
                    .containsExactly(MetricEngineTest.row(
                            "paid_orders",
                            24_087L,
                            "gmv",
                            "2474823.07",
                            "refund_amount",
                            "572335.92",
                            "net_sales",
                            "1902487.15",
                            "order_amount",
                            "2995760.61",
                            "orders",
                            28_010L));
            assertThat(rows(bench, "paid_orders,gmv", "2020-02-25..2020-02-25", "total", ""))
                    .containsExactly(MetricEngineTest.row("paid_orders", 2_936L, "gmv", "299421.20"));
            assertThat(rows(bench, "gmv,orders", "2020-02-01..2020-03-01", "total", "gmv", "region")
                            .getFirst())
                    .containsEntry("region", "上海")
                    .containsEntry("gmv", "326457.79");
            List<Map<String, @Nullable Object>> regions =
                    rows(bench, "gmv", "2020-02-01..2020-03-01", "total", "gmv", "region");
            assertThat(regions).hasSize(31);
            assertThat(sum(regions, "gmv")).isEqualByComparingTo("2474823.07");
            assertThat(sum(rows(bench, "gmv", "2020-02-01..2020-03-01", "day", ""), "gmv"))
                    .isEqualByComparingTo("2474823.07");
        }
    }

    @Test
    void fuzzyFactory() {
        try (ImportBench bench = imported("fuzzy-factory", "fuzzy_factory")) {
            assertThat(rows(
                            bench,
                            "gmv,refund_amount,paid_orders,cost_of_goods",
                            "2012-03-19..2015-03-31",
                            "total",
                            ""))
                    .containsExactly(MetricEngineTest.row(
                            "gmv",
                            "1938509.75",
                            "refund_amount",
                            "85232.71",
                            "paid_orders",
                            32_313L,
                            "cost_of_goods",
                            "722370.25"));
            // the last refunds came in April
            assertThat(rows(bench, "refund_amount", "2012-03-19..2015-04-30", "total", ""))
                    .containsExactly(MetricEngineTest.row("refund_amount", "85338.69"));
            // published as "before 12 April" and "before 14 April"
            assertThat(nonbrand(bench, "2012-03-19..2012-04-11")).containsEntry("sessions", 3_613L);
            assertThat(nonbrand(bench, "2012-03-19..2012-04-13"))
                    .containsEntry("sessions", 3_895L)
                    .containsEntry("paid_orders", 112L);
        }
    }

    private static Map<String, @Nullable Object> nonbrand(ImportBench bench, String days) {
        return rows(bench, "sessions,paid_orders", days, "total", "", "channel", "campaign").stream()
                .filter(row -> "gsearch".equals(row.get("channel")) && "nonbrand".equals(row.get("campaign")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlineRetail() {
        try (ImportBench bench = imported("online-retail", "uci_online_retail/online_retail.csv.gz")) {
            Map<String, @Nullable Object> row = rows(
                            bench,
                            "gmv,net_sales,buyers,repeat_buyers,refund_amount,refund_rate_amount,refund_rate_orders",
                            "2010-12-01..2011-12-31",
                            "total",
                            "")
                    .getFirst();
            // lines without a customer are sales of nobody
            assertThat(row)
                    .containsEntry("gmv", "10666684.54")
                    .containsEntry("net_sales", "9747747.93")
                    .containsEntry("buyers", 4_339L)
                    // published as 65.6 % of the customers with more than one invoice
                    .containsEntry("repeat_buyers", 2_845L);
            // the refunds of this file name no order
            assertThat(row)
                    .containsEntry("refund_amount", "918936.61")
                    .containsEntry("refund_rate_amount", null)
                    .containsEntry("refund_rate_orders", null);
            assertThat(sum(rows(bench, "gmv", "2010-12-01..2011-12-31", "total", "", "product"), "gmv"))
                    .isEqualByComparingTo("10666684.54");
        }
    }

    @Test
    void taobaoBehaviour() {
        try (ImportBench bench = imported("taobao-behavior", "taobao_userbehavior/UserBehavior.csv")) {
            assertThat(rows(
                            bench,
                            "page_views,cart_adds,favourites,purchases,visitors",
                            "2017-01-01..2018-12-31",
                            "total",
                            ""))
                    .containsExactly(MetricEngineTest.row(
                            "page_views",
                            9_046L,
                            "cart_adds",
                            536L,
                            "favourites",
                            212L,
                            "purchases",
                            206L,
                            "visitors",
                            114L));
            assertThat(rows(bench, "events", "2017-01-01..2018-12-31", "total", "events", "event_type")
                            .getFirst())
                    .containsEntry("events", 9_046L);
        }
    }

    private ImportBench imported(String format, String sample) {
        Path file = ImportBench.samples(sample);
        ImportBench bench = new ImportBench(folder, SourceLimits.standard());
        assertThat(Objects.requireNonNull(bench.run(format, file)).rejected()).isZero();
        return bench;
    }

    private static List<Map<String, @Nullable Object>> rows(
            ImportBench bench, String ids, String days, String grain, String order, String... by) {
        Metrics metrics = new MetricEngine(Dictionary.load(), bench.warehouse, bench.shops(), InstantSource.system());
        String[] ends = days.split("\\.\\.", -1);
        MetricQuestion question = MetricQuestionParser.parse(new MetricQuestionParser.Texts(
                ids, ends[0], ends[1], List.of("shop"), String.join(",", by), List.of(), grain, null, order, null));
        assertThat(question.grain()).isEqualTo(Grain.valueOf(grain.toUpperCase(java.util.Locale.ROOT)));
        return metrics.ask(question, Story.EVERYTHING).rows();
    }

    private static BigDecimal sum(List<Map<String, @Nullable Object>> rows, String metric) {
        return rows.stream()
                .map(row -> new BigDecimal(String.valueOf(row.get(metric))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
