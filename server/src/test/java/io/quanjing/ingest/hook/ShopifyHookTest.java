package io.quanjing.ingest.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.FileImport;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.SampleData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shopify's webhooks, as its samples have them. */
class ShopifyHookTest extends OnAHookServer {

    @Autowired
    private FileImport files;

    private static final String REFUND = """
            {"id":600,"order_id":5000000000001,"created_at":"2026-11-03T12:00:00+08:00","note":"broken",
             "refund_line_items":[{"id":61,"quantity":1,"line_item_id":2,"restock_type":"return","subtotal":10.0,"total_tax":0,
               "line_item":{"id":2,"product_id":82,"sku":"MUG"}}],
             "transactions":[{"id":62,"kind":"refund","status":"success","amount":"10.00","currency":"CNY"}]}
            """;

    /** The order of the sample of exported orders, as its webhook would tell it. */
    private static String order(String updatedAt, String state) {
        return """
            {"id":5000000000001,"name":"#1001","created_at":"2026-11-01T09:58:12+08:00","updated_at":"%s",
             "processed_at":"2026-11-01T09:58:12+08:00","cancelled_at":null,"currency":"CNY","financial_status":"%s",
             "fulfillment_status":null,"total_price":"34.98","total_discounts":"0.00","test":false,"email":"demo1@example.com",
             "total_shipping_price_set":{"shop_money":{"amount":"5.00","currency_code":"CNY"}},
             "customer":null,"payment_gateway_names":["shopify_payments"],
             "line_items":[
               {"id":1,"product_id":81,"variant_id":811,"sku":"TEE-BLK-S","title":"Demo Tee","quantity":2,"price":"9.99",
                "discount_allocations":[]},
               {"id":2,"product_id":82,"variant_id":821,"sku":"MUG","title":"Demo Mug","quantity":1,"price":"10.00",
                "discount_allocations":[]}],
             "shipping_address":{"province":"Guangdong","city":"Shenzhen","country_code":"CN"},"refunds":[]}
            """.formatted(updatedAt, state);
    }

    @Test
    void anOrderAndItsLaterRefundAddUpToTheFiguresOfTheExportedSample() throws IOException {
        JsonNode expected = expected("shopify");
        Source source = source(Kind.SHOPIFY);

        assertThat(shopify(source, "orders/create", "w1", null, order("2026-11-01T10:00:00+08:00", "paid"))
                        .state())
                .isEqualTo("taken");
        assertThat(shopify(source, "refunds/create", "w2", null, REFUND).state())
                .isEqualTo("taken");

        String total = expected.path("total").asString();
        assertThat(facts(
                        "order_header",
                        "order_id",
                        "status",
                        "order_amount",
                        "paid_amount",
                        "freight_amount",
                        "region",
                        "city"))
                .containsExactly("#1001 paid " + total + " " + total + " 5 广东 Shenzhen");
        assertThat(facts("order_line", "sku", "quantity", "order_amount", "paid_amount", "product"))
                .containsExactly("TEE-BLK-S 2 19.98 19.98 TEE-BLK-S", "MUG 1 10 10 MUG");
        assertThat(expected.path("qty").asInt()).isEqualTo(2 + 1);
        assertThat(facts("refund", "natural_key", "amount")).containsExactly("61 10");
        String refunded = order("2026-11-03T12:00:01+08:00", "partially_refunded")
                .replace("\"refunds\":[]", "\"refunds\":[" + REFUND + "]");
        shopify(source, "orders/updated", "w3", null, refunded);
        assertThat(facts("refund", "order_id", "product", "amount", "quantity", "type", "region", "reason"))
                .containsExactly("#1001 MUG 10 1 return 广东 broken");
        shopify(source, "refunds/create", "w4", null, REFUND);
        assertThat(facts("refund", "order_id", "amount", "region"))
                .as("the order's name stays")
                .containsExactly("#1001 10 广东");
        assertThat(expected.path("refunded").asString()).isEqualTo("10.00");
        assertThat(found(source).accepted()).isEqualTo(4);
    }

    @Test
    void anOrderThatComesByFileAndByWebhookIsOne() {
        shop = shops.findOrCreate("Both ways", ShopClock.of("Asia/Shanghai"), Currency.getInstance("USD"));
        Path file = SampleData.require("../samples/shopify/orders_export.csv");
        assertThat(files.run(new FileImport.Request("shopify", null, "Both ways", List.of(file), ADMIN), p -> {})
                        .rejected())
                .isZero();
        List<String> buyer = facts("order_header", "customer");

        String order = order("2026-11-03T12:00:01+08:00", "partially_refunded")
                .replace("CNY", "USD")
                .replace("\"refunds\":[]", "\"refunds\":[" + REFUND.replace("CNY", "USD") + "]");
        shopify(source(Kind.SHOPIFY), "orders/updated", "w1", null, order);

        assertThat(facts("order_header", "order_id", "paid_amount", "paid_at"))
                .containsExactly("#1001 34.98 2026-11-01T02:00:00Z");
        assertThat(facts("order_header", "customer"))
                .isEqualTo(buyer)
                .first()
                .asString()
                .startsWith("p-");
        assertThat(facts("order_line", "natural_key", "product", "order_amount"))
                .containsExactly("#1001#1 TEE-BLK-S 19.98", "#1001#2 MUG 10");
        assertThat(facts("refund", "order_id", "amount", "remainder"))
                .as("the rest that the file tells counts as far as the refund does not explain it")
                .containsExactlyInAnyOrder("#1001 10 true", "#1001 10 -");
    }

    @Test
    void takesTheSampleMessagesWithTheirOwnSignatures() throws IOException {
        Source source = source(Kind.SHOPIFY);

        // Both samples have the same id: it is one of the topic.
        assertThat(sample(source, "shopify/webhook_orders_create").state()).isEqualTo("taken");
        assertThat(sample(source, "shopify/webhook_refunds_create").state()).isEqualTo("taken");

        assertThat(facts("order_header", "order_id", "at", "paid_at", "paid_amount", "discount_amount"))
                .containsExactly("#1001 2026-11-01T01:58:12Z 2026-11-01T01:58:12Z 204 10");
        assertThat(facts("order_line", "line_no", "quantity", "list_price", "order_amount"))
                .containsExactly("1 2 99.5 199");
        assertThat(facts("refund", "amount", "quantity")).containsExactly("99.5 1");
        assertThat(sample(source, "shopify/webhook_orders_create").state()).isEqualTo("repeated");
        assertThat(found(source).accepted()).isEqualTo(2);
    }

    @Test
    void aGuestIsKnownByAPseudonym() {
        Source source = source(Kind.SHOPIFY);
        shopify(source, "orders/create", "w1", null, order("2026-11-01T10:00:00+08:00", "paid"));

        assertThat(facts("order_header", "customer")).singleElement().asString().matches("p-[0-9a-f]{32}");
    }

    @Test
    void aLateMessageChangesNothing() {
        Source source = source(Kind.SHOPIFY);
        shopify(source, "orders/updated", "w2", null, order("2026-11-01T11:00:00+08:00", "paid"));

        Answer late = shopify(source, "orders/create", "w1", null, order("2026-11-01T10:00:00+08:00", "pending"));

        assertThat(late.status()).isEqualTo(200);
        assertThat(facts("order_header", "status", "paid_amount")).containsExactly("paid 34.98");
        assertThat(found(source).accepted()).isEqualTo(2);
    }

    @Test
    void ofTwoMessagesOfTheSameSecondTheLaterTriggeredOneHolds() {
        Source source = source(Kind.SHOPIFY);
        String second = "2026-11-01T10:00:00+08:00";
        shopify(source, "orders/paid", "w2", "2026-11-01T02:00:00.900Z", order(second, "paid"));
        shopify(source, "orders/updated", "w1", "2026-11-01T02:00:00.100Z", order(second, "pending"));

        assertThat(facts("order_header", "status")).containsExactly("paid");

        shopify(source, "orders/updated", "w3", "2026-11-01T02:00:01Z", order(second, "voided"));
        assertThat(facts("order_header", "status")).containsExactly("created");
    }

    @Test
    void anOrderIsPaidWhenItWasFirstHeardToBe() {
        Source source = source(Kind.SHOPIFY);
        shopify(source, "orders/create", "w1", null, order("2026-11-01T10:00:00+08:00", "pending"));
        assertThat(facts("order_header", "paid_at", "paid_amount")).containsExactly("- -");
        shopify(source, "orders/paid", "w2", null, order("2026-11-03T08:00:00+08:00", "paid"));
        shopify(source, "orders/updated", "w3", null, order("2026-11-05T08:00:00+08:00", "partially_refunded"));

        assertThat(facts("order_header", "paid_at", "paid_day", "paid_amount"))
                .containsExactly("2026-11-03T00:00:00Z 2026-11-03 34.98");
    }

    @Test
    void aCancelledOrderIsClosedAndATestOrderIsNone() {
        Source source = source(Kind.SHOPIFY);
        String cancelled = order("2026-11-02T10:00:00+08:00", "paid")
                .replace("\"cancelled_at\":null", "\"cancelled_at\":\"2026-11-02T10:00:00+08:00\"");
        shopify(source, "orders/cancelled", "w1", null, cancelled);
        shopify(
                source,
                "orders/create",
                "w2",
                null,
                order("2026-11-02T10:00:00+08:00", "paid")
                        .replace("\"test\":false", "\"test\":true")
                        .replace("#1001", "#7"));

        assertThat(facts("order_header", "order_id", "status", "closed_at"))
                .containsExactly("#1001 closed 2026-11-02T02:00:00Z");
    }

    @Test
    void aRefundIsWhatThePaymentProviderPaidBack() {
        Source source = source(Kind.SHOPIFY);
        shopify(source, "refunds/create", "w1", null, REFUND.replace("\"10.00\"", "\"12.50\""));
        assertThat(facts("refund", "natural_key", "amount", "product")).containsExactly("600 2.5 -", "61 10 MUG");

        shopify(
                source,
                "refunds/create",
                "w2",
                null,
                REFUND.replace("\"10.00\"", "\"8.00\"").replace("600", "700").replace("\"id\":61", "\"id\":71"));
        assertThat(facts("refund", "natural_key", "amount")).contains("700 8").hasSize(3);

        shopify(
                source,
                "refunds/create",
                "w3",
                null,
                REFUND.replace("success", "failure").replace("600", "800").replace("\"id\":61", "\"id\":81"));
        assertThat(facts("refund", "natural_key")).hasSize(3);
    }

    @Test
    void discountsOfALineAreTakenOffIt() {
        Source source = source(Kind.SHOPIFY);
        String order = order("2026-11-01T10:00:00+08:00", "paid")
                .replaceFirst(
                        "\"discount_allocations\":\\[]",
                        "\"discount_allocations\":[{\"amount\":\"1.00\"},{\"amount\":\"0.98\"}]");
        shopify(source, "orders/create", "w1", null, order);

        assertThat(facts("order_line", "list_price", "order_amount")).containsExactly("9.99 18", "10 10");
    }

    @Test
    void productsAndTheirVariantsAreDimensions() {
        Source source = source(Kind.SHOPIFY);
        String product = """
                {"id":81,"handle":"demo-tee","title":"Demo Tee","vendor":"Demo","product_type":"Tops","updated_at":"2026-11-01T10:00:00+08:00",
                 "published_at":"2026-10-01T00:00:00+08:00",
                 "variants":[{"id":811,"sku":"TEE-BLK-S","title":"Black / S","price":"9.99","barcode":"690"},
                             {"id":812,"sku":"","title":"Default Title","price":"11.00"}]}
                """;
        assertThat(shopify(source, "products/create", "w1", null, product).state())
                .isEqualTo("taken");

        assertThat(facts("product", "product", "title", "category", "brand", "list_price", "launched_on"))
                .containsExactly("demo-tee Demo Tee Tops Demo 9.99 2026-10-01");
        assertThat(facts("sku", "sku", "product", "specification", "list_price"))
                .containsExactly("812 demo-tee - 11", "TEE-BLK-S demo-tee Black / S 9.99");
    }

    @Test
    void aPrivacyRequestIsNotedAndWhatIsKeptOfTheCustomerIsDeletedAtOnce() {
        Source source = source(Kind.SHOPIFY);
        ObjectNode broken = (ObjectNode) JSON.readTree(order("2026-11-01T10:00:00+08:00", "paid"));
        broken.put("total_price", "many");
        shopify(source, "orders/create", "w1", null, broken.toString());
        broken.put("id", 9);
        broken.put("email", "other@example.com");
        shopify(source, "orders/create", "w2", null, broken.toString());
        shopify(source, "orders/updated", "w3", null, order("2026-11-02T10:00:00+08:00", "paid"));
        assertThat(found(source).rejected()).isEqualTo(2);

        Answer redact = shopify(source, "customers/redact", "w4", null, """
                {"shop_id":954889,"shop_domain":"demo.myshopify.com","customer":{"id":7000000000001,"email":"demo1@example.com",
                 "phone":"555-625-1199"},"orders_to_redact":[5000000000001]}
                """);
        shopify(source, "customers/data_request", "w5", null, """
                {"shop_id":954889,"orders_requested":[5000000000001],"customer":{"id":7000000000001,"email":"demo1@example.com"},
                 "data_request":{"id":9999}}
                """);

        assertThat(redact.state()).isEqualTo("taken");
        assertThat(sources.privacy(ADMIN).stream().filter(r -> r.source().equals(source.id())))
                .extracting(
                        r -> r.kind() + " " + r.customer() + " " + r.orders() + " " + r.dropped() + " " + r.doneBy())
                .containsExactlyInAnyOrder(
                        "redact-customer 7000000000001 [5000000000001] 2 null",
                        "customer-data 7000000000001 [5000000000001] 0 null");
        assertThat(found(source).rejected()).as("the other customer's").isEqualTo(1);
        assertThat(found(source).keptSince()).as("nothing that was taken").isNull();
        assertThat(facts("order_header", "paid_amount")).as("figures stay").containsExactly("34.98");

        shopify(source, "shop/redact", "w6", null, "{\"shop_id\":954889,\"shop_domain\":\"demo.myshopify.com\"}");
        assertThat(found(source).rejected()).isZero();
    }

    @Test
    void whatWaitsOfACustomerIsDeletedAtOnceTooAndBecomesNothing() {
        Source source = source(Kind.SHOPIFY);
        String order = order("2026-11-01T10:00:00+08:00", "paid");
        waiting(source, "orders/create", order);
        waiting(
                source,
                "orders/create",
                order.replace("5000000000001", "9").replace("demo1@", "other@").replace("#1001", "#1002"));
        String asked = """
                {"shop_id":954889,"customer":{"id":7000000000001,"email":"demo1@example.com"},"orders_to_redact":[]}
                """;
        waiting(source, "customers/data_request", asked);

        shopify(source, "customers/redact", "w1", null, asked);
        assertThat(found(source).waiting())
                .as("the other customer's, and what else is asked")
                .isEqualTo(2);
        work.workOff(Instant.now());

        assertThat(found(source).waiting()).isZero();
        assertThat(facts("order_header", "order_id")).containsExactly("#1002");
        assertThat(sources.privacy(ADMIN).stream().filter(r -> r.source().equals(source.id())))
                .extracting(r -> r.kind() + " " + r.dropped())
                .containsExactlyInAnyOrder("redact-customer 1", "customer-data 0");
        assertThat(sources.replay(source.id(), Instant.EPOCH, ADMIN))
                .as("the other customer's")
                .isEqualTo(1);

        shopify(source, "shop/redact", "w2", null, "{\"shop_id\":954889}");
        work.workOff(Instant.now());
        assertThat(sources.replay(source.id(), Instant.EPOCH, ADMIN)).isZero();
        assertThat(found(source).waiting()).isZero();
    }

    private void waiting(Source source, String topic, String body) {
        String id = UUID.randomUUID().toString();
        assertThat(deliveries.add(
                        id,
                        new Envelope(topic + " " + id, topic, null, null),
                        source.id(),
                        Instant.now().minusSeconds(60),
                        bytes(body)))
                .isTrue();
    }

    @Test
    void keepsWhatACustomerIsReachedByUntilItIsToBeForgotten() {
        Source source = source(Kind.SHOPIFY);
        String told = order("2026-11-01T10:00:00+08:00", "paid")
                .replace("\"customer\":null", "\"phone\":\"+86 138-0013-8000\",\"customer\":null");
        shopify(source, "orders/create", "w1", null, told);
        shopify(source, "orders/updated", "w2", null, told.replace("T10:00:00", "T11:00:00"));
        assertThat(contacts()).containsExactly("email", "phone");

        shopify(source, "customers/redact", "w3", null, """
                {"shop_id":954889,"customer":{"id":7000000000001,"email":"demo1@example.com"},"orders_to_redact":[]}
                """);

        assertThat(contacts()).isEmpty();
        shopify(source, "orders/updated", "w4", null, told.replace("T10:00:00", "T12:00:00"));
        assertThat(contacts()).isEmpty();
        shopify(
                source,
                "orders/updated",
                "w5",
                null,
                told.replace("T10:00:00", "T13:00:00").replace("demo1@", "demo2@"));
        assertThat(contacts()).as("the number is still the other one's").containsExactly("email");

        shopify(source, "shop/redact", "w6", null, "{\"shop_id\":954889}");
        assertThat(contacts()).isEmpty();
    }

    private List<String> contacts() {
        return database.sql("SELECT kind FROM contact WHERE shop = :shop ORDER BY kind")
                .param("shop", shop.id())
                .query(String.class)
                .list();
    }
}
