package io.quanjing.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Role;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.pull.PullStore.Brought;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.RejectionStore.Rejection;
import io.quanjing.ingest.pull.SourceTable.Limits;
import io.quanjing.ingest.pull.SourceTable.Question;
import io.quanjing.ingest.pull.TablePlace.Mode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.Browser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds for every kind of database. */
abstract class DatabasePullContract extends OnADatabaseServer {

    @Autowired
    private RejectionStore rejections;

    @Autowired
    private PullMappings mappings;

    @Autowired
    private TableFacts facts;

    @Autowired
    private PullRecord record;

    @Test
    void readsRowsOfOneMomentInPagesAndThenWhatIsNew() {
        orders(1, 20, "2026-01-02 00:00:00.123456");
        PulledSource source = made(Mode.INCREMENTAL, null);

        PulledSource first = round(source);

        assertThat(total()).isEqualTo("20 220");
        assertThat(orderFacts("order_id, \"at\", customer").getFirst()).isEqualTo("1 2026-01-01T01:00:00Z c1");
        assertThat(first.reached()).isEqualTo("2026-01-02T00:00:00.123456Z");
        assertThat(first.readRows()).isEqualTo(20);
        assertThat(first.changedFacts()).isEqualTo(20);
        assertThat(first.lastRoundAt()).isNotNull();
        assertThat(first.lastLagMillis()).isPositive();

        orders(21, 23, "2026-01-02 00:10:00");
        run("UPDATE orders SET total = '100', changed = '2026-01-02 00:11:00' WHERE id = 1");
        PulledSource second = round(source);

        assertThat(total()).isEqualTo("23 386");
        assertThat(second.changedFacts()).isEqualTo(24);
        assertThat(round(source).changedFacts()).as("a third round").isEqualTo(24);
        assertThat(total()).isEqualTo("23 386");
    }

    @Test
    void findsARowThatWasCommittedLate() {
        orders(1, 3, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, null);
        assertThat(round(source).readRows()).isEqualTo(3);

        orders(4, 4, "2026-01-01 23:56:00");
        orders(5, 5, "2026-01-01 23:54:00");
        PulledSource second = round(source);

        assertThat(orderFacts("order_id"))
                .as("4 lies in the overlap of five minutes")
                .containsExactly("1", "2", "3", "4");
        assertThat(second.changedFacts()).isEqualTo(4);
    }

    @Test
    void aTimeFromAClockThatIsWrongHidesNothing() {
        orders(1, 1, "2036-01-01 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, null);
        assertThat(round(source).readRows()).isEqualTo(1);

        run("INSERT INTO orders (id, placed, changed, total) VALUES (2, '2026-01-01 01:00:00', now(), '7')");
        PulledSource second = round(source);

        assertThat(orderFacts("order_id")).containsExactly("1", "2");
        assertThat(Instant.parse(Objects.requireNonNull(second.reached()))).isBefore(Instant.now());
    }

    @Test
    void aSnapshotReadsEverythingAndChangesWhatIsDifferent() {
        orders(1, 20, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.SNAPSHOT, null);
        assertThat(round(source).changedFacts()).isEqualTo(20);

        PulledSource second = round(source);
        assertThat(second.readRows()).isEqualTo(40);
        assertThat(second.changedFacts()).isEqualTo(20);

        run("UPDATE orders SET total = '1000' WHERE id = 13");
        assertThat(round(source).changedFacts()).isEqualTo(21);
        assertThat(total()).isEqualTo("20 1206.5");
    }

    @Test
    void aBackfillBeginsAtItsPointAndGoesOnWhereItStopped() {
        orders(1, 10, "2026-01-01 00:00:00");
        orders(11, 40, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, "2026-01-02T00:00:00Z");

        once(source);
        PulledSource two = once(source);
        assertThat(two.reading()).isTrue();
        assertThat(two.readRows()).isEqualTo(14);
        assertThat(live.state(source.id(), SourceState.PAUSED, ADMIN).state()).isEqualTo(SourceState.PAUSED);
        assertThat(once(source).readRows()).as("paused").isEqualTo(14);
        assertThat(live.state(source.id(), SourceState.ACTIVE, ADMIN).state()).isEqualTo(SourceState.ACTIVE);

        assertThat(round(source).readRows()).as("nothing is read again").isEqualTo(30);
        assertThat(total()).isEqualTo("30 780");
    }

    @Test
    void replayReadsFromAPointAndChangesNothingTwice() {
        orders(1, 5, "2026-01-01 00:00:00");
        orders(6, 10, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, null);
        assertThat(round(source).readRows()).isEqualTo(10);

        pulls.replay(source.id(), "2026-01-02T00:00:00Z", ADMIN);
        PulledSource later = round(source);
        assertThat(later.readRows()).isEqualTo(15);
        pulls.replay(source.id(), null, ADMIN);
        PulledSource all = round(source);

        assertThat(all.readRows()).isEqualTo(25);
        assertThat(all.changedFacts()).isEqualTo(10);
        assertThat(total()).isEqualTo("10 60");
        assertThatThrownBy(() -> pulls.replay(source.id(), "yesterday", ADMIN)).hasMessageContaining("yesterday");
    }

    @Test
    void aSourceThatBeginsAnewBeginsWhereTheChangeSaysAndNotWhereTheOldOneDid() {
        orders(1, 5, "2026-01-01 00:00:00");
        orders(6, 10, "2026-01-02 00:00:00");
        Draft changed = draft(place(Mode.INCREMENTAL));
        Draft placed = draft(with(place(Mode.INCREMENTAL), name, "orders", "placed", "id"));
        PulledSource source = made(Mode.INCREMENTAL, "2026-01-02T00:00:00Z");
        assertThat(round(source).readRows()).isEqualTo(5);

        pulls.change(source.id(), placed, null, null, ADMIN);
        assertThat(round(source).readRows()).as("everything").isEqualTo(15);
        pulls.change(source.id(), changed, null, "2026-01-02T00:00:00Z", ADMIN);
        assertThat(round(source).readRows()).as("from a point").isEqualTo(20);
        PulledSource same = pulls.change(source.id(), changed, null, "2026-01-01T00:00:00Z", ADMIN);
        assertThat(same.reached()).as("nothing begins anew").startsWith("2026-01-02");
        assertThat(round(source).readRows()).isEqualTo(25);

        assertThat(total()).isEqualTo("10 60");
        assertThatThrownBy(() -> pulls.change(source.id(), placed, null, "yesterday", ADMIN))
                .hasMessageContaining("yesterday");
    }

    @Test
    void aDatabaseThatStopsInMidRoundIsReadOnWhenItIsBack() {
        orders(1, 50, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, null);
        once(source);
        assertThat(once(source).readRows()).isEqualTo(14);

        server().stop();
        PulledSource away = once(source);
        assertThat(away.failures()).isEqualTo(1);
        assertThat(away.lastError()).isNotNull();
        assertThat(Objects.requireNonNull(away.lastError()).code()).isEqualTo("ingest.pull_unreachable");
        assertThat(away.nextAt()).isAfter(Instant.now());
        Instant firstTry = away.nextAt();
        assertThat(once(source).failures()).isEqualTo(2);
        assertThat(live.require(source.id(), ADMIN).nextAt()).isAfter(firstTry.plusSeconds(3));

        server().start();
        PulledSource back = once(source);
        while (back.reading()) {
            back = once(source);
        }

        assertThat(back.failures()).isZero();
        assertThat(back.readRows()).as("nothing lost, nothing doubled").isEqualTo(50);
        assertThat(back.changedFacts()).isEqualTo(50);
        assertThat(total()).isEqualTo("50 1300");
    }

    @Test
    void whatCannotBeReadIsKeptEncryptedAndTheRestGoesOn() {
        orders(1, 10, "2026-01-02 00:00:00");
        run("UPDATE orders SET total = 'many', customer = 'Wang Wu' WHERE id = 3");
        run("UPDATE orders SET total = '" + "9".repeat(3000) + "' WHERE id = 4");
        PulledSource source = made(Mode.INCREMENTAL, null);

        PulledSource first = round(source);

        assertThat(first.changedFacts()).isEqualTo(8);
        assertThat(first.rejected()).isEqualTo(2);
        assertThat(live.rejected(source.id(), ADMIN))
                .extracting(r -> r.place() + " " + r.reason().code())
                .containsExactlyInAnyOrder("id = 3 ingest.not_a_number", "id = 4 ingest.pull_row_too_large");
        assertThat(database.sql("SELECT body FROM pulled_rejection WHERE source = :source AND key = '3'")
                        .param("source", source.id())
                        .query(byte[].class)
                        .single())
                .satisfies(body -> assertThat(new String(body, StandardCharsets.ISO_8859_1))
                        .doesNotContain("Wang Wu"));
        String shown = live.rejected(source.id(), ADMIN).stream()
                .filter(r -> r.place().equals("id = 3"))
                .map(r -> live.body(source.id(), r.id(), ADMIN))
                .findFirst()
                .orElseThrow();
        assertThat(shown)
                .contains("\"customer\":\"Wang Wu\"")
                .as("not read by the mapping")
                .doesNotContain("secret");

        assertThat(round(source).rejected()).as("read again in the overlap").isEqualTo(2);
        run("UPDATE orders SET total = '3', changed = '2026-01-02 00:01:00' WHERE id = 3");
        assertThat(round(source).rejected()).isEqualTo(1);
        assertThat(orderFacts("order_id").size()).isEqualTo(9);
        assertThat(live.retry(source.id(), null, ADMIN)).isZero();
    }

    @Test
    void rejectedRowsAreTakenWhenTheMappingIsMended() {
        orders(1, 2, "2026-01-02 00:00:00");
        run("UPDATE orders SET total = 'gift' WHERE id = 2");
        PulledSource source = made(Mode.INCREMENTAL, null);
        assertThat(round(source).rejected()).isEqualTo(1);
        String mended = MAPPING.replace(
                "total: { type: amount, required: true }", "total: { type: amount, empty: gift, default: \"0\" }");

        PulledSource changed = pulls.change(
                source.id(),
                new Draft(server().kind(), "Orders", place(Mode.INCREMENTAL), mended, 60),
                null,
                null,
                ADMIN);

        assertThat(changed.reached()).as("the place stays").isNotNull();
        assertThat(live.retry(source.id(), null, ADMIN)).isEqualTo(1);
        assertThat(orderFacts("order_id, order_amount")).containsExactly("1 1.5", "2 0");
        assertThat(live.require(source.id(), ADMIN).rejected()).isZero();
    }

    @Test
    void rejectedRowsAreRetriedInTheOrderInWhichTheyCame() {
        orders(1, 3, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, null);
        Trouble why = new Trouble("ingest.not_a_number", "", Map.of());
        for (String key : List.of("3", "1", "2")) {
            rejections.keep(source.id(), new Rejection(key, "id = " + key, "{}".getBytes(StandardCharsets.UTF_8), why));
        }

        assertThat(new RejectedRows(rejections, mappings, facts, record, warehouse)
                        .inOrder(source, 2).stream()
                                .map(id -> rejections
                                        .find(source.id(), id)
                                        .orElseThrow()
                                        .key()))
                .as("the newest waits")
                .containsExactly("3", "1");
    }

    @Test
    void ofASourceThatWasDeletedMeanwhileNothingIsKept() {
        Trouble why = new Trouble("ingest.delivery_not_json", "", Map.of());
        Rejection row = new Rejection("1", "orders 1", "{}".getBytes(StandardCharsets.UTF_8), why);

        rejections.keep("pl_deleted", row);

        assertThat(rejections.of("pl_deleted", 1)).isEmpty();
    }

    @Test
    void aMappingThatFitsNoRowStopsTheSourceBeforeEverythingIsKept() {
        orders(1, 30, "2026-01-02 00:00:00");
        run("UPDATE orders SET total = 'x'");
        PulledSource source = made(Mode.INCREMENTAL, null);
        once(source);

        PulledSource stopped = once(source);

        assertThat(stopped.rejected()).isEqualTo(7);
        assertThat(Objects.requireNonNull(stopped.lastError()).code()).isEqualTo("ingest.pull_rejected_too_much");
    }

    @Test
    void saysWhatIsWrongBeforeASourceIsMade() {
        orders(1, 2, "2026-01-02 00:00:00");
        TablePlace good = place(Mode.INCREMENTAL);
        run("CREATE TABLE twice (id bigint, placed " + server().time() + " NULL, changed " + server().time()
                + " NULL, total varchar(9))");
        run(
                "INSERT INTO twice (id, placed, changed, total) VALUES (1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '1'), (1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2')");

        assertThat(refusal(good, "wrong")).isEqualTo("ingest.pull_login_refused");
        String password = server().password();
        assertThat(refusal(with(good, "nowhere", "orders", "changed", "id"), password))
                .isEqualTo("ingest.pull_database_unknown");
        assertThat(refusal(with(good, name, "ordres", "changed", "id"), password))
                .isEqualTo("ingest.pull_table_unknown");
        assertThat(refusal(with(good, name, "orders", "updated", "id"), password))
                .isEqualTo("ingest.pull_column_unknown");
        assertThat(refusal(with(good, name, "orders", "customer", "id"), password))
                .isEqualTo("ingest.pull_column_unfit");
        assertThat(refusal(with(good, name, "twice", "changed", "id"), password))
                .isEqualTo("ingest.pull_key_repeated");
        assertThat(refusal(with(good, name, "orders; DROP TABLE orders", "changed", "id"), password))
                .isEqualTo("ingest.pull_table_unknown");
        assertThat(refusal(with(good, name, "a.b.c", "changed", "id"), password))
                .isEqualTo("ingest.pull_setting_invalid");
        run("UPDATE orders SET changed = NULL WHERE id = 1");
        assertThat(refusal(good, password)).isEqualTo("ingest.pull_column_empty");
        assertThat(orderFacts("order_id")).isEmpty();
    }

    static TablePlace with(TablePlace place, String database, String table, String cursor, String key) {
        return new TablePlace(
                place.host(),
                place.port(),
                database,
                place.user(),
                place.encryption(),
                table,
                place.mode(),
                cursor,
                key,
                place.overlap());
    }

    String refusal(TablePlace place, String password) {
        try {
            PullTrial.Found found = pulls.test(shop, draft(place), password, null);
            return found.toString();
        } catch (QuanjingException e) {
            return e.errorCode().code();
        }
    }

    @Test
    void aRunThatWasTakenOverNotesNothing() {
        orders(1, 3, "2026-01-02 00:00:00");
        PulledSource source = made(Mode.INCREMENTAL, null);
        PullStore.Claim dead = store.claim(source.id(), "one").orElseThrow();
        PullStore.Claim alive = store.claim(source.id(), "two").orElseThrow();
        Brought brought = new Brought(1, 1, null);

        assertThat(store.advance(dead, dead.position(), brought)).isFalse();
        assertThat(store.advance(alive, alive.position(), brought)).isTrue();
        assertThat(live.require(source.id(), ADMIN).readRows()).isEqualTo(1);
    }

    @Test
    void valuesComeAsTheyAre() {
        run("CREATE TABLE things (id bigint PRIMARY KEY, local_time "
                + (server().time().equals("timestamptz") ? "timestamp" : "datetime(6)")
                + ", day date, small smallint, price decimal(20, 6), word varchar(50), nothing varchar(9))");
        run(
                "INSERT INTO things VALUES (9007199254740993, '2026-01-02 03:04:05.000006', '2026-02-28', -3, 12345678901234.567890, '全景 \"x\"', NULL)");
        TablePlace place = with(place(Mode.SNAPSHOT), name, "things", "id", "id");

        try (SourceTable table = tables.open(server().kind(), place, server().password())) {
            List<SourceColumn> columns = table.columns();
            Question all = new Question(
                    columns, columns.getFirst(), columns.getFirst(), 9007199254740993L, null, new Limits(5, 1_000));
            Question after = new Question(
                    columns,
                    columns.getFirst(),
                    columns.getFirst(),
                    9007199254740993L,
                    9007199254740993L,
                    new Limits(5, 1_000));

            assertThat(table.read(all).rows().getFirst().cells())
                    .containsExactly(
                            "9007199254740993",
                            "2026-01-02T03:04:05.000006",
                            "2026-02-28",
                            "-3",
                            "12345678901234.567890",
                            "全景 \"x\"",
                            "");
            assertThat(table.read(after).rows()).isEmpty();
        }
    }

    @Test
    void onlyAdministratorsMakeSourcesAndEveryChangeStandsInTheAuditLog() {
        orders(1, 3, "2026-01-02 00:00:00");
        Browser admin = signedIn(Role.ADMIN);
        Browser operator = signedIn(Role.OPERATOR);
        Map<String, Object> table = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", server().port(),
                "database", name,
                "user", server().user(),
                "encryption", "off",
                "table", "orders",
                "mode", "incremental",
                "cursor", "changed",
                "key", "id",
                "overlap", 300));
        Map<String, Object> wanted = new HashMap<>(Map.of(
                "shop",
                shop.id(),
                "kind",
                server().kind().id(),
                "name",
                "Orders",
                "table",
                table,
                "password",
                server().password(),
                "mapping",
                MAPPING,
                "intervalSeconds",
                60));

        assertThat(operator.post("/api/pulled-sources/test", wanted).status()).isEqualTo(403);
        assertThat(operator.post("/api/pulled-sources", wanted).status()).isEqualTo(403);
        Browser.Answer tested = admin.post("/api/pulled-sources/test", wanted);
        assertThat(tested.json().path("rows").asInt()).isEqualTo(3);
        assertThat(tested.json().path("facts").asInt()).isEqualTo(3);
        assertThat(tested.json().path("columns").size()).isEqualTo(6);
        String id = admin.post("/api/pulled-sources", wanted).json().path("id").asString();
        String path = "/api/pulled-sources/" + id;
        assertThat(operator.get("/api/pulled-sources").response().body())
                .contains(id)
                .doesNotContain(server().password())
                .doesNotContain("password");
        assertThat(operator.post(path + "/pause", Map.of()).json().path("state").asString())
                .isEqualTo("paused");
        assertThat(operator.post(path + "/resume", Map.of()).status()).isEqualTo(200);
        assertThat(operator.post(path + "/replay", Map.of("from", "")).status()).isEqualTo(200);
        assertThat(operator.send("DELETE", path, Map.of()).status()).isEqualTo(403);
        assertThat(signedIn(Role.ANALYST).get("/api/pulled-sources").status()).isEqualTo(403);

        wanted.put("password", "");
        assertThat(admin.send("PUT", path, wanted).status())
                .as("the kept password")
                .isEqualTo(200);
        table.put("host", "localhost");
        assertThat(admin.post(path + "/test", wanted).code())
                .as("it is not sent to another host")
                .isEqualTo("ingest.pull_setting_invalid");
        table.put("host", "169.254.169.254");
        wanted.put("password", "x");
        assertThat(admin.post("/api/pulled-sources/test", wanted).code()).isEqualTo("ingest.pull_address_forbidden");
        wanted.put("intervalSeconds", 1);
        assertThat(admin.post("/api/pulled-sources/test", wanted).status()).isEqualTo(400);
        assertThat(admin.send("DELETE", path, Map.of()).status()).isEqualTo(204);

        assertThat(admin.get("/api/audit?limit=20").response().body())
                .contains(
                        "ingest.pull_created",
                        "ingest.pull_changed",
                        "ingest.pull_paused",
                        "ingest.pull_resumed",
                        "ingest.pull_replayed",
                        "ingest.pull_deleted")
                .doesNotContain(server().password());
    }
}
