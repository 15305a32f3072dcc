package io.quanjing.ingest;

import io.quanjing.ingest.TemplateImportTest.Story;
import java.util.List;
import java.util.stream.Stream;

/** What somebody writes into each template, and the facts that have to come of it. */
final class TemplateStories {

    private TemplateStories() {}

    static Stream<Story> all() {
        return Stream.of(
                        customers(),
                        goods(),
                        purchasing(),
                        OrderStories.orders(),
                        OrderStories.service(),
                        MarketingStories.all())
                .flatMap(List::stream);
    }

    /** Cells in the order of the columns. */
    static List<String> row(String... cells) {
        return List.of(cells);
    }

    private static List<Story> customers() {
        return List.of(new Story(
                "customers",
                List.of(
                        row(
                                "C1",
                                "2026-03-08 20:15:00",
                                "淘宝搜索|Taobao search",
                                "618-2026",
                                "D01",
                                "",
                                "女|female",
                                "1996",
                                "浙江省",
                                "杭州市",
                                "新一线|new tier 1",
                                "金卡",
                                "2026-04-01 00:00:00",
                                "zh-CN"),
                        row("C2", "", "own-street-fair", "", "", "C1", "男|male", "", "", "", "", "", "", "")),
                "SELECT customer, channel, campaign, creator, referrer, gender, birth_year, region, city_tier, member_level,"
                        + " registered_at IS NULL, source FROM customer ORDER BY customer",
                """
                C1 taobao_search 618-2026 D01 null female 1996 浙江 new1 金卡 false own
                C2 own-street-fair null null C1 male null null null null true own""",
                11,
                "黑卡",
                """
                C1 taobao_search 618-2026 D01 null female 1996 浙江 new1 黑卡 false own
                C2 own-street-fair null null C1 male null null null null true own"""));
    }

    private static List<Story> goods() {
        return List.of(
                new Story(
                        "products",
                        List.of(
                                row(
                                        "P1",
                                        "短袖",
                                        "T-shirt",
                                        "服装/上衣",
                                        "示例",
                                        "P1-M",
                                        "白/M",
                                        "6901234567892",
                                        "99.00",
                                        "32.50",
                                        "2026-11-01",
                                        "0.25",
                                        "",
                                        "2026-03-01"),
                                row("P1", "短袖", "", "", "", "P1-L", "白/L", "", "99.00", "33", "", "", "365", ""),
                                row("P2", "腰带", "", "", "", "", "", "", "", "12.8", "2026-01-01", "", "", "")),
                        "SELECT 'product', product, title, title_en, category, list_price, CAST(launched_on AS VARCHAR) FROM product"
                                + " UNION ALL SELECT 'sku', sku, product, specification, barcode, weight_kg, CAST(shelf_life_days AS VARCHAR)"
                                + " FROM sku UNION ALL SELECT 'cost', product, sku, currency, CAST(valid_from AS VARCHAR), unit_cost, source"
                                + " FROM product_cost ORDER BY 1, 2, 3",
                        """
                        cost P1 P1-L CNY 2000-01-01 33 own
                        cost P1 P1-M CNY 2026-11-01 32.5 own
                        cost P2 null CNY 2026-01-01 12.8 own
                        product P1 短袖 T-shirt 服装/上衣 99 2026-03-01
                        product P2 腰带 null null null null
                        sku P1-L P1 白/L null null 365
                        sku P1-M P1 白/M 6901234567892 0.25 null""",
                        9,
                        "31",
                        """
                        cost P1 P1-L CNY 2000-01-01 33 own
                        cost P1 P1-M CNY 2026-11-01 31 own
                        cost P2 null CNY 2026-01-01 12.8 own
                        product P1 短袖 T-shirt 服装/上衣 99 2026-03-01
                        product P2 腰带 null null null null
                        sku P1-L P1 白/L null null 365
                        sku P1-M P1 白/M 6901234567892 0.25 null"""),
                new Story(
                        "warehouses",
                        List.of(row("HZ1", "杭州主仓", "自有仓|own", "浙江省", "杭州市"), row("JD", "京东仓", "平台仓|platform", "", "")),
                        "SELECT warehouse, title, kind, region, city FROM warehouse ORDER BY warehouse",
                        "HZ1 杭州主仓 own 浙江 杭州市\nJD 京东仓 platform null null",
                        1,
                        "杭州一号仓",
                        "HZ1 杭州一号仓 own 浙江 杭州市\nJD 京东仓 platform null null"),
                new Story(
                        "stock",
                        List.of(
                                row("HZ1", "P1-M", "P1", "2026-11-01 08:00:00", "120", "18", "60", "32.5"),
                                row("HZ1", "P1-L", "P1", "2026-11-01", "7", "", "", "")),
                        "SELECT warehouse, sku, product, shop_day, shop_hour, on_hand, reserved, in_transit, unit_cost, currency"
                                + " FROM stock_level ORDER BY on_hand",
                        """
                        HZ1 P1-L P1 2026-11-01 0 7 null null null null
                        HZ1 P1-M P1 2026-11-01 8 120 18 60 32.5 CNY""",
                        4,
                        "119",
                        """
                        HZ1 P1-L P1 2026-11-01 0 7 null null null null
                        HZ1 P1-M P1 2026-11-01 8 119 18 60 32.5 CNY"""));
    }

    private static List<Story> purchasing() {
        return List.of(
                new Story(
                        "suppliers",
                        List.of(
                                row("S01", "示例织造厂", "Sample Mills", "广东省", "12.5", "5000", "30"),
                                row("S02", "示例腰带厂", "", "", "", "", "")),
                        "SELECT supplier, title, title_en, region, lead_time_days, minimum_order, payment_days, currency"
                                + " FROM supplier ORDER BY supplier",
                        """
                        S01 示例织造厂 Sample Mills 广东 12.5 5000 30 CNY
                        S02 示例腰带厂 null null null null null null""",
                        6,
                        "45",
                        """
                        S01 示例织造厂 Sample Mills 广东 12.5 5000 45 CNY
                        S02 示例腰带厂 null null null null null null"""),
                new Story(
                        "purchase_orders",
                        List.of(
                                row(
                                        "PO1",
                                        "",
                                        "S01",
                                        "2026-11-01 10:00:00",
                                        "P1-M",
                                        "P1",
                                        "200",
                                        "31",
                                        "HZ1",
                                        "已确认|confirmed",
                                        "2026-11-15"),
                                row("PO1", "2", "S01", "2026-11-01 10:00:00", "P1-M", "", "5", "", "", "", "")),
                        "SELECT purchase_order, line_no, supplier, sku, quantity, unit_cost, warehouse, status, promised_on, shop_day"
                                + " FROM purchase_order_line ORDER BY quantity DESC",
                        """
                        PO1 P1-M S01 P1-M 200 31 HZ1 confirmed 2026-11-15 2026-11-01
                        PO1 2 S01 P1-M 5 null null null null 2026-11-01""",
                        9,
                        "已到货|received",
                        """
                        PO1 P1-M S01 P1-M 200 31 HZ1 received 2026-11-15 2026-11-01
                        PO1 2 S01 P1-M 5 null null null null 2026-11-01"""),
                new Story(
                        "receipts",
                        List.of(
                                row(
                                        "R1",
                                        "2026-11-14 16:20:00",
                                        "HZ1",
                                        "P1-M",
                                        "198",
                                        "3",
                                        "P1",
                                        "S01",
                                        "PO1",
                                        "",
                                        "31"),
                                row("R1", "2026-11-14 16:20:00", "HZ1", "P2", "10", "", "", "", "", "", "")),
                        "SELECT natural_key, shop_hour, warehouse, sku, quantity, rejected, supplier, purchase_order, line_no, unit_cost"
                                + " FROM receipt ORDER BY sku",
                        """
                        R1#P1-M 16 HZ1 P1-M 198 3 S01 PO1 P1-M 31
                        R1#P2 16 HZ1 P2 10 null null null null null""",
                        5,
                        "4",
                        """
                        R1#P1-M 16 HZ1 P1-M 198 4 S01 PO1 P1-M 31
                        R1#P2 16 HZ1 P2 10 null null null null null"""),
                new Story(
                        "shipments",
                        List.of(
                                row(
                                        "SF1",
                                        "A1",
                                        "2026-11-01 18:30:00",
                                        "已签收|delivered",
                                        "顺丰",
                                        "HZ1",
                                        "2026-11-02 23:59:59",
                                        "2026-11-03 11:05:00",
                                        "浙江省",
                                        "杭州市",
                                        "2",
                                        "0.6",
                                        "4.2"),
                                row("SF2", "A2", "2026-11-02 18:30:00", "丢失|lost", "", "", "", "", "", "", "", "", "")),
                        "SELECT natural_key, order_id, shop_day, status, carrier, warehouse, tracking_number, delivered_at IS NULL,"
                                + " region, city, quantity, weight_kg, freight_cost, currency FROM shipment ORDER BY order_id",
                        """
                        SF1 A1 2026-11-01 delivered 顺丰 HZ1 SF1 false 浙江 杭州市 2 0.6 4.2 CNY
                        SF2 A2 2026-11-02 lost null null SF2 true null null null null null null""",
                        12,
                        "5",
                        """
                        SF1 A1 2026-11-01 delivered 顺丰 HZ1 SF1 false 浙江 杭州市 2 0.6 5 CNY
                        SF2 A2 2026-11-02 lost null null SF2 true null null null null null null"""));
    }
}
