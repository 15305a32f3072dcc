package io.quanjing.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;

/** Who may do what with topics, and what is refused. */
class TopicHttpTest extends OnATopicServer {

    private Map<String, Object> entered() {
        return new HashMap<>(Map.of(
                "servers",
                TestKafka.broker().bootstrap(),
                "topic",
                topic,
                "protection",
                "plaintext",
                "kindFrom",
                "topic"));
    }

    private Map<String, Object> wanted(Map<String, Object> place) {
        return new HashMap<>(Map.of("shop", shop.id(), "name", "Orders", "place", place, "mapping", MAPPING));
    }

    @Test
    void administratorsMakeAndOperatorsLookAfter() {
        orders(1, 3);
        long ignored = send(0, "nothing");
        Browser admin = signedIn(Role.ADMIN);
        Browser operator = signedIn(Role.OPERATOR);
        Map<String, Object> wanted = wanted(entered());

        assertThat(operator.post("/api/topic-sources/test", wanted).status()).isEqualTo(403);
        assertThat(operator.post("/api/topic-sources", wanted).status()).isEqualTo(403);
        Browser.Answer tested = admin.post("/api/topic-sources/test", wanted);
        assertThat(tested.status()).as(tested.response().body()).isEqualTo(200);
        assertThat(tested.json().path("partitions").asInt()).isEqualTo(3);
        assertThat(tested.json().path("messages").asInt()).isEqualTo(4);
        assertThat(tested.json().path("read").asInt()).isEqualTo(4);
        assertThat(tested.json().path("facts").path("order_header").asInt()).isEqualTo(3);
        assertThat(tested.json().path("rejected").asInt()).isEqualTo(1);
        assertThat(tested.json().path("reasons").path(0).path("code").asString())
                .isEqualTo("ingest.delivery_not_json");
        assertThat(tested.json()
                        .path("examples")
                        .path(0)
                        .path("values")
                        .path("order_amount")
                        .asString())
                .endsWith(".50");
        assertThat(store.all()).as("trying keeps nothing").isEmpty();

        Browser.Answer made = admin.post("/api/topic-sources", wanted);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String id = made.json().path("id").asString();
        assertThat(made.json().path("group").asString()).isEqualTo("quanjing-" + id);
        String path = "/api/topic-sources/" + id;
        assertThat(read(live.require(id, ADMIN), 4).changedFacts()).isEqualTo(3);
        assertThat(operator.post(path + "/pause", Map.of()).json().path("state").asString())
                .isEqualTo("paused");
        assertThat(operator.post(path + "/resume", Map.of()).status()).isEqualTo(200);
        assertThat(operator.post(path + "/replay", Map.of("from", "time", "at", "2026-01-01T00:00:00+08:00"))
                        .status())
                .isEqualTo(200);
        assertThat(operator.post(path + "/replay", Map.of("from", "offsets", "offsets", Map.of("0", 1)))
                        .status())
                .isEqualTo(200);
        String rejected =
                operator.get(path + "/rejected").json().path(0).path("id").asString();
        assertThat(operator.get(path + "/rejected/" + rejected)
                        .json()
                        .path("body")
                        .asString())
                .isEqualTo("nothing");
        assertThat(operator.post(path + "/rejected/retry", Map.of())
                        .json()
                        .path("taken")
                        .asInt())
                .isZero();
        assertThat(operator.send("DELETE", path + "/rejected", Map.of())
                        .json()
                        .path("dropped")
                        .asInt())
                .isEqualTo(1);
        assertThat(operator.send("DELETE", path + "/rejected/" + rejected, Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(operator.send("DELETE", path, Map.of()).status()).isEqualTo(403);
        assertThat(signedIn(Role.ANALYST).get("/api/topic-sources").status()).isEqualTo(403);
        assertThat(admin.send("PUT", path, wanted).status()).isEqualTo(200);
        assertThat(admin.send("DELETE", path, Map.of()).status()).isEqualTo(204);
        assertThat(operator.get(path + "/rejected").status()).isEqualTo(404);

        assertThat(admin.get("/api/audit?limit=30").response().body())
                .contains(
                        "ingest.topic_created",
                        "ingest.topic_changed",
                        "ingest.topic_paused",
                        "ingest.topic_resumed",
                        "ingest.topic_replayed",
                        "ingest.topic_retried",
                        "ingest.topic_dropped",
                        "ingest.topic_deleted");
    }

    @Test
    void refusesWhatCannotBeReadAndWhatMustNotBeSpokenTo() {
        Browser admin = signedIn(Role.ADMIN);

        assertThat(refusal(admin, Map.of("servers", "169.254.169.254:9092")))
                .isEqualTo("ingest.topic_address_forbidden");
        assertThat(refusal(admin, Map.of("servers", TestKafka.broker().bootstrap() + ",[fe80::1]:9092")))
                .isEqualTo("ingest.topic_address_forbidden");
        for (String servers : List.of("localhost", "a:0", "a:99999", "a b:1", ",", "http://a:1")) {
            assertThat(refusal(admin, Map.of("servers", servers)))
                    .as(servers)
                    .isEqualTo("ingest.topic_setting_invalid");
        }
        assertThat(refusal(admin, Map.of("servers", "127.0.0.1:9"))).isEqualTo("ingest.topic_unreachable");
        assertThat(refusal(admin, Map.of("topic", "no-such-topic"))).isEqualTo("ingest.topic_unknown");
        assertThat(refusal(admin, Map.of("topic", "no such topic"))).isEqualTo("web.bad_value");
        assertThat(refusal(admin, Map.of("kindFrom", "header"))).isEqualTo("ingest.topic_setting_invalid");
        assertThat(refusal(admin, Map.of("protection", "plain")))
                .as("no user")
                .isEqualTo("ingest.topic_setting_invalid");
        assertThat(refusal(admin, Map.of("protection", "tls", "authority", "no certificate")))
                .isEqualTo("ingest.topic_setting_invalid");
        Map<String, Object> both = wanted(entered());
        both.put("ready", "shopify");
        assertThat(admin.post("/api/topic-sources/test", both).code()).isEqualTo("ingest.topic_setting_invalid");
        Map<String, Object> wrong = wanted(entered());
        wrong.put("mapping", "format: x\nfiles: 3");
        assertThat(admin.post("/api/topic-sources/test", wrong).code()).isEqualTo("ingest.mapping_invalid");
    }

    private String refusal(Browser admin, Map<String, String> difference) {
        Map<String, Object> place = entered();
        place.putAll(difference);
        return admin.post("/api/topic-sources/test", wanted(place)).code();
    }

    @Test
    void thePasswordIsKeptEncryptedToldToNobodyAndNotSentElsewhere() {
        TopicSource source = made(EARLIEST);
        TopicPlace signedIn = new TopicPlace(
                place().servers(),
                topic,
                TopicPlace.Protection.SCRAM_SHA_512,
                "reader",
                null,
                place().kindFrom(),
                null);
        store.change(
                source.id(),
                new TopicStore.Draft("Orders", signedIn, MAPPING, null),
                SECRET,
                store.current(source.id()).orElseThrow().topicId());
        Browser admin = signedIn(Role.ADMIN);

        assertThat(admin.get("/api/topic-sources").response().body())
                .contains("reader")
                .doesNotContain(SECRET)
                .doesNotContain("password");
        assertThat(new String(
                        database.sql("SELECT password FROM topic_source WHERE id = :id")
                                .param("id", source.id())
                                .query(byte[].class)
                                .single(),
                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);
        Map<String, Object> place = entered();
        place.putAll(Map.of("protection", "scram-sha-512", "user", "another"));
        assertThat(admin.post("/api/topic-sources/" + source.id() + "/test", wanted(place))
                        .code())
                .isEqualTo("ingest.topic_setting_invalid");
    }

    @Test
    void signsInOverTlsAndTellsWhatIsRefused() {
        orders(1, 3);
        done(kafka.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "reader", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), SECRET)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
        Browser admin = signedIn(Role.ADMIN);
        Map<String, Object> plain = secured("plain", "plain", true);
        Map<String, Object> scram = secured("scram-sha-512", "reader", true);

        assertThat(secured(admin, plain, "secret \"quoted\"")
                        .json()
                        .path("read")
                        .asInt())
                .isEqualTo(3);
        assertThat(secured(admin, scram, SECRET).json().path("read").asInt()).isEqualTo(3);
        assertThat(secured(admin, plain, "wrong").code()).isEqualTo("ingest.topic_login_refused");
        assertThat(secured(admin, scram, "wrong").code()).isEqualTo("ingest.topic_login_refused");
        assertThat(secured(admin, secured("plain", "plain", false), "secret").code())
                .as("nobody known signed the certificate")
                .isEqualTo("ingest.topic_protection_refused");
        assertThat(secured(admin, secured("scram-sha-256", "reader", true), SECRET)
                        .code())
                .as("the broker does not have it")
                .isEqualTo("ingest.topic_protection_refused");

        Map<String, Object> wanted = wanted(scram);
        wanted.put("password", SECRET);
        Browser.Answer made = admin.post("/api/topic-sources", wanted);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        TopicSource source = live.require(made.json().path("id").asString(), ADMIN);
        assertThat(read(source, 3).changedFacts())
                .as("read with the kept password")
                .isEqualTo(3);
    }

    private Map<String, Object> secured(String protection, String user, boolean trusted) {
        Map<String, Object> place = entered();
        place.putAll(Map.of("servers", TestKafka.broker().secured(), "protection", protection, "user", user));
        if (trusted) {
            place.put("authority", TestKafka.broker().certificate());
        }
        return place;
    }

    private Browser.Answer secured(Browser admin, Map<String, Object> place, String password) {
        Map<String, Object> wanted = wanted(place);
        wanted.put("password", password);
        return admin.post("/api/topic-sources/test", wanted);
    }
}
