package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.ingest.mapping.Head;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.SourceLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports in the exact formats of the platforms, recognised by their content, against the totals that are told with them. */
class PlatformFormatsTest {

    private static final String SOLD =
            "SELECT count(*), count(paid_at), sum(order_amount), sum(paid_amount) FROM order_header";
    private static final String REFUNDED = "SELECT coalesce(sum(amount), 0) FROM refund_line";
    private static final String LINES = "SELECT count(*), sum(quantity), sum(paid_amount) FROM order_line";

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

    private ImportSummary take(String... exports) {
        Path[] files = List.of(exports).stream().map(ImportBench::export).toArray(Path[]::new);
        ImportSummary summary = bench.run("auto", files);
        assertThat(summary.rejected()).as("rejected rows").isZero();
        assertThat(summary.read()).isEqualTo(summary.accepted() + summary.skipped());
        return summary;
    }

    /** The numbers of the first row without zeros at their ends. */
    private List<String> numbers(String sql) {
        return List.of(bench.ask(sql).split(" ")).stream()
                .map(n -> n.equals("null")
                        ? n
                        : new BigDecimal(n).stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void taobaoOrdersAreGrossOfRefunds() {
        ImportSummary summary = take("taobao/ExportOrderList_gbk.csv");
        assertThat(summary.read()).isEqualTo(6);
        assertThat(numbers(SOLD)).containsExactly("6", "5", "880", "821");
        assertThat(numbers(REFUNDED)).containsExactly("119");
        assertThat(numbers("SELECT count(DISTINCT customer) FROM order_header WHERE paid_at IS NOT NULL"))
                .containsExactly("5");
        assertThat(bench.ask(
                        "SELECT status, region, city, device FROM order_header WHERE order_id = '4600000000000000005'"))
                .isEqualTo("paid 内蒙古 呼和浩特市 mobile");
    }

    @Test
    void taobaoDetailsShareWhatTheOrderPaidForGoods() {
        take("taobao/ExportOrderDetailList_gbk.csv", "taobao/ExportOrderList_gbk.csv");
        assertThat(numbers("SELECT count(*), sum(quantity), count(DISTINCT order_id) FROM order_line"))
                .containsExactly("7", "8", "6");
        // 189.00 by 138 to 61, which is 131.07 and 57.93; what the buyer paid for freight, 6.00, is no goods'
        assertThat(
                        numbers(
                                "SELECT min(paid_amount), max(paid_amount) FROM order_line WHERE order_id = '4600000000000000001'"))
                .containsExactly("57.93", "131.07");
        assertThat(numbers("SELECT sum(paid_amount) FROM order_line")).containsExactly("815");
        assertThat(numbers("SELECT sum(paid_amount) FROM sales_line")).containsExactly("821");
    }

    @Test
    void taobaoDetailsAskForTheOrdersBeside() {
        assertThatThrownBy(() -> take("taobao/ExportOrderDetailList_gbk.csv"))
                .hasMessageContaining("needs the orders file");
    }

    @Test
    void aRefundListTellsTheDaysOfWhatTheOrderListOnlySums() {
        String days = "SELECT string_agg(refund_day || ' ' || amount, ', ' ORDER BY refund_day) FROM refund_line";
        take("taobao/ExportOrderList_gbk.csv");
        assertThat(bench.ask(days)).isEqualTo("2026-11-01 20.0000, 2026-11-02 99.0000");
        take("taobao/refund_list.xlsx");
        assertThat(bench.ask(days)).isEqualTo("2026-11-02 99.0000, 2026-11-07 20.0000");
        assertThat(numbers("SELECT count(*) FROM refund WHERE NOT coalesce(remainder, false)"))
                .containsExactly("2");
        // and the order list once more brings nothing back
        take("taobao/ExportOrderList_gbk.csv");
        assertThat(bench.ask(days)).isEqualTo("2026-11-02 99.0000, 2026-11-07 20.0000");
    }

    /** Another system writes a look-alike in GB2312, with a row for each item and the order's amount on all of them. */
    @Test
    void anOrderThatStandsOnSeveralRowsCountsOnce() throws IOException {
        Path file = Files.write(folder.resolve("lookalike.csv"), """
                订单编号,买家会员名,总金额,买家实际支付金额,订单状态,收货地址,订单创建时间,订单付款时间,宝贝标题,退款金额
                L1,b1,60.00,50.00,已付款,江苏省 扬州市 邗江区,2026-11-01 10:00:00,2026-11-01 10:01:00,甲,10.00
                L1,b1,60.00,50.00,已付款,江苏省 扬州市 邗江区,2026-11-01 10:00:00,2026-11-01 10:01:00,乙,10.00
                L2,b2,30.00,30.00,已发货,上海 上海市 浦东新区,2026-11-01 11:00:00,2026-11-01 11:01:00,丙,0.00
                """.getBytes(Charset.forName("GB2312")));
        assertThat(bench.run("auto", file).rejected()).isZero();
        assertThat(numbers(SOLD)).containsExactly("2", "2", "90", "90");
        assertThat(numbers(REFUNDED)).containsExactly("10");
        assertThat(numbers("SELECT sum(paid_amount) FROM sales_line")).containsExactly("90");
    }

    @Test
    void theOrderListOf2026IsReadTheSameWay() {
        take("taobao/qianniu_order_2026.xlsx");
        assertThat(numbers(SOLD)).containsExactly("2", "2", "338", "338");
        assertThat(numbers(REFUNDED)).containsExactly("169");
    }

    @Test
    void douyinOrders() {
        ImportSummary summary = take("douyin/订单导出_utf8bom.csv");
        assertThat(summary.read()).isEqualTo(5);
        assertThat(numbers(SOLD)).containsExactly("4", "3", "2193.8", "1094.8");
        assertThat(numbers(REFUNDED)).containsExactly("29.9");
        assertThat(numbers("SELECT count(*) FROM order_line WHERE gift")).containsExactly("1");
        assertThat(bench.ask("SELECT channel, creator FROM order_header WHERE order_id = '6900000000000000001'"))
                .isEqualTo("douyin_live 7000000000000000001");
        assertThat(bench.ask("SELECT count(*) FROM order_header WHERE city LIKE '%#%' OR customer IS NOT NULL"))
                .isEqualTo("0");

        take("douyin/售后单_partial_utf8bom.csv");
        assertThat(numbers(REFUNDED)).containsExactly("29.9");
        assertThat(bench.ask("SELECT refund_day FROM refund_line")).isEqualTo("2026-11-05");
    }

    @Test
    void douyinMergedRowsBecomeLinesThatAddUp() {
        take("douyin/合并行变体_utf8.csv");
        assertThat(numbers(SOLD)).containsExactly("2", "2", "127.9", "127.9");
        assertThat(numbers(LINES)).containsExactly("3", "6", "127.9");
        assertThat(bench.ask("SELECT string_agg(sku || ' ' || title, ', ' ORDER BY sku) FROM order_line"
                        + " WHERE order_id = '6900000000000000012'"))
                .isEqualTo("A01 示例商品A-(A01), B02 示例商品B-(B02)");
    }

    @Test
    void douyinSettlementsAndMovementsTellTheSameFeesOnce() {
        take("douyin/结算单_第二行公式.csv", "douyin/动账明细_utf8bom.csv");
        assertThat(
                        bench.ask(
                                "SELECT string_agg(kind || ' ' || amount, ', ' ORDER BY kind) FROM order_fee WHERE amount <> 0"))
                .isEqualTo("commission 53.9500, creator 39.9500");
    }

    @Test
    void douyinLiveSessionsKeepWhatThePlatformReports() {
        take("douyin/罗盘_直播场次_partial.xlsx");
        assertThat(bench.ask("SELECT creator, title, channel FROM live_session"))
                .isEqualTo("demo_live_01 示例直播间 douyin_live");
        assertThat(numbers(
                        "SELECT max(value) FILTER (metric = 'exposures'), max(value) FILTER (metric = 'sold_amount'),"
                                + " max(value) FILTER (metric = 'net_amount') FROM platform_figure"))
                .containsExactly("81000", "38650", "35010");
    }

    @Test
    void jdAmountsCountOncePerOrder() {
        ImportSummary summary = take("jd/订单_gbk.csv");
        assertThat(summary.read()).isEqualTo(4);
        assertThat(numbers(SOLD)).containsExactly("3", "3", "875", "845");
        assertThat(numbers("SELECT sum(order_amount), sum(paid_amount) FROM order_header WHERE status <> 'closed'"))
                .containsExactly("625", "595");
        assertThat(numbers("SELECT (SELECT sum(paid_amount) FROM sales_line) - (SELECT sum(amount) FROM refund_line)"))
                .containsExactly("595");
        // 470.00 shared by 250 to 250
        assertThat(numbers("SELECT min(paid_amount), max(paid_amount) FROM order_line WHERE order_id = '300000000001'"))
                .containsExactly("235", "235");
        assertThat(bench.ask("SELECT region, city, customer FROM order_header LIMIT 1"))
                .isEqualTo("广东 深圳市 null");
    }

    @Test
    void aSplitOrderOfJdCountsAsItsPartsOnly() throws IOException {
        Path file = Files.write(folder.resolve("split.csv"), """
                订单号,商品ID,订购数量,下单时间,京东价,订单金额,应付金额,订单状态,付款确认时间,订单备注
                1,11,2,2026-11-01 10:00:00,50.00,100.00,100.00,等待出库,2026-11-01 10:01:00,"订单拆分为 2,3"
                2,11,1,2026-11-01 10:00:00,50.00,50.00,50.00,等待出库,2026-11-01 10:01:00,
                3,11,1,2026-11-01 10:00:00,50.00,50.00,50.00,等待出库,2026-11-01 10:01:00,
                """.getBytes(Charset.forName("GBK")));
        assertThat(bench.run("auto", file).rejected()).isZero();
        assertThat(numbers(SOLD)).containsExactly("2", "2", "100", "100");
    }

    @Test
    void pinduoduoCountsWhatBuyersPaid() {
        take("pdd/订单_27列_尾随制表符.csv");
        assertThat(numbers(SOLD)).containsExactly("4", "3", "632.65", "463.65");
        assertThat(numbers(REFUNDED)).containsExactly("143.65");
        assertThat(bench.ask("SELECT shop_day, status FROM order_header WHERE order_id = '261103-400000000000003'"))
                .isEqualTo("2026-11-03 created");
    }

    @Test
    void xiaohongshuLeavesIdentityCardsOut() throws IOException {
        take("xhs/订单查询_72列.xlsx");
        assertThat(numbers(SOLD)).containsExactly("4", "4", "485", "485");
        assertThat(numbers(LINES)).containsExactly("5", "6", "485");
        assertThat(numbers(REFUNDED)).containsExactly("99");
        assertThat(numbers("SELECT count(*) FROM order_line WHERE gift")).containsExactly("1");

        Path file = Files.writeString(folder.resolve("bad.csv"), """
                订单号,订单状态,小红书编码,SKU件数,用户应付金额(元),支付时间,订单创建时间,收件人身份证号
                P9,已完成,X,many,10,2026-11-01 10:00:00,2026-11-01 10:00:00,110101199001011234
                P8,已完成,X,1,10,2026-11-01 10:00:00,2026-11-01 10:00:00,110101199001011234
                """);
        ImportSummary summary = bench.run("auto", file);
        assertThat(summary.rejected()).isEqualTo(1);
        try (java.util.stream.Stream<Path> kept = Files.walk(folder)) {
            List<Path> leaking = kept.filter(Files::isRegularFile)
                    .filter(p -> !p.equals(file))
                    .filter(p -> contains(p, "110101199001011234"))
                    .toList();
            assertThat(leaking).isEmpty();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void advertisingLeavesTotalsOut() {
        take("wanxiangtai/商品推广_gb18030.csv", "qianchuan/商品_日_含全部行.xlsx", "pdd/推广_日_底部总计.xlsx");
        assertThat(bench.ask("SELECT string_agg(channel || ' ' || cost, ', ' ORDER BY channel) FROM"
                        + " (SELECT channel, sum(cost) AS cost FROM ad_spend GROUP BY 1)"))
                .isEqualTo("douyin_ads 1000.0000, pdd_ads 182.1200, taobao_wanxiangtai 120.5000");
        assertThat(
                        numbers(
                                "SELECT sum(impressions), sum(clicks), sum(claimed_amount) FROM ad_spend WHERE channel = 'douyin_ads'"))
                .containsExactly("20000", "600", "4000");
    }

    @Test
    void materialsTakeTheirDayFromTheFilesName() throws IOException {
        ImportSummary without = bench.run("auto", ImportBench.export("qianchuan/素材_日_inlineStr.xlsx"));
        assertThat(without.rejected()).isEqualTo(2);
        Path dated =
                Files.copy(ImportBench.export("qianchuan/素材_日_inlineStr.xlsx"), folder.resolve("素材_2026-11-01.xlsx"));
        assertThat(bench.run("auto", dated).rejected()).isZero();
        assertThat(bench.ask("SELECT shop_day, sum(cost), count(*) FROM ad_spend GROUP BY 1"))
                .isEqualTo("2026-11-01 1279.5600 2");
    }

    @Test
    void platformFiguresStandBesideOurs() {
        take("sycm/商品_全部_2026-11-01_2026-11-01.xlsx", "sycm/店铺_自助取数_日.xlsx");
        assertThat(numbers(
                        "SELECT sum(value) FROM platform_figure WHERE metric = 'paid_amount' AND product IS NOT NULL"))
                .containsExactly("2262");
        assertThat(
                        numbers(
                                "SELECT max(value) FILTER (metric = 'visitors'), max(value) FILTER (metric = 'pay_rate'),"
                                        + " max(value) FILTER (metric = 'pay_to_delivery_seconds') FROM platform_figure WHERE product IS NULL"))
                .containsExactly("3210", "0.0162", "201600");
        assertThat(bench.ask("SELECT count(*) FROM sales_line")).isEqualTo("0");
    }

    @Test
    void stockOfTheErps() {
        take("erp/旺店通_库存.xlsx", "erp/聚水潭_库存_partial_gbk.csv");
        assertThat(numbers("SELECT sum(on_hand) FROM stock_level WHERE warehouse = 'jushuitan'"))
                .containsExactly("125");
        assertThat(bench.ask("SELECT on_hand, reserved, in_transit FROM stock_level WHERE warehouse = 'jushuitan'"
                        + " AND sku = 'TS001-WH-M'"))
                .isEqualTo("120 18 60");
        assertThat(numbers("SELECT sum(on_hand) FROM stock_level WHERE warehouse = 'wangdiantong'"))
                .containsExactly("125");
    }

    @Test
    void rangesKeepBothEnds() {
        take("chanmama/商品榜_多表_partial_utf8bom.csv");
        assertThat(
                        numbers(
                                "SELECT min(value) FILTER (metric = 'units_7_low'), max(value) FILTER (metric = 'units_7_high'),"
                                        + " max(value) FILTER (metric = 'conversion_30_high'), count(DISTINCT subject) FROM platform_figure"))
                .containsExactly("2500", "100000", "0.15", "2");
    }

    @Test
    void youzanCustomersWithoutTheirNumbers() {
        take("youzan/客户_尾随逗号.csv");
        assertThat(bench.ask("SELECT count(*), count(*) FILTER (customer LIKE '%138%'), max(birth_year), max(gender)"
                        + " FROM customer"))
                .isEqualTo("2 0 1990 female");
    }

    @Test
    void shopifyOrdersTakeTheFirstLineForTheWhole() {
        take("shopify/orders_export.csv");
        assertThat(numbers(SOLD)).containsExactly("1", "1", "34.98", "34.98");
        assertThat(numbers(REFUNDED)).containsExactly("10");
        assertThat(numbers(LINES)).containsExactly("2", "3", "29.98");
        assertThat(bench.ask("SELECT currency, status, freight_amount FROM order_header"))
                .isEqualTo("USD shipped 5.0000");
        assertThat(bench.ask("SELECT count(*) FROM order_header WHERE customer LIKE '%@%'"))
                .isEqualTo("0");
    }

    @Test
    void shopifyProductsAndInventory() {
        take("shopify/products_new_template.csv", "shopify/inventory_export.csv");
        assertThat(bench.ask("SELECT count(*), max(title) FROM product")).isEqualTo("1 Demo Tee");
        assertThat(numbers("SELECT count(*) FROM sku")).containsExactly("2");
        assertThat(numbers("SELECT max(unit_cost) FROM product_cost")).containsExactly("4");
        assertThat(bench.ask("SELECT warehouse, on_hand, reserved FROM stock_level"))
                .isEqualTo("Main 10 1");
    }

    /** A file with all headers that the platform is known to write, and values for some of them. */
    private Path written(String name, String list, List<Map<String, String>> rows) throws IOException {
        List<String> names = headers(list);
        StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
        for (Map<String, String> row : rows) {
            assertThat(names).containsAll(row.keySet());
            text.append(names.stream().map(n -> row.getOrDefault(n, "")).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "taobao_order_list, taobao, orders",
        "taobao_order_detail_list, taobao, details",
        "qianniu_order_2026, taobao, orders",
        "taobao_refund, taobao, refunds",
        "sycm_product_38, sycm, products",
        "sycm_shop_core, sycm, shop",
        "wxt_24, wanxiangtai, subjects",
        "wxt_76, wanxiangtai, subjects",
        "douyin_order_74, douyin, orders",
        "douyin_merged_row, douyin, merged",
        "douyin_dongzhang, douyin, movements",
        "douyin_settlement_formula_row, douyin, settlements",
        "douyin_aftersale_partial, douyin, after_sales",
        "compass_live_session, douyin, live",
        "qianchuan_material_15, qianchuan, materials",
        "qianchuan_product, qianchuan, products",
        "jd_order_csv, jd, orders",
        "jd_settle, jd, settlements",
        "pdd_order_27, pdd, orders",
        "pdd_order_full_2023, pdd, orders",
        "pdd_promo, pdd, promotion",
        "xhs_order, xiaohongshu, orders",
        "kuaishou_order, kuaishou, orders",
        "weixin_shop_order, weixin-shop, orders",
        "youzan_order, youzan, orders",
        "youzan_customer, youzan, customers",
        "wdt_stock, wangdiantong, stock",
        "jst_inventory_partial, jushuitan, stock",
        "chanmama_product_rank_partial, chanmama, products",
        "shopify_order, shopify, orders",
        "shopify_inventory_2024, shopify, inventory",
        "shopify_product_old, shopify, products",
        "shopify_product_new, shopify, products",
    })
    void everyHeaderIsRecognisedWhateverTheFileIsCalled(String list, String format, String kind) throws IOException {
        String[] header = headers(list).toArray(String[]::new);
        List<RawRow> head = List.of(new RawRow(1, header, String.join(",", header)));
        Recogniser.Recognised found = new Formats(bench.warehouse, List::of)
                .of("auto", null)
                .recognise("x.csv", new Head(head))
                .orElseThrow();
        assertThat(found.mapping().name()).isEqualTo(format);
        assertThat(found.layout().kindName()).isEqualTo(kind);
    }

    private static List<String> headers(String list) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(ImportBench.export("headers.json")))
                .path(list)
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void kuaishouNamesWhoBroughtTheBuyer() throws IOException {
        Path file = written(
                "kuaishou.csv",
                "kuaishou_order",
                List.of(
                        Map.of(
                                "订单号",
                                "K1",
                                "订单创建时间",
                                "2026-11-01 10:00:00",
                                "订单支付时间",
                                "2026-11-01 10:00:30",
                                "订单状态",
                                "交易成功",
                                "实付款",
                                "88.50",
                                "成交数量",
                                "2",
                                "渠道",
                                "分销",
                                "CPS达人ID",
                                "0",
                                "团长ID",
                                "9001",
                                "收货地址-省",
                                "广东省"),
                        Map.of(
                                "订单号",
                                "K2",
                                "订单创建时间",
                                "2026-11-01 11:00:00",
                                "订单支付时间",
                                "2026-11-01 11:00:30",
                                "订单状态",
                                "交易关闭",
                                "实付款",
                                "20.00",
                                "成交数量",
                                "1",
                                "售后状态",
                                "退款成功"),
                        Map.of(
                                "订单号",
                                "K3",
                                "订单创建时间",
                                "2026-11-01 12:00:00",
                                "订单状态",
                                "待付款",
                                "实付款",
                                "9.90",
                                "成交数量",
                                "1")));
        assertThat(bench.run("auto", file).rejected()).isZero();
        assertThat(numbers(SOLD)).containsExactly("3", "2", "118.4", "108.5");
        assertThat(numbers(REFUNDED)).containsExactly("20");
        assertThat(bench.ask("SELECT creator, region, status FROM order_header WHERE order_id = 'K1'"))
                .isEqualTo("9001 广东 completed");
    }

    @Test
    void aWechatOrderCountsOnceForAllItsRows() throws IOException {
        Map<String, String> order = Map.of(
                "订单号",
                "W1",
                "订单下单时间",
                "2026-11-01 10:00:00",
                "支付时间",
                "2026-11-01 10:00:30",
                "订单状态",
                "已完成",
                "订单实际支付金额",
                "100.00",
                "技术服务费",
                "1.20");
        Map<String, String> first = new HashMap<>(order);
        first.putAll(Map.of("商品名称", "示例甲", "商品数量", "1", "商品实际价格(总共)", "70.00"));
        Map<String, String> second = new HashMap<>(order);
        second.putAll(Map.of("商品名称", "示例乙", "商品数量", "3", "商品实际价格(总共)", "35.00", "商品已退款金额", "33.33"));
        Path file = written("weixin.csv", "weixin_shop_order", List.of(first, second));
        assertThat(bench.run("auto", file).rejected()).isZero();
        assertThat(numbers(SOLD)).containsExactly("1", "1", "100", "100");
        assertThat(numbers("SELECT min(paid_amount), max(paid_amount), sum(quantity) FROM order_line"))
                .containsExactly("33.33", "66.67", "4");
        assertThat(numbers("SELECT count(*), sum(amount) FROM refund_line")).containsExactly("1", "33.33");
        assertThat(numbers("SELECT sum(amount) FROM order_fee")).containsExactly("1.2");
    }

    @Test
    void youzanOrdersKnowABuyerByAWholeNumberOnly() throws IOException {
        Path file = written(
                "youzan.csv",
                "youzan_order",
                List.of(
                        Map.of(
                                "订单号",
                                "E1",
                                "订单状态",
                                "交易完成",
                                "订单创建时间",
                                "2026-11-01 10:00:00",
                                "买家付款时间",
                                "2026-11-01 10:01:00",
                                "应收订单金额",
                                "60.00",
                                "订单实付金额",
                                "60.00",
                                "买家手机号",
                                "13800000009",
                                "订单已退款金额",
                                "10.00"),
                        Map.of(
                                "订单号",
                                "E2",
                                "订单状态",
                                "待发货",
                                "订单创建时间",
                                "2026-11-01 11:00:00",
                                "买家付款时间",
                                "2026-11-01 11:01:00",
                                "应收订单金额",
                                "40.00",
                                "订单实付金额",
                                "40.00",
                                "买家手机号",
                                "186******05")));
        assertThat(bench.run("auto", file).rejected()).isZero();
        assertThat(numbers(SOLD)).containsExactly("2", "2", "100", "100");
        assertThat(numbers(REFUNDED)).containsExactly("10");
        assertThat(bench.ask("SELECT count(customer), count(*) FILTER (customer LIKE '%138%') FROM order_header"))
                .isEqualTo("1 0");
    }

    @Test
    void jdSettlementsTellFeesAndTheDaysOfRefunds() throws IOException {
        take("jd/订单_gbk.csv");
        Map<String, String> bill = Map.of("币种", "CNY", "账单生成时间", "2026-11-08 00:00:00");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] row : new String[][] {
            {"300000000001", "货款", "470.00", "收入", ""},
            {"300000000001", "佣金", "-37.60", "支出", ""},
            {"300000000002", "货款", "-250.00", "支出", "2026-11-03 08:00:00"}
        }) {
            Map<String, String> values = new HashMap<>(bill);
            values.putAll(Map.of("订单编号", row[0], "费用名称", row[1], "应结金额", row[2], "收支方向", row[3], "售后退款时间", row[4]));
            rows.add(values);
        }
        assertThat(bench.run("auto", written("jd-settle.csv", "jd_settle", rows))
                        .rejected())
                .isZero();
        // The goods' money that came in stands beside the order's own, to be held against it.
        assertThat(
                        bench.ask(
                                "SELECT count(*), min(subject), sum(value) FROM platform_figure WHERE metric = 'settled_income'"))
                .isEqualTo("1 300000000001 470.0000");
        assertThat(bench.ask("SELECT order_id, kind, amount FROM order_fee"))
                .isEqualTo("300000000001 commission 37.6000");
        assertThat(bench.ask("SELECT refund_day, amount FROM refund_line")).isEqualTo("2026-11-03 250.0000");
    }

    @Test
    void aFileThatNothingKnowsSaysWhatIsNearest() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "订单号,下单时间,京东价,数量\n1,2026-11-01 10:00:00,9,1\n");
        assertThatThrownBy(() -> bench.run("auto", file))
                .hasMessageContaining("No format recognises the file x.csv")
                .hasMessageContaining("jd");
    }
}
