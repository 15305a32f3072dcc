package io.quanjing.ingest.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.testing.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WooCommerce's webhooks, as its sample has them. */
class WooCommerceHookTest extends OnAHookServer {

    private Source source;

    @BeforeEach
    void source() {
        source = source(Kind.WOOCOMMERCE);
    }

    private static String order() throws IOException {
        return Files.readString(SampleData.require("../samples/woocommerce/webhook_order_created.json"));
    }

    @Test
    void takesTheSampleOrderWithItsOwnSignature() throws IOException {
        assertThat(sample(source, "woocommerce/webhook_order_created").state()).isEqualTo("taken");

        assertThat(facts(
                        "order_header",
                        "order_id",
                        "at",
                        "paid_at",
                        "status",
                        "order_amount",
                        "paid_amount",
                        "customer"))
                .containsExactly("727 2026-11-01T08:28:02Z 2026-11-01T08:28:08Z paid 109 109 12");
        assertThat(facts("order_header", "freight_amount", "region", "city", "payment_method"))
                .containsExactly("10 海南 深圳 alipay");
        assertThat(facts("order_line", "line_no", "product", "sku", "quantity", "list_price", "paid_amount"))
                .containsExactly("315 93 TS001-WH-M 1 99 99");
        assertThat(sample(source, "woocommerce/webhook_order_created").state()).isEqualTo("repeated");
    }

    @Test
    void keepsWhatTheBuyerIsReachedBy() throws IOException {
        woo(source, "order.created", "d1", order());

        assertThat(database.sql("SELECT customer || ' ' || kind FROM contact WHERE shop = :shop ORDER BY kind")
                        .param("shop", shop.id())
                        .query(String.class)
                        .list())
                .containsExactly("12 email", "12 phone");
    }

    @Test
    void theFormThatTriesTheAddressIsAnsweredWith200() {
        Answer ping = post(
                source,
                bytes("webhook_id=5"),
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "User-Agent",
                        "WooCommerce/10.3.0 Hookshot"));

        assertThat(ping.status()).isEqualTo(200);
        assertThat(ping.state()).isEqualTo("ping");
        assertThat(found(source).accepted()).isZero();
        Answer other = post(
                source(Kind.SHOPIFY),
                bytes("webhook_id=5"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(other.status()).isEqualTo(401);
    }

    @Test
    void aDeletedOrderCountsNoMoreUntilItIsRestored() throws IOException {
        woo(source, "order.created", "d1", order());

        assertThat(woo(source, "order.deleted", "d2", "{\"id\":727}").state()).isEqualTo("taken");
        assertThat(facts("order_header", "status", "order_amount", "paid_amount", "customer"))
                .containsExactly("closed 109 - 12");

        woo(source, "order.updated", "d3", order().replace("\"status\":\"processing\"", "\"status\":\"completed\""));
        assertThat(facts("order_header", "status"))
                .as("told before it was deleted")
                .containsExactly("closed");

        woo(source, "order.restored", "d4", order());
        assertThat(facts("order_header", "status", "paid_amount")).containsExactly("paid 109");
    }

    @Test
    void aDeletedOrderThatNobodyKnewIsNothing() {
        assertThat(woo(source, "order.deleted", "d1", "{\"id\":9}").state()).isEqualTo("taken");
        assertThat(facts("order_header", "order_id")).isEmpty();
    }

    @Test
    void aRefundIsBookedOnceWhenItIsFirstHeardOf() throws IOException {
        String refunded = order().replace(
                        "\"refunds\":[]", "\"refunds\":[{\"id\":730,\"reason\":\"尺码\",\"total\":\"-10.00\"}]")
                .replace("2026-11-01T08:28:08\",\"discount", "2026-11-03T04:00:00\",\"discount");
        woo(source, "order.updated", "d1", refunded);
        woo(source, "order.updated", "d2", refunded.replace("2026-11-03T04:00:00", "2026-11-09T04:00:00"));

        assertThat(facts("refund", "natural_key", "order_id", "at", "amount", "reason"))
                .containsExactly("730 727 2026-11-03T04:00:00Z 10 尺码");
    }

    @Test
    void aDraftOfTheCheckoutIsNoOrder() throws IOException {
        String draft = order().replace("\"status\":\"processing\"", "\"status\":\"checkout-draft\"");
        assertThat(woo(source, "order.created", "d1", draft).state()).isEqualTo("taken");
        assertThat(facts("order_header", "order_id")).isEmpty();
        assertThat(facts("order_line", "order_id")).isEmpty();
    }

    @Test
    void productsAreDimensionsAndKeepTheirNamesWhenTheyAreDeleted() {
        woo(source, "product.created", "d1", """
                {"id":93,"name":"示例T恤","sku":"TS001","parent_id":0,"regular_price":"99.00","price":"89.00",
                 "date_created_gmt":"2026-10-01T00:00:00","date_modified_gmt":"2026-10-01T00:00:00",
                 "categories":[{"id":5,"name":"上衣"}]}
                """);
        assertThat(woo(source, "product.deleted", "d2", "{\"id\":93}").state()).isEqualTo("taken");

        assertThat(facts("product", "product", "title", "category", "list_price", "launched_on"))
                .containsExactly("93 示例T恤 上衣 99 2026-10-01");
        assertThat(facts("sku", "sku", "product")).containsExactly("TS001 93");
    }
}
