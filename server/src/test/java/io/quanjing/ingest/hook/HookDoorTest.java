package io.quanjing.ingest.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Role;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.Browser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What holds for webhooks of every kind: signatures, repetitions, limits, what is kept, and who may look after it. */
class HookDoorTest extends OnAHookServer {

    private static final String MAPPING = """
            format: own-program
            files:
              order:
                columns:
                  id: { type: id, required: true }
                  created: { type: time, required: true }
                  customer: { header: customer.id, type: id }
                  total: { header: %s, type: amount, required: true }
                facts:
                  - table: order_header
                    set: { natural_key: id, order_id: id, at: created, customer: customer, order_amount: total }
              line:
                rows: items
                columns:
                  order: { header: id, type: id, required: true }
                  created: { type: time, required: true }
                  line: { header: items.line, type: id, required: true }
                  amount: { header: items.amount, type: amount, required: true }
                facts:
                  - table: order_line
                    set:
                      natural_key: concat(order, '#', line)
                      order_id: order
                      line_no: line
                      at: created
                      quantity: "1"
                      order_amount: amount
            """;

    private static final String MESSAGE = """
            {"id":"A1","created":"2026-11-01T09:00:00+08:00","customer":{"id":"c-7"},"total":12.50,
             "items":[{"line":1,"amount":"10.00"},{"line":2,"amount":2.5}]}
            """;

    @Autowired
    private HookDoor door;

    private Source own(String total) {
        return sources.create(shop, Kind.SIGNED, "Own", SECRET, MAPPING.formatted(total), ADMIN)
                .source();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    @Test
    void makesThePublishedSignature() {
        byte[] body = bytes("{\"id\":820982911946154508,\"name\":\"#9999\"}");

        assertThat(Envelope.base64(Envelope.hmac(bytes("hush"), body)))
                .isEqualTo("YBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=");
    }

    @Test
    void refusesAWrongSignatureAndSaysSoAtTheSource() {
        Source source = source(Kind.SHOPIFY);
        byte[] body = bytes("{\"id\":1}");

        Answer wrong = post(source, body, Map.of("X-Shopify-Hmac-Sha256", signature(bytes("{\"id\":2}"))));
        Answer none = post(source, body, Map.of());

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("ingest.signature_wrong");
        assertThat(none.status()).isEqualTo(401);
        Source now = found(source);
        assertThat(now.refused()).isEqualTo(2);
        assertThat(now.lastError()).isNotNull().extracting(Trouble::code).isEqualTo("ingest.signature_wrong");
        assertThat(now.accepted() + now.rejected() + now.waiting()).isZero();
    }

    @Test
    void anAddressThatNobodyHasIsNotThere() {
        Source source = source(Kind.SHOPIFY);
        live.delete(source.id(), ADMIN);

        assertThat(post(source, bytes("{}"), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aSourceThatIsDeletedWhileABodyArrivesIsNotThere() {
        Source source = source(Kind.SHOPIFY);
        byte[] body = bytes("{\"id\":1}");
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Shopify-Topic", "orders/create");
        headers.set("X-Shopify-Webhook-Id", "w1");
        headers.set("X-Shopify-Hmac-Sha256", signature(body));
        ByteArrayInputStream arriving = new ByteArrayInputStream(body) {
            @Override
            public byte[] readNBytes(int most) throws IOException {
                live.delete(source.id(), ADMIN);
                return super.readNBytes(most);
            }
        };

        assertThatThrownBy(() -> door.take(source.id(), headers, arriving))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        e -> assertThat(e.errorCode().code()).isEqualTo("ingest.unknown_source"));
    }

    @Test
    void ownMessagesAreReadByTheLanguageOfFiles() {
        Source source = own("total");

        assertThat(signed(source, now(), "m1", "", MESSAGE).state()).isEqualTo("taken");

        assertThat(facts("order_header", "source", "order_id", "at", "customer", "order_amount"))
                .containsExactly("own-program A1 2026-11-01T01:00:00Z c-7 12.5");
        assertThat(facts("order_line", "natural_key", "order_amount")).containsExactly("A1#1 10", "A1#2 2.5");
    }

    @Test
    void aSignedTimeIsGoodForFiveMinutesAndASignatureOnce() {
        Source source = own("total");
        long now = now();

        assertThat(signed(source, now - 600, "m1", "", MESSAGE).code()).isEqualTo("ingest.signature_old");
        assertThat(signed(source, now + 600, "m1", "", MESSAGE).status()).isEqualTo(401);
        assertThat(signed(source, now, "m1", "", MESSAGE).status()).isEqualTo(200);
        Answer replayed = signed(source, now, "m2", "", MESSAGE);
        assertThat(replayed.status()).isEqualTo(409);
        assertThat(replayed.code()).isEqualTo("ingest.delivery_replayed");
        assertThat(signed(source, now + 1, "m1", "", MESSAGE).state())
                .as("sent again with a new time")
                .isEqualTo("repeated");
        assertThat(found(source).accepted()).isEqualTo(1);
    }

    @Test
    void aPausedSourceAsksToComeLater() {
        Source source = source(Kind.WOOCOMMERCE);
        live.state(source.id(), SourceState.PAUSED, ADMIN);

        Answer paused = woo(source, "order.deleted", "d1", "{\"id\":9}");

        assertThat(paused.status()).isEqualTo(503);
        assertThat(paused.code()).isEqualTo("ingest.source_paused");
        assertThat(paused.response().headers().firstValue(HttpHeaders.RETRY_AFTER))
                .hasValue("300");
        live.state(source.id(), SourceState.ACTIVE, ADMIN);
        assertThat(woo(source, "order.deleted", "d1", "{\"id\":9}").state()).isEqualTo("taken");
    }

    @Test
    void whatCannotBeReadIsKeptEncryptedWithItsReason() {
        Source source = source(Kind.SHOPIFY);

        assertThat(shopify(source, "orders/create", "w1", null, "{\"id\": 5, \"email\": \"secret@exa")
                        .state())
                .isEqualTo("rejected");
        assertThat(shopify(source, "orders/create", "w2", null, "[1]").status()).isEqualTo(200);
        assertThat(shopify(source, "carts/create", "w3", null, "{\"id\":5}").state())
                .isEqualTo("rejected");
        assertThat(shopify(source, "orders/create", "w4", null, "{\"id\":5}").state())
                .isEqualTo("rejected");

        assertThat(live.rejected(source.id(), ADMIN))
                .extracting(r -> r.topic() + " " + r.reason().code())
                .containsExactly(
                        "orders/create ingest.missing_value",
                        "carts/create ingest.delivery_topic_unknown",
                        "orders/create ingest.delivery_not_json",
                        "orders/create ingest.delivery_not_json");
        byte[] kept = database.sql("SELECT body FROM webhook_delivery WHERE source = :source AND delivery LIKE '%w1'")
                .param("source", source.id())
                .query(byte[].class)
                .single();
        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret@exa");
        byte[] secret = database.sql("SELECT secret FROM webhook_source WHERE id = :source")
                .param("source", source.id())
                .query(byte[].class)
                .single();
        assertThat(new String(secret, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);
        assertThat(found(source).rejected()).isEqualTo(4);
    }

    @Test
    void aWaitingMessageWithANumberBeyondAllBoundsDoesNotHoldUpTheOthers() {
        Source source = own("total");
        String endless = MESSAGE.replace("12.50", "2e2147483646");
        assertThat(signed(source, now(), "m1", "", endless).state()).isEqualTo("rejected");
        assertThat(signed(source, now(), "m2", "", MESSAGE).state()).isEqualTo("taken");
        assertThat(database.sql("UPDATE webhook_delivery SET state = 'waiting', reason = NULL WHERE source = :source")
                        .param("source", source.id())
                        .update())
                .isEqualTo(2);

        work.workOff(Instant.now());

        assertThat(found(source).waiting()).isZero();
        assertThat(live.rejected(source.id(), ADMIN))
                .singleElement()
                .extracting(r -> r.reason().code())
                .isEqualTo("ingest.not_a_number");
        assertThat(facts("order_header", "order_amount")).containsExactly("12.5");
    }

    @Test
    void aMessageOfTooManyRowsIsKeptWithItsReason() {
        Source source = own("total");
        String many = MESSAGE.replace("\"items\":[", "\"items\":[" + "{},".repeat(10_000));

        assertThat(signed(source, now(), "m1", "", many).state()).isEqualTo("rejected");

        assertThat(live.rejected(source.id(), ADMIN))
                .singleElement()
                .extracting(r -> r.reason().code())
                .isEqualTo("ingest.delivery_too_many_rows");
    }

    @Test
    void aRejectedMessageIsTakenWhenTheMappingIsMended() {
        Source source = own("sum_total");
        assertThat(signed(source, now(), "m1", "", MESSAGE).state()).isEqualTo("rejected");
        Browser operator = signedIn(Role.OPERATOR);
        Browser admin = signedIn(Role.ADMIN);
        String path = "/api/sources/" + source.id();
        JsonNode rejected = operator.get(path + "/rejected").json();
        String id = rejected.path(0).path("id").asString();
        assertThat(rejected.path(0).path("reason").path("code").asString()).isEqualTo("ingest.missing_value");
        assertThat(operator.get(path + "/rejected/" + id).json().path("body").asString())
                .isEqualTo(MESSAGE);

        assertThat(operator.post(path + "/rejected/" + id + "/retry", Map.of())
                        .json()
                        .path("taken")
                        .asInt())
                .isZero();
        assertThat(admin.send("PUT", path + "/mapping", Map.of("mapping", "files: {}"))
                        .code())
                .isEqualTo("ingest.mapping_invalid");
        assertThat(admin.send("PUT", path + "/mapping", Map.of("mapping", MAPPING.formatted("total")))
                        .status())
                .isEqualTo(200);
        assertThat(operator.post(path + "/rejected/retry", Map.of())
                        .json()
                        .path("taken")
                        .asInt())
                .isEqualTo(1);

        assertThat(facts("order_header", "order_amount")).containsExactly("12.5");
        assertThat(found(source).rejected()).isZero();
        assertThat(found(source).accepted()).isEqualTo(1);
        assertThat(operator.post(path + "/rejected/" + id + "/retry", Map.of()).code())
                .isEqualTo("ingest.unknown_delivery");
    }

    @Test
    void whatIsRetriedTogetherIsReadInTheOrderInWhichItCame() {
        Source source = own("sum_total");
        for (int i = 1; i <= 3; i++) {
            assertThat(signed(source, now(), "m" + i, "", MESSAGE.replace("12.50", i + "0"))
                            .state())
                    .isEqualTo("rejected");
        }

        assertThat(new RejectedDeliveries(deliveries, work).inOrder(source, 2))
                .as("the newest waits")
                .isEqualTo(live.rejected(source.id(), ADMIN).reversed().stream()
                        .map(DeliveryStore.Rejected::id)
                        .limit(2)
                        .toList());
        sources.mapping(source.id(), MAPPING.formatted("total"), ADMIN);
        assertThat(live.retry(source.id(), null, ADMIN)).isEqualTo(3);
        assertThat(facts("order_header", "order_amount")).containsExactly("30");
    }

    @Test
    void whatWasTakenIsReadAgainByAMendedMappingAndCountedOnce() {
        Source source = own("total");
        assertThat(signed(source, now(), "m1", "", MESSAGE).state()).isEqualTo("taken");
        assertThat(signed(
                                source,
                                now(),
                                "m2",
                                "",
                                MESSAGE.replace("12.50", "20").replace("A1", "A2"))
                        .state())
                .isEqualTo("taken");
        assertThat(found(source).keptSince()).isNotNull();
        Browser admin = signedIn(Role.ADMIN);
        String path = "/api/sources/" + source.id();
        String doubled = MAPPING.formatted("total").replace("order_amount: total", "order_amount: total * 2");
        assertThat(admin.send("PUT", path + "/mapping", Map.of("mapping", doubled))
                        .status())
                .isEqualTo(200);
        assertThat(facts("order_header", "order_amount")).containsExactly("12.5", "20");

        Browser operator = signedIn(Role.OPERATOR);
        assertThat(operator.post(path + "/replay", Map.of("from", "yesterday")).status())
                .isEqualTo(400);
        assertThat(operator.post(
                                path + "/replay",
                                Map.of("from", Instant.now().plusSeconds(60).toString()))
                        .json()
                        .path("replayed")
                        .asInt())
                .isZero();
        assertThat(operator.post(
                                path + "/replay",
                                Map.of("from", Instant.now().minusSeconds(600).toString()))
                        .json()
                        .path("replayed")
                        .asInt())
                .isEqualTo(2);
        work.workOff(Instant.now());

        assertThat(facts("order_header", "order_amount")).containsExactly("25", "40");
        assertThat(found(source).accepted()).isEqualTo(2);
        assertThat(found(source).waiting()).isZero();
        byte[] kept = database.sql("SELECT body FROM webhook_delivery WHERE source = :source LIMIT 1")
                .param("source", source.id())
                .query(byte[].class)
                .single();
        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("A1");
    }

    @Test
    void whatWasTakenIsForgottenAfterItsDaysAndKnownAgainAllTheSame() {
        Source source = own("total");
        assertThat(signed(source, now(), "m1", "", MESSAGE).state()).isEqualTo("taken");

        assertThat(deliveries.forgetBefore(Instant.now().plusSeconds(1))).isPositive();

        assertThat(found(source).keptSince()).isNull();
        assertThat(sources.replay(source.id(), Instant.EPOCH, ADMIN)).isZero();
        assertThat(signed(source, now() + 1, "m1", "", MESSAGE).state()).isEqualTo("repeated");
    }

    @Test
    void aBodyAboveOneMebibyteIsRefusedAndOneBelowIsTaken() {
        Source source = own("total");
        String filler = "x".repeat(1_048_576 - MESSAGE.length() - 20);
        String large = MESSAGE.replace("\"id\":\"A1\"", "\"id\":\"A1\",\"note\":\"" + filler + "\"");

        assertThat(signed(source, now(), "m1", "", large).state()).isEqualTo("taken");
        Answer tooLarge = signed(source, now(), "m2", "", large + " ".repeat(100));

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("ingest.delivery_too_large");
    }

    @Test
    void amountsInAnotherCurrencyAreRejected() {
        Source source = source(Kind.WOOCOMMERCE);
        woo(source, "order.created", "d1", """
                {"id":1,"status":"pending","currency":"USD","date_created_gmt":"2026-11-01T08:28:02","total":"1.00"}
                """);

        assertThat(live.rejected(source.id(), ADMIN))
                .singleElement()
                .extracting(r -> r.reason().code())
                .isEqualTo("ingest.other_currency");
    }

    @Test
    void whatWasDurableWhenTheProcessEndedIsTakenLater() {
        Source source = own("total");
        String id = UUID.randomUUID().toString();
        Envelope envelope = new Envelope("order m1", "order", null, null);
        assertThat(deliveries.add(
                        id, envelope, source.id(), Instant.now().minus(Duration.ofMinutes(1)), bytes(MESSAGE)))
                .isTrue();
        assertThat(found(source).waiting()).isEqualTo(1);

        work.workOff(Instant.now());

        assertThat(found(source).waiting()).isZero();
        assertThat(facts("order_header", "order_id")).containsExactly("A1");
        work.workOff(Instant.now());
        assertThat(found(source).accepted()).isEqualTo(1);
    }

    @Test
    void whatCannotBeOpenedHoldsUpNothingElse() {
        Source source = own("total");
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        assertThat(deliveries.add(
                        "broken-1", new Envelope("a", "order", null, null), source.id(), before, bytes(MESSAGE)))
                .isTrue();
        assertThat(deliveries.add(
                        "good-1", new Envelope("b", "order", null, null), source.id(), before, bytes(MESSAGE)))
                .isTrue();
        assertThat(database.sql(
                                "UPDATE webhook_delivery SET body = decode(repeat('00', 64), 'hex') WHERE id = 'broken-1'")
                        .update())
                .isEqualTo(1);

        work.workOff(Instant.now());

        assertThat(facts("order_header", "order_id")).containsExactly("A1");
        assertThat(found(source).waiting()).isEqualTo(1);
        live.delete(source.id(), ADMIN);
    }

    @Test
    void asManyMessagesOfOneOrderAtATimeAsComeLeaveTheNewestState() throws InterruptedException {
        Source source = source(Kind.WOOCOMMERCE);
        try (var senders = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 10; i < 40; i++) {
                int second = i;
                var ignored =
                        senders.submit(() -> woo(source, "order.updated", "d" + second, """
                        {"id":1,"status":"pending","currency":"CNY","date_created_gmt":"2026-11-01T08:00:00",
                         "date_modified_gmt":"2026-11-01T08:00:%d","total":"%d.00"}
                        """.formatted(second, second)));
            }
        }
        work.workOff(Instant.now().plusSeconds(1));

        assertThat(found(source).accepted()).isEqualTo(30);
        assertThat(facts("order_header", "order_amount")).containsExactly("39");
    }

    @Test
    void secretsAreToldOnceAndChangesStandInTheAuditLog() {
        Browser admin = signedIn(Role.ADMIN);
        Map<String, String> wanted = Map.of("shop", shop.id(), "kind", "woocommerce", "name", "Web shop");
        Browser.Answer made = admin.post("/api/sources", wanted);
        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().path("secret").asString();
        String id = made.json().path("source").path("id").asString();
        assertThat(secret).hasSize(40);

        Browser operator = signedIn(Role.OPERATOR);
        Browser.Answer list = operator.get("/api/sources");
        assertThat(list.response().body()).contains(id).doesNotContain(secret).doesNotContain("secret");
        assertThat(operator.post("/api/sources", wanted).status()).isEqualTo(403);
        assertThat(operator.post("/api/sources/" + id + "/pause", Map.of())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("paused");
        assertThat(operator.post("/api/sources/" + id + "/resume", Map.of()).status())
                .isEqualTo(200);
        String renewed = admin.send("PUT", "/api/sources/" + id + "/secret", Map.of())
                .json()
                .path("secret")
                .asString();
        assertThat(renewed).hasSize(40).isNotEqualTo(secret);
        assertThat(admin.send("PUT", "/api/sources/" + id + "/secret", Map.of("secret", "x"))
                        .code())
                .isEqualTo("ingest.source_secret_invalid");
        assertThat(signedIn(Role.ANALYST).get("/api/sources").status()).isEqualTo(403);
        assertThat(admin.send("DELETE", "/api/sources/" + id, Map.of()).status())
                .isEqualTo(204);

        String log = admin.get("/api/audit?limit=20").response().body();
        assertThat(log)
                .contains(
                        "ingest.source_created",
                        "ingest.source_paused",
                        "ingest.source_resumed",
                        "ingest.source_secret_changed",
                        "ingest.source_deleted")
                .doesNotContain(secret)
                .doesNotContain(renewed);
    }

    @Test
    void aSourceIsRefusedThatCouldNotWork() {
        Browser admin = signedIn(Role.ADMIN);
        Map<String, String> shopify = Map.of("shop", shop.id(), "kind", "shopify", "name", "S");
        Map<String, String> signed = Map.of("shop", shop.id(), "kind", "signed", "name", "S");
        Map<String, String> dollars = Map.of(
                "shop",
                shop.id(),
                "kind",
                "signed",
                "name",
                "S",
                "mapping",
                "currency: USD\n" + MAPPING.formatted("total"));

        assertThat(admin.post("/api/sources", shopify).code()).isEqualTo("ingest.source_secret_missing");
        assertThat(admin.post("/api/sources", signed).code()).isEqualTo("ingest.source_mapping_misplaced");
        assertThat(admin.post("/api/sources", dollars).code()).isEqualTo("ingest.currency_mismatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(total | 8 | a place reads like",
                "$knwon.at | 8 | there are $topic",
                "$known.at | 8 | says by known",
            })
    void aMappingWithAPlaceThatCannotBeIsToldItsLine(String place, int line, String why) {
        Map<String, String> wanted = Map.of(
                "shop", shop.id(), "kind", "signed", "name", "S", "mapping", MAPPING.formatted('"' + place + '"'));

        Browser.Answer answer = signedIn(Role.ADMIN).post("/api/sources", wanted);

        assertThat(answer.code()).isEqualTo("ingest.mapping_invalid");
        assertThat(answer.json().path("detail").asString())
                .contains("line " + line + ",")
                .contains(why);
    }

    @Test
    void aTopicThatReadsNoKindIsTold() {
        Map<String, String> wanted = Map.of(
                "shop",
                shop.id(),
                "kind",
                "signed",
                "name",
                "S",
                "mapping",
                "topics:\n  order: { reads: [ordre] }\n" + MAPPING.formatted("total"));

        Browser.Answer answer = signedIn(Role.ADMIN).post("/api/sources", wanted);

        assertThat(answer.json().path("detail").asString()).contains("line 2", "ordre", "Maybe order");
    }

    @Test
    void ownTopicsSayWhatIsReadAndWhatIsOlder() {
        String topics = """
                topics:
                  order: { reads: [order], subject: order, id: id, version: changed }
                  "*": { reads: [] }
                """;
        Source source = sources.create(shop, Kind.SIGNED, "Own", SECRET, topics + MAPPING.formatted("total"), ADMIN)
                .source();
        String changed = "{\"id\":\"A1\",\"created\":\"2026-11-01\",\"changed\":\"2026-11-0%dT00:00:00\",\"total\":%d}";

        assertThat(signed(source, now(), "m1", "order", changed.formatted(3, 30))
                        .state())
                .isEqualTo("taken");
        assertThat(signed(source, now(), "m2", "order", changed.formatted(2, 20))
                        .state())
                .isEqualTo("taken");
        assertThat(signed(source, now(), "m3", "stock", changed.formatted(4, 40))
                        .state())
                .isEqualTo("taken");
        assertThat(signed(source, now(), "m4", "order", "{\"id\":\"A1\",\"changed\":\"soon\"}")
                        .state())
                .isEqualTo("rejected");

        assertThat(facts("order_header", "order_amount")).containsExactly("30");
        assertThat(live.rejected(source.id(), ADMIN))
                .singleElement()
                .extracting(r -> r.reason().code())
                .isEqualTo("ingest.delivery_subject_missing");
    }
}
