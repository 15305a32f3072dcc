package io.quanjing.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quanjing.ingest.live.Rejections;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.topic.TopicBegin.From;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** Each message of a topic becomes its facts once, or is kept with its reason, whatever happens to readers and brokers. */
class TopicSourceTest extends OnATopicServer {

    private static final byte[] BINARY = {0, 1, 2, (byte) 0xff, (byte) 0xfe};
    private static final String FORGIVING = MAPPING.replace(
            "total: { type: amount, required: true }", "total: { type: amount, empty: gift, default: \"0\" }");

    @Test
    void poisonIsKeptWithItsReasonAndEverythingElseIsTaken() {
        orders(1, 10);
        long binary = send(0, BINARY);
        long broken = send(1, "{\"id\": 99, \"created\": ");
        long wrong = send(2, order(12, "many").replace("c0", "Wang Wu"));
        long large = send(0, order(13, "1" + " ".repeat(3_000)));
        long ignored = send(1, (byte[]) null);
        long list = send(2, "[1, 2]");
        orders(14, 20);

        TopicSource source = made(EARLIEST);
        TopicSource read = read(source, 23);

        assertThat(total()).isEqualTo("17 182.5");
        assertThat(read.readMessages()).isEqualTo(23);
        assertThat(read.changedFacts()).isEqualTo(17);
        assertThat(read.tombstones()).isEqualTo(1);
        assertThat(read.rejected()).isEqualTo(5);
        assertThat(read.unkept()).isZero();
        assertThat(read.failures()).isZero();
        assertThat(read.behindMillis()).isNull();
        assertThat(read.lastLagMillis()).isNotNegative();
        assertThat(live.rejected(source.id(), ADMIN))
                .extracting(
                        r -> r.partition() + ":" + r.offset() + " " + r.reason().code() + " " + r.whole())
                .containsExactlyInAnyOrder(
                        "0:" + binary + " ingest.delivery_not_json true",
                        "1:" + broken + " ingest.delivery_not_json true",
                        "2:" + wrong + " ingest.not_a_number true",
                        "0:" + large + " ingest.topic_message_too_large false",
                        "2:" + list + " ingest.delivery_not_json true");
        assertThat(body(source, "0:" + binary)).isEqualTo("00 01 02 ff fe");
        assertThat(body(source, "2:" + wrong)).contains("Wang Wu");
        assertThat(body(source, "0:" + large)).hasSize(2_000);
        assertThat(database.sql(
                                "SELECT body FROM topic_rejection WHERE source = :source AND message_offset = :offset AND partition = 2")
                        .param("source", source.id())
                        .param("offset", wrong)
                        .query(byte[].class)
                        .single())
                .satisfies(kept -> assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                        .doesNotContain("Wang Wu"));
    }

    @Test
    void aNumberBeyondAllBoundsIsKeptAndTheTopicGoesOn() {
        long ignored = send(0, order(1, "1"));
        long endless = send(0, order(2, "").replace("\"\"", "2e2147483646"));
        ignored = send(0, order(3, "3"));

        TopicSource source = made(EARLIEST);

        assertThat(read(source, 3).failures()).isZero();
        assertThat(orderFacts("order_id, order_amount")).containsExactly("1 1", "3 3");
        assertThat(live.rejected(source.id(), ADMIN))
                .extracting(r -> r.offset() + " " + r.reason().code())
                .containsExactly(endless + " ingest.not_a_number");
    }

    private String body(TopicSource source, String where) {
        return live.rejected(source.id(), ADMIN).stream()
                .filter(r -> (r.partition() + ":" + r.offset()).equals(where))
                .map(r -> live.body(source.id(), r.id(), ADMIN))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasRejectedIsTakenWhenTheMappingIsMendedOrDropped() {
        long first = send(0, order(1, "gift"));
        long ignored = send(0, order(2, "2"));
        ignored = send(1, "nothing");
        TopicSource source = made(EARLIEST);
        assertThat(read(source, 3).rejected()).isEqualTo(2);
        assertThat(live.retry(source.id(), null, ADMIN)).isZero();

        TopicSource mended = topics.change(source.id(), draft(FORGIVING), null, EARLIEST, ADMIN);
        assertThat(mended.readMessages())
                .as("the same topic goes on where it was")
                .isEqualTo(3);
        assertThat(live.retry(source.id(), null, ADMIN)).isEqualTo(1);

        assertThat(orderFacts("order_id, order_amount")).containsExactly("1 0", "2 2");
        String left = live.rejected(source.id(), ADMIN).getFirst().id();
        assertThat(live.retry(source.id(), left, ADMIN)).isZero();
        assertThat(topics.drop(source.id(), left, ADMIN)).isEqualTo(1);
        assertThat(now(source).rejected()).isZero();
        assertThat(first).isZero();
    }

    @Test
    void aRetryThatAChangeOvertakesLeavesTheMessageAsItIs() {
        long ignored = send(0, order(1, "gift"));
        TopicSource source = made(EARLIEST);
        assertThat(read(source, 1).rejected()).isEqualTo(1);
        String kept = live.rejected(source.id(), ADMIN).getFirst().id();
        TopicSource mended = topics.change(source.id(), draft(FORGIVING), null, EARLIEST, ADMIN);
        Rejections.Again early = new RejectedMessages(rejections, store, messages, batches).again(mended, shop);
        Claim claim = store.current(source.id()).orElseThrow();
        Arrival message =
                new Arrival(0, 0, Instant.now(), topic, 10, order(1, "1").getBytes(StandardCharsets.UTF_8));

        live.state(source.id(), SourceState.PAUSED, ADMIN);
        assertThat(early.read(kept)).isEqualTo(Rejections.Outcome.KEPT);
        assertThat(now(source).rejected()).isEqualTo(1);

        live.delete(source.id(), ADMIN);
        assertThat(early.read(kept)).isEqualTo(Rejections.Outcome.GONE);
        assertThatThrownBy(() -> batches.again(claim, messages.meaning(claim.draft(), shop), kept, message))
                .as("of a source that is gone nothing is noted")
                .isInstanceOf(TopicBatch.Superseded.class);
    }

    @Test
    void moreRejectedThanMayBeKeptIsCounted() {
        for (int i = 0; i < 8; i++) {
            long ignored = send(0, "nothing");
        }
        orders(3, 3);
        TopicSource source = made(EARLIEST);

        TopicSource read = read(source, 9);

        assertThat(read.rejected()).isEqualTo(6);
        assertThat(read.unkept()).isEqualTo(2);
        assertThat(Objects.requireNonNull(read.lastError()).code()).isEqualTo("ingest.topic_rejected_too_much");
        assertThat(total()).as("the topic goes on").isEqualTo("1 3.5");
        assertThat(topics.drop(source.id(), null, ADMIN)).isEqualTo(6);
    }

    @Test
    void aSourceIsChangedAndDeletedWhileABatchIsTaken() {
        orders(1, 3);
        TopicSource source = made(EARLIEST);
        TopicSource idle = read(source, 3);
        assertThat(idle.behind()).isZero();
        List<Runnable> changes =
                List.of(() -> topics.replay(source.id(), EARLIEST, ADMIN), () -> live.delete(source.id(), ADMIN));
        for (Runnable change : changes) {
            CompletableFuture<Void> changed =
                    Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
                        // As a batch does: it holds partitions, and notes at the source in the end.
                        tools.positions().holdAll(source.id());
                        CompletableFuture<Void> waiting =
                                CompletableFuture.runAsync(change, Thread::startVirtualThread);
                        // Asked outside of the transaction, in which the answer would stay the same.
                        await().until(() -> CompletableFuture.supplyAsync(this::someoneWaits)
                                .join());
                        store.note(source.id(), new Trouble("ingest.unexpected", "None.", Map.of()));
                        return waiting;
                    }));
            assertThat(changed).succeedsWithin(Duration.ofSeconds(20));
        }

        assertThat(live.all(ADMIN)).noneMatch(one -> one.id().equals(source.id()));
    }

    private boolean someoneWaits() {
        return database.sql("""
                                SELECT count(*)
                                FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND datname = current_database()
                                """).query(Long.class).single() > 0;
    }

    @Test
    void replayChangesNoFigure() {
        orders(1, 9);
        Instant between = Instant.now().plusMillis(20);
        await().until(() -> Instant.now().isAfter(between.plusMillis(20)));
        orders(10, 15);
        TopicSource source = made(EARLIEST);
        assertThat(read(source, 15).changedFacts()).isEqualTo(15);

        TopicSource again = topics.replay(source.id(), EARLIEST, ADMIN);
        assertThat(again.behind()).isGreaterThan(0);
        assertThat(read(source, 30).readMessages()).isEqualTo(30);
        topics.replay(source.id(), new TopicBegin(From.TIME, between, null), ADMIN);
        assertThat(read(source, 36).readMessages()).isEqualTo(36);
        topics.replay(source.id(), new TopicBegin(From.OFFSETS, null, Map.of(1, 3L)), ADMIN);
        TopicSource last = read(source, 38);

        assertThat(last.readMessages()).isEqualTo(38);
        assertThat(last.changedFacts()).isEqualTo(15);
        assertThat(total()).isEqualTo("15 127.5");
        assertThatThrownBy(() -> topics.replay(source.id(), new TopicBegin(From.OFFSETS, null, Map.of(1, 99L)), ADMIN))
                .hasMessageContaining("0 to 5");
        assertThatThrownBy(() -> topics.replay(source.id(), new TopicBegin(From.OFFSETS, null, Map.of(7, 0L)), ADMIN))
                .hasMessageContaining("partition 7");
    }

    @Test
    void aNewSourceBeginsWhereItWasTold() {
        orders(1, 5);
        TopicSource latest = made(new TopicBegin(From.LATEST, null, null));
        until(latest, now -> now.failures() == 0 && now.partitions().size() == 3);
        orders(6, 8);

        assertThat(read(latest, 3).readMessages()).isEqualTo(3);
        assertThat(orderFacts("order_id")).containsExactly("6", "7", "8");
    }

    @Test
    void aBrokerThatGoesAwayIsReadOnWhenItIsBack() {
        orders(1, 30);
        TopicSource source = made(EARLIEST);
        assertThat(read(source, 30).readMessages()).isEqualTo(30);

        TestKafka.broker().kill();
        TopicSource away = until(source, now -> now.failures() > 0);
        assertThat(Objects.requireNonNull(away.lastError()).code()).isEqualTo("ingest.topic_unreachable");
        assertThat(away.nextAt())
                .isAfter(Objects.requireNonNull(away.lastErrorAt()).minusSeconds(1));
        TestKafka.broker().start();
        orders(31, 60);
        TopicSource back = until(source, now -> now.readMessages() >= 60 && now.failures() == 0);

        assertThat(back.readMessages()).as("nothing lost, nothing doubled").isEqualTo(60);
        assertThat(back.changedFacts()).isEqualTo(60);
        assertThat(total()).isEqualTo("60 1860");
    }

    @Test
    void replicasShareThePartitionsAndTakeOverFromEachOther() throws Exception {
        TopicSource source = made(EARLIEST);
        try (TopicReaders another = new TopicReaders(tools)) {
            another.look();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                List<Integer> parts = members(source);
                return parts.size() == 2 && parts.stream().allMatch(partitions -> partitions > 0);
            });
            orders(1, 60);
            assertThat(read(source, 60).readMessages()).isEqualTo(60);
            orders(61, 90);
        }
        orders(91, 120);

        TopicSource read = read(source, 120);
        assertThat(read.readMessages()).as("each message once").isEqualTo(120);
        assertThat(read.changedFacts()).isEqualTo(120);
        assertThat(total()).isEqualTo("120 7320");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<TopicPartition, OffsetAndMetadata> committed = done(kafka.listConsumerGroupOffsets(source.group())
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage()
                    .toCompletableFuture());
            assertThat(committed.values().stream()
                            .mapToLong(OffsetAndMetadata::offset)
                            .sum())
                    .isEqualTo(120);
        });
    }

    private List<Integer> members(TopicSource source) {
        return done(kafka.describeConsumerGroups(List.of(source.group()))
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture())
                .values()
                .stream()
                .flatMap(group -> group.members().stream())
                .map(member -> member.assignment().topicPartitions().size())
                .toList();
    }

    @Test
    void whatWasWrittenAndNotNotedIsReadAgainAndChangesNothing() {
        TopicSource source = made(EARLIEST);
        Claim first = store.current(source.id()).orElseThrow();
        live.state(source.id(), SourceState.PAUSED, ADMIN);
        orders(3, 3);
        orders(6, 6);
        Arrival one =
                new Arrival(0, 0, Instant.now(), topic, 10, order(3, "3.50").getBytes(StandardCharsets.UTF_8));

        // Cut off after the facts are durable: the generation that would note them is over.
        assertThatThrownBy(() -> take(first, List.of(one), 0, 1)).isInstanceOf(TopicBatch.Superseded.class);
        assertThat(total()).as("it is in the warehouse").isEqualTo("1 3.5");
        assertThat(now(source).readMessages()).isZero();
        // Somebody who thinks to be elsewhere writes nothing at all.
        Arrival other =
                new Arrival(0, 1, Instant.now(), topic, 10, order(7, "7").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> take(store.current(source.id()).orElseThrow(), List.of(other), 1, 2))
                .isInstanceOf(TopicBatch.Superseded.class);
        assertThat(total()).isEqualTo("1 3.5");

        live.state(source.id(), SourceState.ACTIVE, ADMIN);
        TopicSource read = read(source, 2);
        assertThat(read.readMessages()).isEqualTo(2);
        assertThat(read.changedFacts()).as("the first was there").isEqualTo(1);
        assertThat(total()).isEqualTo("2 10");
    }

    private void take(Claim claim, List<Arrival> arrivals, long noted, long reached) {
        Map<Integer, Long> ignored = batches.take(
                claim,
                messages.meaning(claim.draft(), shop),
                arrivals,
                Map.of(0, noted),
                Map.of(0, reached),
                System.nanoTime() + Duration.ofMinutes(1).toNanos());
    }

    @Test
    void aBatchWhoseTimeIsOverGoesOnWithTheMessageThatWasNotBegun() {
        TopicSource source = made(EARLIEST);
        live.state(source.id(), SourceState.PAUSED, ADMIN);
        List<Arrival> arrivals = List.of(
                new Arrival(0, 0, Instant.now(), topic, 10, order(1, "1").getBytes(StandardCharsets.UTF_8)),
                new Arrival(0, 1, Instant.now(), topic, 10, order(2, "2").getBytes(StandardCharsets.UTF_8)));
        Claim claim = store.current(source.id()).orElseThrow();

        Map<Integer, Long> next = batches.take(
                claim,
                messages.meaning(claim.draft(), shop),
                arrivals,
                Map.of(0, 0L),
                Map.of(0, 2L),
                System.nanoTime() - 1);

        assertThat(next).isEqualTo(Map.of(0, 1L));
        assertThat(orderFacts("order_id")).containsExactly("1");
    }

    @Test
    void anOlderStateChangesNothingAndTheLastOfOneBatchCounts() {
        String versioned = MAPPING.replace(
                "files:", "topics:\n  \"*\": { reads: [order], subject: order, id: id, version: changed }\nfiles:");
        long ignored = send(0, changed(1, "10", "2026-11-01T10:00:00Z"));
        ignored = send(0, changed(1, "12", "2026-11-01T12:00:00Z"));
        ignored = send(0, changed(1, "11", "2026-11-01T11:00:00Z"));
        TopicSource source = topics.create(shop, draft(versioned), null, EARLIEST, ADMIN);
        TopicSource first = read(source, 3);

        assertThat(orderFacts("order_id, order_amount")).containsExactly("1 12");
        assertThat(first.late()).isEqualTo(1);
        ignored = send(2, changed(1, "9", "2026-11-01T09:00:00Z"));
        assertThat(read(source, 4).late()).isEqualTo(2);
        topics.replay(source.id(), EARLIEST, ADMIN);
        TopicSource again = read(source, 8);
        assertThat(again.late()).isEqualTo(5);
        assertThat(orderFacts("order_id, order_amount")).containsExactly("1 12");
    }

    private static String changed(int id, String total, String at) {
        return order(id, total).replaceFirst("\\{", "{\"changed\": \"" + at + "\", ");
    }

    @Test
    void aShopSystemsMessagesComeByTheNameInTheirHeader() {
        String woo = """
                {"id": 1001, "status": "processing", "currency": "CNY", "date_created_gmt": "2026-11-01T08:28:02",
                 "date_modified_gmt": "2026-11-01T08:28:08", "date_paid_gmt": "2026-11-01T08:28:08", "total": "109.00",
                 "customer_id": 12, "line_items": [], "refunds": []}""";
        send("order.created", woo);
        // It asks for what the message before it says, which is of the same batch.
        send("order.deleted", "{\"id\": 1001}");
        send("customer.created", "{\"id\": 5}");
        TopicPlace headed = new TopicPlace(
                place().servers(),
                topic,
                place().protection(),
                null,
                null,
                TopicPlace.KindFrom.HEADER,
                "X-WC-Webhook-Topic");
        TopicSource source = topics.create(shop, new Draft("Woo", headed, null, "woocommerce"), null, EARLIEST, ADMIN);

        TopicSource read = read(source, 3);

        assertThat(orderFacts("order_id, status, order_amount")).containsExactly("1001 closed 109");
        assertThat(read.rejected()).isEqualTo(1);
        assertThat(live.rejected(source.id(), ADMIN).getFirst().topic()).isEqualTo("customer.created");
    }

    private void send(String kind, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8));
        record.headers().add("X-WC-Webhook-Topic", kind.getBytes(StandardCharsets.UTF_8));
        var ignored = done(producer.send(record));
    }

    @Test
    void whatATransactionTookBackIsNotRead() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", TestKafka.broker().bootstrap(), "transactional.id", topic);
        TopicSource source = made(EARLIEST);
        try (KafkaProducer<byte[], byte[]> transactional =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            var ignored = transactional.send(
                    new ProducerRecord<>(topic, 0, null, order(1, "1").getBytes(StandardCharsets.UTF_8)));
            transactional.abortTransaction();
            transactional.beginTransaction();
            ignored = transactional.send(
                    new ProducerRecord<>(topic, 0, null, order(2, "2").getBytes(StandardCharsets.UTF_8)));
            transactional.commitTransaction();
        }

        assertThat(read(source, 1).readMessages()).isEqualTo(1);
        assertThat(orderFacts("order_id")).containsExactly("2");
    }

    @Test
    void droppedMessagesAreCountedAndATopicThatWasMadeAnewIsReadFromItsBeginning() {
        orders(1, 9);
        TopicSource source = made(EARLIEST);
        assertThat(read(source, 9).missed()).isZero();
        live.state(source.id(), SourceState.PAUSED, ADMIN);
        orders(10, 12);
        TopicPartition zero = new TopicPartition(topic, 0);
        done(kafka.deleteRecords(Map.of(zero, RecordsToDelete.beforeOffset(4)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
        live.state(source.id(), SourceState.ACTIVE, ADMIN);

        TopicSource missed = read(source, 11);
        assertThat(missed.missed()).isEqualTo(1);
        assertThat(Objects.requireNonNull(missed.lastError()).code()).isEqualTo("ingest.topic_messages_missed");
        assertThat(total()).isEqualTo("11 71.5");

        done(kafka.deleteTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture());
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try {
                return newTopic(topic, 3).equals(topic);
            } catch (IllegalStateException notGoneYet) {
                return false;
            }
        });
        orders(20, 21);
        TopicSource anew = read(source, 13);
        assertThat(Objects.requireNonNull(anew.lastError()).code()).isIn("ingest.topic_made_anew");
        assertThat(total()).isEqualTo("13 113.5");
    }
}
