package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.WriteReceipt.Counts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine promises about facts and queries: the test of an engine extends this and opens the engine. */
abstract class WarehouseContract extends OpenWarehouse {

    /** A query that takes minutes, as the engine words numbers without a table. */
    private String slow() {
        return switch (warehouse.dialect()) {
            case DUCKDB -> "SELECT count(*) FROM range(100000) a, range(1000000) b WHERE a.range + b.range = -1";
            case TRINO ->
                "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y)"
                        + " CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z) WHERE x + y + z = -1";
        };
    }

    static void refused(WarehouseError code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
    }

    @Test
    void keepsTheFirstEventOfAKey() {
        WriteReceipt first = write(shop.event("e1", "2026-03-01T10:00", "page_view", "v1"));
        WriteReceipt again = write(
                shop.event("e1", "2026-03-01T10:00", "search", "v1"),
                shop.event("e2", "2026-03-01T10:01", "search", "v1"));

        assertThat(first.counts("event")).isEqualTo(new Counts(1, 0, 0));
        assertThat(again.counts("event")).isEqualTo(new Counts(1, 0, 1));
        assertThat(rows("SELECT natural_key, type, \"at\" FROM event ORDER BY 1"))
                .containsExactly(
                        List.of("e1", "page_view", Instant.parse("2026-03-01T02:00:00Z")),
                        List.of("e2", "search", Instant.parse("2026-03-01T02:01:00Z")));
    }

    @Test
    void knowsARepeatedEventHoweverFarItsTimesLieApart() {
        write(shop.event("e1", "2026-03-01T10:00", "page_view", "v1"));

        assertThat(write(shop.event("e1", "2023-01-01T00:00", "page_view", "v1"))
                        .counts("event"))
                .isEqualTo(new Counts(0, 0, 1));
        assertThat(load(shop.event("e1", "2028-01-01T00:00", "page_view", "v1")).counts("event"))
                .isEqualTo(new Counts(0, 0, 1));
    }

    @Test
    void tellsKeysOfOtherShopsAndSourcesApart() {
        FactRow other = shop.event("e1", "2026-03-01T10:00", "page_view", "v1").set("source", "elsewhere");
        FactRow third = shop.event("e1", "2026-03-01T10:00", "page_view", "v1").set("shop", "s2");

        assertThat(write(shop.event("e1", "2026-03-01T10:00", "page_view", "v1"), other, third)
                        .counts("event"))
                .isEqualTo(new Counts(3, 0, 0));
    }

    @Test
    void aRepeatedKeyWithinOneWriteCountsOnce() {
        assertThat(write(
                                shop.event("e1", "2026-03-01T10:00", "page_view", "v1"),
                                shop.event("e1", "2026-03-01T10:00", "search", "v1"))
                        .counts("event"))
                .isEqualTo(new Counts(1, 0, 1));
        assertThat(load(
                                shop.order("o1", "2026-03-01T10:00", "c1", "1"),
                                shop.order("o1", "2026-03-01T10:00", "c1", "2"),
                                shop.order("o1", "2026-03-01T10:00", "c1", "3"))
                        .counts("order_header"))
                .isEqualTo(new Counts(1, 0, 2));
        assertThat(value("SELECT type FROM event")).isEqualTo("page_view");
        assertThat(value("SELECT order_amount FROM order_header")).isEqualTo(new BigDecimal("3.0000"));
    }

    @Test
    void aRevisedRowMovesTheOldOneToHistory() {
        write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"));
        Instant before = newest("order_header");

        WriteReceipt same = write(shop.order("o1", "2026-03-01T10:00", "c1", "100"));
        WriteReceipt revised = write(shop.order("o1", "2026-03-01T10:00", "c1", "120.00"));

        assertThat(same.counts("order_header")).isEqualTo(new Counts(0, 0, 1));
        assertThat(revised.counts("order_header")).isEqualTo(new Counts(0, 1, 0));
        assertThat(value("SELECT order_amount FROM order_header")).isEqualTo(new BigDecimal("120.0000"));
        assertThat(
                        rows(
                                "SELECT order_amount, recorded_at, superseded_at = (SELECT max(recorded_at) FROM order_header) FROM order_header_history"))
                .containsExactly(Arrays.asList(new BigDecimal("100.0000"), before, true));
    }

    private Instant newest(String table) {
        return (Instant) Objects.requireNonNull(value("SELECT max(recorded_at) FROM " + table));
    }

    @Test
    void answersAsItWasKnownAtAMoment() {
        write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"));
        Instant first = newest("order_header");
        write(shop.order("o1", "2026-03-01T10:00", "c1", "120.00"), shop.order("o2", "2026-03-01T11:00", "c1", "5.00"));
        Instant second = newest("order_header");

        String asOf = """
                SELECT sum(order_amount) FROM (
                    SELECT order_amount FROM order_header WHERE recorded_at <= ?
                    UNION ALL
                    SELECT order_amount FROM order_header_history WHERE recorded_at <= ? AND superseded_at > ?
                ) known""";
        assertThat(value(asOf, first, first, first)).isEqualTo(new BigDecimal("100.0000"));
        assertThat(value(asOf, second, second, second)).isEqualTo(new BigDecimal("125.0000"));
        Instant earlier = first.minusSeconds(1);
        assertThat(value(asOf, earlier, earlier, earlier)).isNull();
    }

    @Test
    void theWarehouseOfAMomentHasTheFactsAndMartsOfThen() {
        write(
                shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"), "2026-03-01T10:00"),
                spend("a", "2026-03-01", "10"),
                shop.event("e1", "2026-03-01T10:00", "page_view", "v1"));
        Instant first = newest("order_header");
        write(
                shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "120.00"), "2026-03-01T10:00"),
                shop.paid(shop.order("o2", "2026-03-01T11:00", "c1", "5.00"), "2026-03-01T11:00"),
                spend("b", "2026-03-01", "7"),
                shop.event("e1", "2026-03-01T10:00", "search", "v1"),
                shop.event("e2", "2026-03-01T10:00", "page_view", "v2"));
        Instant second = newest("order_header");

        assertThat(known(first)).containsExactly("[100.0000]", "[100.0000]", "[a]", "[1]", "[34]");
        assertThat(known(second)).containsExactly("[125.0000]", "[125.0000]", "[b]", "[2]", "[34]");
        assertThat(known(first.minusSeconds(3600))).containsExactly("[null]", "[null]", "", "[null]", "[0]");
        // the moment between the two is the first one
        assertThat(known(second.minusNanos(1000))).isEqualTo(known(first));
        Warehouse past = warehouse.asKnownAt(first);
        refused(WarehouseError.NOT_A_QUERY, () -> past.write(List.of()));
        refused(WarehouseError.NOT_A_QUERY, () -> past.query(SqlQuery.of("DELETE FROM event"), QueryOptions.batch()));
    }

    /** What was known of facts, a daily report and marts. */
    private List<String> known(Instant at) {
        Warehouse past = warehouse.asKnownAt(at);
        return List.of(
                        "SELECT sum(order_amount) FROM order_header",
                        "SELECT sum(paid_amount) FROM sales_line",
                        "SELECT natural_key FROM ad_spend ORDER BY 1",
                        "SELECT sum(page_views) FROM visitor_hour",
                        "SELECT count(*) FROM region")
                .stream()
                .map(sql -> past.query(SqlQuery.of(sql), QueryOptions.batch()).rows().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining()))
                .toList();
    }

    @Test
    void aMomentThatIsNotOverTakesWhatStillComes() {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        write(shop.event("e1", "2026-03-01T10:00", "page_view", "v1"));
        warehouse.awaitMarts();
        assertThat(known(later)).contains("[1]");

        write(shop.event("e2", "2026-03-01T10:00", "page_view", "v2"));
        warehouse.awaitMarts();
        assertThat(known(later)).contains("[2]");
    }

    @Test
    void aDailyReportReplacesItsDay() {
        write(spend("a", "2026-03-01", "10"), spend("b", "2026-03-01", "20"), spend("c", "2026-03-02", "30"));

        WriteReceipt receipt = load(spend("a", "2026-03-01", "11"), spend("d", "2026-03-01", "5"));

        assertThat(receipt.counts("ad_spend")).isEqualTo(new Counts(1, 1, 0));
        assertThat(rows("SELECT natural_key, cost FROM ad_spend ORDER BY 1"))
                .containsExactly(
                        List.of("a", new BigDecimal("11.0000")),
                        List.of("c", new BigDecimal("30.0000")),
                        List.of("d", new BigDecimal("5.0000")));
        assertThat(rows("SELECT natural_key FROM ad_spend_history ORDER BY 1"))
                .containsExactly(List.of("a"), List.of("b"));
    }

    private FactRow spend(String key, String day, String cost) {
        return shop.fact("ad_spend", key, day + "T00:00")
                .set("channel", "douyin_ads")
                .set("cost", new BigDecimal(cost))
                .set("currency", "CNY");
    }

    @Test
    void keepsWhatAWriterDoesNotProvide() {
        write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00")
                .set("city", "杭州")
                .set("status", "created"));
        TableSchema header = warehouse.table("order_header");
        FactRow update = FactRow.of(header, List.of("status", "device"))
                .set("shop", SmallShop.SHOP)
                .set("source", SmallShop.SOURCE)
                .set("natural_key", "o1")
                .set("status", "shipped");

        assertThat(write(update).counts("order_header")).isEqualTo(new Counts(0, 1, 0));
        assertThat(write(update).counts("order_header")).isEqualTo(new Counts(0, 0, 1));
        assertThat(load(update).counts("order_header")).isEqualTo(new Counts(0, 0, 1));
        assertThat(rows("SELECT status, city, order_amount, customer, device FROM order_header"))
                .containsExactly(Arrays.asList("shipped", "杭州", new BigDecimal("100.0000"), "c1", null));
    }

    @Test
    void completesARowFromSeveralPartsOfOneWrite() {
        TableSchema header = warehouse.table("order_header");
        FactRow status = key(FactRow.of(header, List.of("status"))).set("status", "paid");
        FactRow city = key(FactRow.of(header, List.of("city"))).set("city", "上海");

        assertThat(write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"), status, city)
                        .counts("order_header"))
                .isEqualTo(new Counts(1, 0, 2));
        assertThat(rows("SELECT status, city, customer FROM order_header"))
                .containsExactly(List.of("paid", "上海", "c1"));
    }

    private static FactRow key(FactRow row) {
        return row.set("shop", SmallShop.SHOP).set("source", SmallShop.SOURCE).set("natural_key", "o1");
    }

    @Test
    void refusesAnUpdateOfARowThatIsNotThere() {
        FactRow update = key(FactRow.of(warehouse.table("order_header"), List.of("status")))
                .set("status", "paid");

        refused(
                WarehouseError.VALUE_MISSING,
                () -> write(shop.event("e1", "2026-03-01T10:00", "search", "v1"), update));
        assertThat(value("SELECT count(*) FROM event")).isEqualTo(0L);
        // and goes on
        assertThat(write(shop.event("e1", "2026-03-01T10:00", "search", "v1"))
                        .counts("event")
                        .added())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatDoesNotFit() {
        refused(
                WarehouseError.VALUE_MISSING,
                () -> write(shop.event("e1", "2026-03-01T10:00", "search", "v1").set("type", null)));
        refused(
                WarehouseError.VALUE_REFUSED,
                () -> write(shop.order("o1", "2026-03-01T10:00", "c1", "1")
                        .set("order_amount", new BigDecimal("0.00001"))));
        refused(
                WarehouseError.VALUE_REFUSED,
                () -> write(shop.order("o1", "2026-03-01T10:00", "c1", "1")
                        .set("order_amount", new BigDecimal("100000000000000"))));
        refused(
                WarehouseError.VALUE_REFUSED,
                () -> write(shop.order("o1", "2026-03-01T10:00", "c1", "1").set("paid_at", "noon")));
        refused(WarehouseError.UNKNOWN_TABLE, () -> warehouse.table("orders"));
        assertThat(value("SELECT count(*) FROM order_header")).isEqualTo(0L);
    }

    @Test
    void givesBackEveryKindOfValue() {
        FactRow row = shop.order("单号-1", "2026-03-01T10:00", null, "99999999999999.9999")
                .set("status", "已付款 \"quoted\" 'x', 😀\n")
                .set("closed_at", Instant.parse("1969-12-31T23:59:59.123456Z"))
                .set("paid_day", LocalDate.of(2024, 2, 29));
        write(
                row,
                shop.row("channel", "x").set("channel", "x").set("kind", "live").set("paid", true));

        assertThat(
                        rows(
                                "SELECT natural_key, customer, order_amount, status, closed_at, paid_day, shop_hour FROM order_header"))
                .containsExactly(Arrays.asList(
                        "单号-1",
                        null,
                        new BigDecimal("99999999999999.9999"),
                        "已付款 \"quoted\" 'x', 😀\n",
                        Instant.parse("1969-12-31T23:59:59.123456Z"),
                        LocalDate.of(2024, 2, 29),
                        10L));
        assertThat(value("SELECT paid FROM channel WHERE channel = 'x'")).isEqualTo(true);
        assertThat(rows("SELECT sum(shop_hour), sum(order_amount), avg(shop_hour), count(*) FROM order_header"))
                .containsExactly(List.of(10L, new BigDecimal("99999999999999.9999"), 10.0, 1L));
    }

    @Test
    void bindsEveryKindOfValue() {
        write(shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "12.50"), "2026-03-01T10:00"));

        assertThat(value(
                        "SELECT count(*) FROM order_header WHERE customer = ? AND shop_hour = ? AND order_amount = ? AND paid_day = ? AND"
                                + " paid_at = ? AND ?",
                        "c1",
                        10L,
                        new BigDecimal("12.50"),
                        LocalDate.of(2026, 3, 1),
                        Instant.parse("2026-03-01T02:00:00Z"),
                        true))
                .isEqualTo(1L);
    }

    @Test
    void keepsMomentsApartThatLookAlikeOnTheWallClock() {
        ShopClock newYork = new ShopClock(ZoneId.of("America/New_York"), LocalTime.of(4, 0));
        Instant first = Instant.parse("2026-11-01T05:30:00Z"); // 01:30 summer time
        Instant second = Instant.parse("2026-11-01T06:30:00Z"); // 01:30 winter time
        for (Instant at : List.of(first, second)) {
            write(shop.event(at.toString(), "2026-03-01T10:00", "search", "v1")
                    .set("at", at)
                    .set("shop_day", newYork.day(at))
                    .set("shop_hour", (long) newYork.hour(at)));
        }
        assertThat(rows("SELECT \"at\", shop_day, shop_hour FROM event ORDER BY 1"))
                .containsExactly(
                        List.of(first, LocalDate.of(2026, 10, 31), 1L),
                        List.of(second, LocalDate.of(2026, 10, 31), 1L));
    }

    @Test
    void aClosedLoadLeavesNoTrace() {
        warehouse.awaitMarts();
        long version = warehouse.version();
        try (FactLoad load = warehouse.load("given-up")) {
            for (int i = 0; i < 5_000; i++) {
                load.append(shop.order("o" + i, "2026-03-01T10:00", "c1", "1"));
            }
        }
        assertThat(value("SELECT count(*) FROM order_header")).isEqualTo(0L);
        assertThat(warehouse.version()).isEqualTo(version);
    }

    @Test
    void aLoadThatFailsAtItsEndLeavesNoTrace() {
        try (FactLoad load = warehouse.load("half")) {
            load.append(shop.event("e1", "2026-03-01T10:00", "search", "v1"));
            load.append(key(FactRow.of(warehouse.table("order_header"), List.of("status"))));
            refused(WarehouseError.VALUE_MISSING, load::commit);
        }
        assertThat(value("SELECT count(*) FROM event")).isEqualTo(0L);
        assertThat(load(shop.event("e1", "2026-03-01T10:00", "search", "v1"))
                        .counts("event")
                        .added())
                .isEqualTo(1);
        assertThat(value("SELECT load_id FROM event")).isEqualTo("load-1");
    }

    @Test
    void manyWritersLoseAndDoubleNothing() throws Exception {
        int writers = 8;
        int batches = 25;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Counts>> receipts = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                for (int b = 0; b < batches; b++) {
                    int batch = b;
                    // Every second key is sent by its neighbour as well.
                    receipts.add(pool.submit(() -> write(
                                    shop.event(
                                            "own-" + writer + "-" + batch, "2026-03-01T10:00", "search", "v" + writer),
                                    shop.event(
                                            "shared-" + writer / 2 + "-" + batch,
                                            "2026-03-01T10:00",
                                            "search",
                                            "v" + writer))
                            .counts("event")));
                }
            }
            long added = 0;
            long unchanged = 0;
            for (Future<Counts> receipt : receipts) {
                added += receipt.get().added();
                unchanged += receipt.get().unchanged();
            }
            assertThat(added).isEqualTo(300L);
            assertThat(unchanged).isEqualTo(100L);
        }
        assertThat(value("SELECT count(*) - count(DISTINCT natural_key) FROM event"))
                .isEqualTo(0L);
    }

    @Test
    void oneWritersBadRowDoesNotSpoilTheOthers() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<@Nullable Object>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int n = i;
                all.add(pool.submit(() -> {
                    if (n % 4 == 0) {
                        refused(
                                WarehouseError.VALUE_MISSING,
                                () -> write(key(FactRow.of(warehouse.table("order_header"), List.of("city")))));
                    } else {
                        assertThat(write(shop.event("e" + n, "2026-03-01T10:00", "search", "v"))
                                        .counts("event")
                                        .added())
                                .isEqualTo(1);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                Object ignored = one.get();
            }
        }
        assertThat(value("SELECT count(*) FROM event")).isEqualTo(30L);
    }

    @Test
    void saysOfWhichOrdersThereMayBeRows() {
        write(
                shop.order("header", "2026-03-01T10:00", "c1", "1"),
                shop.line(shop.order("line", "2026-03-01T10:00", "c1", "1"), "1", "p1", 1, "1"),
                shop.refund("r1", "2026-03-02T10:00", "refund", "1"));
        List<String> asked = new ArrayList<>(List.of("header", "line", "refund", "it's new"));
        for (int i = 0; i < 1_000; i++) {
            asked.add("new " + i);
        }

        assertThat(warehouse.ordersPerhaps("s1", asked)).contains("header", "line", "refund");
        assertThat(asked).containsAll(warehouse.ordersPerhaps("s1", asked));
        assertThat(warehouse.ordersPerhaps("s1", List.of())).isEmpty();
    }

    @Test
    void theVersionGrowsOnlyWithChanges() {
        warehouse.awaitMarts();
        long before = warehouse.version();
        write(shop.event("e1", "2026-03-01T10:00", "search", "v1"));
        warehouse.awaitMarts();
        long after = warehouse.version();
        write(shop.event("e1", "2026-03-01T10:00", "search", "v1"));
        warehouse.awaitMarts();

        assertThat(after).isGreaterThan(before);
        assertThat(warehouse.version()).isEqualTo(after);
    }

    @Test
    void refusesWhatIsNoQuery() {
        write(shop.event("e1", "2026-03-01T10:00", "search", "v1"));
        for (String sql :
                List.of("DELETE FROM event", "CREATE TABLE x (y BIGINT)", "  -- a remark\n DROP TABLE event")) {
            refused(WarehouseError.NOT_A_QUERY, () -> rows(sql));
        }
        for (String sql : List.of(
                "WITH gone AS (DELETE FROM event RETURNING *) SELECT * FROM gone", "SELECT 1; DROP TABLE event")) {
            // Some grammars know no such statement at all.
            assertThatThrownBy(() -> rows(sql))
                    .isInstanceOfSatisfying(
                            QuanjingException.class,
                            e -> assertThat(e.errorCode())
                                    .isIn(WarehouseError.NOT_A_QUERY, WarehouseError.QUERY_REFUSED));
        }
        refused(WarehouseError.QUERY_REFUSED, () -> rows("SELEC 1"));
        refused(WarehouseError.QUERY_REFUSED, () -> rows("SELECT nothing FROM event"));
        assertThat(value("SELECT count(*) FROM event")).isEqualTo(1L);
    }

    @Test
    void refusesMoreRowsThanAllowed() {
        write(
                shop.event("e1", "2026-03-01T10:00", "search", "v1"),
                shop.event("e2", "2026-03-01T10:00", "search", "v1"),
                shop.event("e3", "2026-03-01T10:00", "search", "v1"));
        SqlQuery all = SqlQuery.of("SELECT natural_key FROM event");
        QueryOptions options = new QueryOptions(QueryOptions.Lane.INTERACTIVE, Duration.ofSeconds(20), 2);

        refused(WarehouseError.TOO_MANY_ROWS, () -> warehouse.query(all, options));
        assertThat(warehouse.query(SqlQuery.of(all.sql() + " LIMIT 2"), options).rows())
                .hasSize(2);
    }

    @Test
    void stopsAQueryThatRunsTooLong() {
        QueryOptions hasty = new QueryOptions(QueryOptions.Lane.BATCH, Duration.ofMillis(300), 10);
        refused(WarehouseError.TIMED_OUT, () -> warehouse.query(SqlQuery.of(slow()), hasty));
        // The lane is free again only if the engine really stopped.
        assertThat(warehouse
                        .query(
                                SqlQuery.of("SELECT 1"),
                                new QueryOptions(QueryOptions.Lane.BATCH, Duration.ofSeconds(10), 10))
                        .rows())
                .containsExactly(List.of(1L));
    }

    @Test
    void stopsAQueryWhoseAskerIsInterrupted() throws Exception {
        QueryOptions patient = new QueryOptions(QueryOptions.Lane.BATCH, Duration.ofMinutes(5), 10);
        List<WarehouseError> seen = new ArrayList<>();
        Thread asker = Thread.ofVirtual().start(() -> {
            try {
                ResultTable never = warehouse.query(SqlQuery.of(slow()), patient);
                throw new AssertionError("The query ended with " + never);
            } catch (QuanjingException e) {
                seen.add((WarehouseError) e.errorCode());
            }
        });
        Thread.sleep(300);
        asker.interrupt();
        asker.join();

        assertThat(seen).containsExactly(WarehouseError.CANCELLED);
        assertThat(warehouse
                        .query(
                                SqlQuery.of("SELECT 1"),
                                new QueryOptions(QueryOptions.Lane.BATCH, Duration.ofSeconds(10), 10))
                        .rows())
                .hasSize(1);
    }

    @Test
    void aLongExportDoesNotHoldUpABoard() throws Exception {
        QueryOptions export = new QueryOptions(QueryOptions.Lane.BATCH, Duration.ofMinutes(2), 10);
        Thread exporter = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> warehouse.query(SqlQuery.of(slow()), export))
                        .isInstanceOf(QuanjingException.class));
        Thread.sleep(200);
        for (int i = 0; i < 10; i++) {
            assertThat(value("SELECT count(*) FROM channel WHERE shop = '*'")).isNotEqualTo(0L);
        }
        // Behind the export they would have waited until it was stopped.
        assertThat(exporter.isAlive()).isTrue();
        exporter.interrupt();
        exporter.join();
    }

    @Test
    void remembersEverythingAfterReopening() {
        write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"));
        warehouse.close();
        warehouse = open(folder);
        warehouse.awaitMarts();

        assertThat(write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00")).counts("order_header"))
                .isEqualTo(new Counts(0, 0, 1));
        assertThat(value("SELECT sum(order_amount) FROM sales_line")).isEqualTo(new BigDecimal("100.0000"));
        assertThat(value("SELECT count(*) FROM region")).isEqualTo(34L);
        assertThat(value("SELECT count(*) FROM channel_history")).isEqualTo(0L);
    }

    @Test
    void saysHowItStands() {
        write(shop.order("o1", "2026-03-01T10:00", "c1", "100.00"));
        warehouse.awaitMarts();
        WarehouseStatus status = warehouse.status();

        assertThat(status.rows())
                .containsEntry("order_header", 1L)
                .containsEntry("sales_line", 1L)
                .containsEntry("region", 34L);
        assertThat(status.bytes()).isPositive();
        assertThat(status.martsUpTo()).isEqualTo(status.lastWrite());
        assertThat(status.problem()).isNull();
    }

    @Test
    void refusesWorkAfterItsEnd() {
        warehouse.close();
        refused(WarehouseError.CLOSED, () -> write(shop.order("o1", "2026-03-01T10:00", "c1", "1")));
        refused(WarehouseError.CLOSED, () -> rows("SELECT 1"));
    }
}
