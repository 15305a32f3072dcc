package io.quanjing.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Role;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.ingest.topic.TopicStore.Draft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What messages tell of how customers can be reached: kept with the place in the topic, once, and of messages that are taken. */
class TopicContactTest extends OnATopicServer {

    private static final String WITH_CONTACTS =
            MAPPING.replace("total: {", "mobile: { header: customer.mobile, type: id }\n      total: {") + """
                contacts:
                  - { kind: phone, value: mobile, customer: customer }
            """;

    @Autowired
    private Contacts contacts;

    private TopicSource source() {
        return topics.create(shop, draft(WITH_CONTACTS), null, EARLIEST, ADMIN);
    }

    private static String reached(int id, String total, String mobile) {
        return order(id, total).replace("\"customer\": {", "\"customer\": {\"mobile\": \"" + mobile + "\", ");
    }

    /** Orders of three customers, each customer with one number, over all partitions. */
    private void customers(int from, int to) {
        for (int id = from; id <= to; id++) {
            long ignored = send(id / 3 % 3, reached(id, "1", "1380013800" + id % 3));
        }
    }

    private List<String> kept(String columns) {
        return database.sql("SELECT concat_ws(' ', " + columns + ") FROM contact WHERE shop = :shop ORDER BY 1")
                .param("shop", shop.id())
                .query(String.class)
                .list();
    }

    @Test
    void areKeptOnceHoweverOftenTheMessagesAreRead() {
        customers(1, 18);
        assertThat(topics.test(shop, draft(WITH_CONTACTS), null, EARLIEST).facts())
                .isEqualTo(Map.of("order_header", 18));
        assertThat(kept("customer")).as("trying keeps none").isEmpty();

        TopicSource source = source();
        assertThat(read(source, 18).rejected()).isZero();

        assertThat(kept("source, customer, kind"))
                .containsExactly("shop-topic c0 phone", "shop-topic c1 phone", "shop-topic c2 phone");
        assertThat(signedIn(Role.OPERATOR)
                        .get("/api/contacts?shop=" + shop.id() + "&customer=c2")
                        .response()
                        .body())
                .contains("138****8002");
        assertThat(kept("contact")).noneMatch(row -> row.contains("1380013800"));
        List<String> before = kept("id, customer, first_seen");

        topics.replay(source.id(), EARLIEST, ADMIN);
        assertThat(read(source, 36).changedFacts()).isEqualTo(18);

        assertThat(kept("id, customer, first_seen")).isEqualTo(before);
        assertThat(database.sql("SELECT count(*) FROM contact_waiting WHERE shop = :shop")
                        .param("shop", shop.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void ofARejectedMessageAreKeptWhenItIsTaken() {
        customers(1, 3);
        long ignored = send(0, reached(4, "gift", "13900139000"));
        TopicSource source = source();
        assertThat(read(source, 4).rejected()).isEqualTo(1);
        assertThat(kept("customer")).containsExactly("c0", "c1", "c2");
        assertThat(live.retry(source.id(), null, ADMIN)).isZero();
        assertThat(kept("customer")).as("rejected again").hasSize(3);
        String mended = WITH_CONTACTS.replace(
                "total: { type: amount, required: true }", "total: { type: amount, empty: gift, default: \"0\" }");
        assertThat(topics.change(source.id(), draft(mended), null, EARLIEST, ADMIN)
                        .rejected())
                .isEqualTo(1);

        assertThat(live.retry(source.id(), null, ADMIN)).isEqualTo(1);

        assertThat(kept("customer")).containsExactly("c0", "c1", "c1", "c2");
    }

    @Test
    void ofWhoAskedToBeForgottenDoNotComeBack() {
        customers(1, 9);
        TopicSource source = source();
        assertThat(read(source, 9).rejected()).isZero();

        assertThat(contacts.forget(shop.id(), Set.of("c1", "13900139000"))).isEqualTo(1);
        topics.replay(source.id(), EARLIEST, ADMIN);
        long ignored = send(0, reached(10, "1", "13900139000"));
        assertThat(read(source, 19).rejected()).isZero();

        assertThat(kept("customer")).containsExactly("c0", "c2");
        assertThat(total()).as("the orders are there").isEqualTo("10 10");
    }

    @Test
    void goWithThePlaceWhereThatIsNotNoted() {
        TopicSource source = source();
        Claim first = store.current(source.id()).orElseThrow();
        live.state(source.id(), SourceState.PAUSED, ADMIN);
        byte[] body = reached(3, "3.50", "13800138000").getBytes(StandardCharsets.UTF_8);
        Arrival arrival = new Arrival(0, 0, Instant.now(), topic, body.length, body);

        // Cut off after the facts are durable: the generation that would note them is over.
        assertThatThrownBy(() -> take(first, arrival)).isInstanceOf(TopicBatch.Superseded.class);
        assertThat(total()).isEqualTo("1 3.5");
        assertThat(kept("customer")).isEmpty();

        take(store.current(source.id()).orElseThrow(), arrival);

        assertThat(now(source).readMessages()).isEqualTo(1);
        assertThat(kept("customer")).containsExactly("c0");
    }

    private void take(Claim claim, Arrival arrival) {
        Map<Integer, Long> next = batches.take(
                claim,
                messages.meaning(claim.draft(), shop),
                List.of(arrival),
                Map.of(0, 0L),
                Map.of(0, 1L),
                System.nanoTime() + Duration.ofMinutes(1).toNanos());
        assertThat(next).isEqualTo(Map.of(0, 1L));
    }

    @Test
    void ofAnOlderStateAreNotKept() {
        String versioned = WITH_CONTACTS.replace(
                "files:", "topics:\n  \"*\": { reads: [order], subject: order, id: id, version: changed }\nfiles:");
        String newer = reached(1, "2", "13800138001").replaceFirst("\\{", "{\"changed\": \"2026-11-01T12:00:00Z\", ");
        String older = reached(1, "1", "13900139000").replaceFirst("\\{", "{\"changed\": \"2026-11-01T10:00:00Z\", ");
        long ignored = send(0, newer);
        ignored = send(0, older);
        TopicSource source = topics.create(shop, draft(versioned), null, EARLIEST, ADMIN);

        assertThat(read(source, 2).late()).isEqualTo(1);

        assertThat(kept("customer")).containsExactly("c1");
    }

    @Test
    void ofWhatCannotBeKeptHoldUpNothing() {
        // The facts are nobody's here, so that the warehouse has nothing to refuse.
        String nobodys = WITH_CONTACTS.replace(", customer: customer, order_amount", ", order_amount");
        String order = reached(1, "1", "13800138001");
        for (String customer : List.of("a\\u0000b", "\\ud800")) {
            long ignored = send(0, order.replace("\"c1\"", "\"" + customer + "\""));
        }
        long ignored = send(0, order.replace("13800138001", "138****8001"));
        ignored = send(0, order);

        TopicSource read = read(topics.create(shop, draft(nobodys), null, EARLIEST, ADMIN), 4);

        assertThat(read.rejected()).isZero();
        assertThat(read.failures()).isZero();
        assertThat(kept("customer")).as("what is no text becomes one").containsExactlyInAnyOrder("a b", "?", "c1");
    }

    @Test
    void ofPartitionsThatAreReadAtOnceAreOne() {
        TopicSource source = source();
        try (TopicReaders another = new TopicReaders(tools)) {
            another.look();
            customers(1, 120);
            assertThat(read(source, 120).readMessages()).isEqualTo(120);
        }

        assertThat(kept("customer")).containsExactly("c0", "c1", "c2");
        assertThat(now(source).lastError()).isNull();
    }

    @Test
    void ofAShopSystemsMessagesAreKept() {
        String woo = """
                {"id": 1001, "status": "processing", "currency": "CNY", "date_created_gmt": "2026-11-01T08:28:02",
                 "date_modified_gmt": "2026-11-01T08:28:08", "date_paid_gmt": "2026-11-01T08:28:08", "total": "109.00",
                 "customer_id": 12, "billing": {"email": "Mia@Example.com"}, "line_items": [], "refunds": [],
                 "kind": "order.created"}""";
        long ignored = send(0, woo);
        TopicPlace named = new TopicPlace(
                place().servers(), topic, place().protection(), null, null, TopicPlace.KindFrom.FIELD, "kind");
        TopicSource source = topics.create(shop, new Draft("Woo", named, null, "woocommerce"), null, EARLIEST, ADMIN);

        assertThat(read(source, 1).rejected()).isZero();

        assertThat(kept("source, customer, kind")).containsExactly("woocommerce 12 email");
    }
}
