package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Shop;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.track.BatchParser.Batch;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events against a real warehouse: each test has a shop of its own. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class FactMappingTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-02T00:00:00Z");
    private static final Warehouse WAREHOUSE = EmbeddedWarehouse.open(TestFolders.create("track"));
    private static int shops;

    private final Shop shop =
            new Shop("shop-" + ++shops, "Shop", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    private final BatchParser parser = new BatchParser();
    private final EventReader reader = new EventReader(TrackSettings.defaults(), new Pseudonyms(new byte[] {7}));
    private final FactMapping mapping = new FactMapping(WAREHOUSE, Regions.known());
    private final List<String> refusals = new ArrayList<>();
    private WriteKey.Kind kind = WriteKey.Kind.SERVER;

    @AfterAll
    static void close() {
        WAREHOUSE.close();
    }

    @Test
    void writesACompletedOrderAsPurchaseOrderLinesAndPayment() {
        send("""
                {"type":"track","event":"Order Completed","messageId":"m1","userId":"u1","anonymousId":"a1",
                 "timestamp":"2026-03-01T17:30:00Z","properties":{"order_id":"O1","total":110,"shipping":8,"tax":2,"discount":20,
                 "payment_method":"alipay","products":[{"product_id":"P1","sku":"S1","name":"面霜","category":"美妆/面霜","price":90,"quantity":1},
                 {"product_id":"P2","price":10,"quantity":3}],"shipping_address":{"state":"上海市","city":"上海"}},
                 "context":{"campaign":{"source":"douyin","medium":"live","name":"38"},"userAgent":"Mozilla/5.0 (iPhone) Mobile"}}""");
        assertThat(refusals).isEmpty();
        assertThat(
                        row(
                                "SELECT type, name, visitor, customer, channel, campaign, device, region, value, quantity, order_id, shop_day, shop_hour FROM event"))
                .isEqualTo("purchase|Order Completed|a1|u1|douyin_live|38|mobile|上海|110|4|O1|2026-03-02|1");
        assertThat(
                        row(
                                "SELECT status, paid_amount, order_amount, freight_amount, discount_amount, customer, channel, paid_day, paid_hour, payment_method, city FROM order_header"))
                .isEqualTo("paid|110|110|8|20|u1|douyin_live|2026-03-02|1|alipay|上海");
        // 100 of goods on 90 and 30
        assertThat(rows("SELECT line_no, product, sku, quantity, paid_amount FROM order_line ORDER BY line_no"))
                .containsExactly("1|P1|S1|1|75", "2|P2|null|3|25");
        assertThat(row("SELECT result, amount, method FROM payment")).isEqualTo("success|110|alipay");
    }

    @Test
    void aPageKeyTellsOfVisitsAndChangesNoOrderAndNoCustomer() {
        String paid = """
                {"type":"track","event":"Order Completed","messageId":"m%s","userId":"u1","timestamp":"2026-03-01T10:00:00Z",
                 "properties":{"order_id":"O1","total":%s}}""";
        send(paid.formatted(1, 50));
        kind = WriteKey.Kind.PAGE;

        send(paid.formatted(2, 0)
                + ",{\"type\":\"identify\",\"messageId\":\"m3\",\"userId\":\"u1\",\"traits\":{\"gender\":\"f\"}}");

        assertThat(refusals).isEmpty();
        assertThat(row("SELECT paid_amount FROM order_header")).isEqualTo("50");
        assertThat(rows("SELECT natural_key FROM customer")).isEmpty();
        assertThat(rows("SELECT type FROM event ORDER BY type")).containsExactly("identify", "purchase", "purchase");
    }

    @Test
    void tellsWhatWasSeenAndClickedOfAPageAndForHowLong() {
        send("""
                {"type":"track","event":"Element Exposed","messageId":"m1","anonymousId":"a1","timestamp":"2026-03-01T10:00:00Z",
                 "properties":{"element":"banner","product_id":"P1"},"context":{"page":{"path":"/sale"}}},
                {"type":"track","event":"Element Clicked","messageId":"m2","anonymousId":"a1","timestamp":"2026-03-01T10:00:01Z",
                 "properties":{"element":"banner","product_id":"P1"},"context":{"page":{"path":"/sale"}}},
                {"type":"track","event":"Page Left","messageId":"m3","anonymousId":"a1","timestamp":"2026-03-01T10:00:02Z",
                 "properties":{"dwell_seconds":1.5,"scroll_percent":130},"context":{"page":{"path":"/sale"}}}""");

        assertThat(refusals).isEmpty();
        assertThat(
                        rows(
                                "SELECT type, element, product, page, dwell_seconds, scroll_percent, channel FROM event ORDER BY \"at\""))
                .containsExactly(
                        "exposure|banner|P1|/sale|null|null|null",
                        "click|banner|P1|/sale|null|null|null",
                        "page_leave|null|null|/sale|1.5|100|null");
    }

    @Test
    void learnsLaterWhenAPaidOrderWasPlaced() {
        send("""
                {"type":"track","event":"Order Completed","messageId":"m1","userId":"u1","timestamp":"2026-03-01T16:00:30Z",
                 "properties":{"order_id":"O1","total":50}}""");
        send("""
                {"type":"track","event":"Order Placed","messageId":"m2","userId":"u1","timestamp":"2026-03-01T15:59:50Z",
                 "properties":{"order_id":"O1","total":50}}""");

        assertThat(row("SELECT shop_day, shop_hour, paid_day, status FROM order_header"))
                .isEqualTo("2026-03-01|23|2026-03-02|paid");
    }

    @Test
    void changesNothingWhenTheSameOrderComesAgain() {
        String order = """
                {"type":"track","event":"Order Completed","messageId":"m1","userId":"u1","timestamp":"2026-03-01T10:00:00Z",
                 "sentAt":"2026-03-01T10:00:01Z","properties":{"order_id":"O1","total":50,"products":[{"product_id":"P1","price":50}]}}""";
        send(order);
        String before = row("SELECT \"at\", paid_at, order_amount FROM order_header");
        // Sent again an hour later: the corrected time of the event moves, that of the order must not.
        send(RECEIVED.plusSeconds(3600), order);
        assertThat(row("SELECT \"at\", paid_at, order_amount FROM order_header"))
                .isEqualTo(before);
        assertThat(row("SELECT count(*) FROM event")).isEqualTo("1");
        assertThat(row("SELECT count(*) FROM payment")).isEqualTo("1");
        assertThat(row("SELECT count(*) FROM order_header_history WHERE shop = '" + shop.id() + "'", false))
                .isEqualTo("0");
    }

    @Test
    void keepsAnOrderClosedThatWasCancelled() {
        send(completed("O1", "m1", 80));
        send(
                "{\"type\":\"track\",\"event\":\"Order Cancelled\",\"userId\":\"u1\",\"properties\":{\"order_id\":\"O1\"}}");
        send(completed("O1", "m1", 80));
        assertThat(row("SELECT status, paid_amount, closed_at IS NOT NULL FROM order_header"))
                .isEqualTo("closed|80|true");
        assertThat(row("SELECT count(*) FROM event")).isEqualTo("1");
    }

    @Test
    void followsAnOrderFromPlacedToPaidAndUpdated() {
        send("""
                {"type":"track","event":"Order Placed","userId":"u1","timestamp":"2026-03-01T08:00:00Z",
                 "properties":{"order_id":"O1","total":60,"products":[{"product_id":"P1","price":40},{"product_id":"P2","price":20}]}}""");
        assertThat(row("SELECT status, paid_amount, order_amount FROM order_header"))
                .isEqualTo("created|null|60");
        assertThat(rows("SELECT paid_amount FROM order_line")).containsExactly("null", "null");
        send("""
                {"type":"track","event":"Order Completed","userId":"u1","timestamp":"2026-03-01T09:00:00Z",
                 "properties":{"order_id":"O1","total":54}}""");
        assertThat(row("SELECT status, paid_amount, \"at\", paid_at FROM order_header"))
                .isEqualTo("paid|54|2026-03-01T08:00:00Z|2026-03-01T09:00:00Z");
        assertThat(rows("SELECT paid_amount FROM order_line ORDER BY line_no")).containsExactly("36", "18");
        send("""
                {"type":"track","event":"Order Updated","userId":"u1","timestamp":"2026-03-01T10:00:00Z",
                 "properties":{"order_id":"O1","total":30,"status":"shipped","products":[{"product_id":"P1","price":30}]}}""");
        assertThat(row("SELECT status, paid_amount, paid_at FROM order_header"))
                .isEqualTo("shipped|30|2026-03-01T09:00:00Z");
        assertThat(rows("SELECT quantity, paid_amount FROM order_line ORDER BY line_no"))
                .containsExactly("1|30", "0|0");
    }

    @Test
    void refundsWholeOrdersAndSingleProducts() {
        send("""
                {"type":"track","event":"Order Completed","userId":"u1","properties":{"order_id":"O1","total":90,"shipping":10,"products":[
                 {"product_id":"P1","price":50,"quantity":2},{"product_id":"P2","price":60}]}}""");
        send("""
                {"type":"track","event":"Order Refunded","messageId":"r1","userId":"u1","properties":{"order_id":"O1","reason":"质量问题",
                 "type":"return","products":[{"product_id":"P1","quantity":1}]}}""");
        // 80 of goods on 100 and 60: 50 and 30; one of two P1
        assertThat(row("SELECT natural_key, line_no, amount, quantity, reason, type FROM refund"))
                .isEqualTo("r1#1|1|25|1|质量问题|return");
        String rest =
                "{\"type\":\"track\",\"event\":\"Order Refunded\",\"messageId\":\"r2\",\"userId\":\"u1\",\"properties\":{\"order_id\":\"O1\"}}";
        send(rest);
        send(rest);
        assertThat(row("SELECT count(*), sum(amount) FROM refund")).isEqualTo("2|90");
        assertThat(refusals).isEmpty();
        send(
                "{\"type\":\"track\",\"event\":\"Order Refunded\",\"messageId\":\"r3\",\"userId\":\"u1\",\"properties\":{\"order_id\":\"O1\"}}");
        assertThat(refusals).containsExactly("ingest.order_amounts_conflict");
    }

    @Test
    void seesAnOrderAndItsRefundInTheSameBatch() {
        send(
                completed("O1", "m1", 80) + ","
                        + "{\"type\":\"track\",\"event\":\"Order Refunded\",\"messageId\":\"r1\",\"userId\":\"u1\",\"properties\":{\"order_id\":\"O1\"}}");
        assertThat(row("SELECT amount FROM refund")).isEqualTo("80");
    }

    @Test
    void refusesABarCodeAsQuantity() {
        send("""
                {"type":"track","event":"Order Completed","userId":"u1","properties":{"order_id":"O7","total":1,
                 "products":[{"product_id":"P1","quantity":6901234567890,"unit_cost":30}]}}""");
        assertThat(refusals).containsExactly("ingest.event_value_invalid");
        assertThat(row("SELECT count(*) FROM order_line")).isEqualTo("0");
    }

    @Test
    void refusesWhatCannotBeUnderstoodAndKeepsTheRest() {
        send("""
                {"type":"track","event":"Order Refunded","userId":"u1","properties":{"order_id":"never seen"}},
                {"type":"track","event":"Order Completed","userId":"u1","properties":{"total":5}},
                {"type":"track","event":"Order Completed","userId":"u1","properties":{"order_id":"O9"}},
                {"type":"track","event":"Product Added","userId":"u1","properties":{"product_id":"P1","price":"cheap"}},
                {"type":"track","event":"Product Viewed","userId":"u1","properties":{"product_id":"P1","price":5,"currency":"XYZ1"}},
                {"type":"track","event":"Product Viewed","userId":"u1","properties":{"product_id":"P1","price":5}}""");
        assertThat(refusals)
                .containsExactly(
                        "ingest.order_unknown",
                        "ingest.order_id_missing",
                        "ingest.event_value_invalid",
                        "ingest.event_value_invalid",
                        "ingest.event_value_invalid");
        assertThat(row("SELECT type, product, value, currency FROM event")).isEqualTo("product_view|P1|5|CNY");
        assertThat(row("SELECT count(*) FROM order_header")).isEqualTo("0");
    }

    @Test
    void writesPagesWithPathReferrerAndWithoutTheirQuery() {
        send("""
                {"type":"page","anonymousId":"a1","name":"Home","properties":{"url":"https://www.shop.example/?phone=13800138000",
                 "referrer":"https://www.baidu.com/s?wd=secret","dwell_seconds":12.5}},
                {"type":"page","anonymousId":"a1","properties":{"path":"/products/77","url":"https://shop.example/products/77","product_id":"77"}},
                {"type":"screen","anonymousId":"a1","name":"Cart"}""");
        assertThat(
                        rows(
                                "SELECT type, page, page_kind, referrer, channel, dwell_seconds, product FROM event ORDER BY page"))
                .containsExactly(
                        "page_view|/|home|https://www.baidu.com/s|baidu_search|12.5|null",
                        "page_view|/Cart|cart|null|null|null|null",
                        "product_view|/products/77|product|null|direct|null|77");
    }

    @Test
    void knowsTheStepsOfAVisit() {
        send("""
                {"type":"track","anonymousId":"a","event":"Products Searched","properties":{"query":"面膜 补水"}},
                {"type":"track","anonymousId":"a","event":"Product List Viewed","properties":{"category":"面膜","products":[{"product_id":"1"},{"product_id":"2"}]}},
                {"type":"track","anonymousId":"a","event":"Product Added","properties":{"product_id":"1","sku":"1-a","price":9.9,"quantity":3}},
                {"type":"track","anonymousId":"a","event":"Product Added to Wishlist","properties":{"sku":"1-a"}},
                {"type":"track","anonymousId":"a","event":"Checkout Started","properties":{"order_id":"O1","value":29.7}},
                {"type":"track","anonymousId":"a","event":"Coupon Applied","properties":{"discount":5}},
                {"type":"track","anonymousId":"a","event":"试用报名","properties":{}}""");
        assertThat(
                        rows(
                                "SELECT type, query, category, product, sku, quantity, value, order_id, name FROM event ORDER BY type, name"))
                .containsExactly(
                        "cart_add|null|null|1|1-a|3|29.7|null|Product Added",
                        "checkout_start|null|null|null|null|null|29.7|O1|Checkout Started",
                        "coupon|null|null|null|null|null|5|null|Coupon Applied",
                        "custom|null|null|null|null|null|null|null|试用报名",
                        "favourite|null|null|1-a|1-a|null|null|null|Product Added to Wishlist",
                        "list_view|null|面膜|null|null|2|0|null|Product List Viewed",
                        "search|面膜 补水|null|null|null|null|null|null|Products Searched");
    }

    @Test
    void describesCustomersWithoutNamingThem() {
        send("""
                {"type":"identify","userId":"13800138000","anonymousId":"a1","traits":{"name":"张三","phone":"13800138000","email":"z@x.cn",
                 "gender":"女","birthday":"1994-05-06","address":{"state":"浙江省","city":"杭州","street":"某路1号"}}}""");
        send("{\"type\":\"identify\",\"userId\":\"13800138000\",\"traits\":{\"member_level\":\"gold\"}}");
        String customer = row("SELECT customer FROM customer");
        assertThat(customer).startsWith("p-");
        assertThat(row("SELECT gender, birth_year, region, city, member_level FROM customer"))
                .isEqualTo("female|1994|浙江|杭州|gold");
        assertThat(rows("SELECT type, customer FROM event"))
                .containsExactly("identify|" + customer, "identify|" + customer);
        for (String table : List.of("event", "customer")) {
            String everything = String.join(";", rows("SELECT * FROM " + table));
            assertThat(everything).doesNotContain("13800138000", "张三", "z@x.cn", "某路");
        }
    }

    @Test
    void tiesAVisitorToACustomerByAlias() {
        send("{\"type\":\"alias\",\"previousId\":\"a1\",\"userId\":\"u1\"}");
        assertThat(row("SELECT type, visitor, customer FROM event")).isEqualTo("identify|a1|u1");
    }

    @Test
    void countsEqualEventsWithoutIdOnceOnlyIfTheySayWhen() {
        String timed =
                "{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"u\",\"timestamp\":\"2026-03-01T00:00:00Z\"}";
        String untimed = "{\"type\":\"track\",\"event\":\"Product Clicked\",\"userId\":\"u\"}";
        send(timed + "," + untimed + "," + untimed);
        send(RECEIVED.plusSeconds(5), timed + "," + untimed);
        assertThat(rows("SELECT type, count(*) FROM event GROUP BY type ORDER BY type"))
                .containsExactly("product_click|3", "product_view|1");
    }

    private static String completed(String order, String message, int total) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"" + message
                + "\",\"userId\":\"u1\",\"properties\":{\"order_id\":\"" + order + "\",\"total\":" + total + "}}";
    }

    private void send(String events) {
        send(RECEIVED, events);
    }

    private void send(Instant receivedAt, String events) {
        Batch batch = parser.batch(("{\"batch\":[" + events + "]}").getBytes(StandardCharsets.UTF_8));
        List<TrackedEvent> read = new ArrayList<>();
        for (RawEvent raw : batch.events()) {
            read.add(reader.read(raw, batch.sentAt(), receivedAt));
        }
        List<FactRow> rows = mapping.rows(
                new Sender(shop, kind),
                read,
                (event, e) -> refusals.add(e.errorCode().code()));
        assertThat(WAREHOUSE.write(rows)).isNotNull();
    }

    private String row(String sql) {
        return row(sql, true);
    }

    private String row(String sql, boolean ofShop) {
        List<String> rows = ofShop ? rows(sql) : query(sql);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    /** The rows of the test's shop, whose table stands last in the question or before its order. */
    private List<String> rows(String sql) {
        int end = Math.max(sql.indexOf(" GROUP BY"), -1);
        end = end < 0 ? sql.indexOf(" ORDER BY") : end;
        String ofShop = " WHERE shop = '" + shop.id() + "'";
        return query(end < 0 ? sql + ofShop : sql.substring(0, end) + ofShop + sql.substring(end));
    }

    private static List<String> query(String sql) {
        return WAREHOUSE.query(SqlQuery.of(sql), QueryOptions.interactive()).rows().stream()
                .map(row -> String.join(
                        "|", row.stream().map(FactMappingTest::shown).toList()))
                .toList();
    }

    private static String shown(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof java.math.BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Objects.toString(value);
    }
}
