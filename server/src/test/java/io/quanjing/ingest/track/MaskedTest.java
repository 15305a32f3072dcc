package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MaskedTest {

    private static String masked(String json) {
        return Masked.of(JsonMapper.shared().readTree(json)).toString();
    }

    @Test
    void hidesFieldsThatNameAPersonAndLeavesWhatFactsAreMadeOf() {
        assertThat(masked("""
                {"event":"Order Completed","name":"x","anonymousId":"a1","properties":{"order_id":"20261101000123456789","total":99.5,
                 "products":[{"product_id":"P1","name":"面霜","quantity":1}],
                 "shipping_address":{"name":"张三","street":"人民路 1 号","city":"上海"},"ip_address":"10.1.2.3"},
                 "traits":{"name":"张三","Phone-Number":13800138000,"city":"上海"}}""")).isEqualTo("""
                {"event":"Order Completed","name":"x","anonymousId":"a1","properties":{"order_id":"20261101000123456789","total":99.5,\
                "products":[{"product_id":"P1","name":"面霜","quantity":1}],\
                "shipping_address":{"name":"•••","street":"•••","city":"上海"},"ip_address":"•••"},\
                "traits":{"name":"•••","Phone-Number":"•••","city":"上海"}}""");
    }

    @Test
    void hidesAddressesAndNumbersWhereverTheyStand() {
        assertThat(masked("""
                {"userId":"anna@example.com","query":"call 138 0013 8000 now","note":"+44 20 7946 0958","n":13800138000,
                 "url":"https://shop.example/reset?token=s3cret&utm_source=x","count":138001380001,"at":"2026-03-01T10:00:00.000Z"}""")).isEqualTo("""
                {"userId":"•••","query":"call ••• now","note":"•••","n":"•••",\
                "url":"https://shop.example/reset?•••","count":138001380001,"at":"2026-03-01T10:00:00.000Z"}""");
    }
}
