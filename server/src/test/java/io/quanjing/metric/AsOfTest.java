package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quanjing.access.Shop;
import io.quanjing.calendar.Calendar;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was known at a moment stays as it was, whatever comes later; every metric, split and whole. */
class AsOfTest {

    private static final Shop SHOP = TestShops.shop("past", "Past", "Asia/Shanghai", "00:00", "CNY");
    private static final TestShops SHOPS = new TestShops(List.of(SHOP));
    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final Calendar CALENDAR = Calendar.of(List.of());

    private static Warehouse warehouse;
    private static Instant first;
    private static Instant second;
    private static String atFirst;

    /** In two steps, a second apart: what is known then is compared with what was answered then. */
    @BeforeAll
    static void twoStates() throws InterruptedException {
        warehouse = EmbeddedWarehouse.open(TestFolders.create("as-of").resolve("warehouse"));
        ShopRows s = new ShopRows(warehouse, SHOP);
        for (int i = 1; i <= 6; i++) {
            FactRow order = s.paid(
                            s.order("o" + i, "2026-02-0" + i + "T10:00", "c" + i % 3, "100"),
                            "2026-02-0" + i + "T10:05")
                    .set("region", i % 2 == 0 ? "上海" : "江苏");
            s.line(order, "1", "mask", "美妆/面膜", 2, "60", "20");
            s.line(order, "2", "lamp", "家居/灯", 1, "40", "15");
            s.event("2026-02-0" + i + "T09:50", "page_view", "v" + i % 4).set("channel", "taobao_search");
            s.event("2026-02-0" + i + "T09:55", "product_view", "v" + i % 4).set("product", "mask");
        }
        s.adSpend("2026-02-03", "taobao_zhitongche", "50", 1000, 40L);
        s.refund("o1", "1", s.at("2026-02-05T12:00"), "20").set("type", "refund_only");
        s.write();
        warehouse.awaitMarts();
        first = nextSecond();
        atFirst = everything(today(first), first);

        ShopRows later = new ShopRows(warehouse, SHOP);
        // told again with another amount and region; an order, a refund, visits and a day's report that came late
        FactRow o2 = later.paid(later.order("o2", "2026-02-02T10:00", "c2", "90"), "2026-02-02T10:05")
                .set("region", "北京");
        later.line(o2, "1", "mask", "美妆/面膜", 2, "60", "20");
        later.line(o2, "2", "lamp", "家居/灯", 1, "30", "15");
        FactRow late = later.paid(later.order("late", "2026-02-01T08:00", "c1", "70"), "2026-02-01T08:05");
        later.line(late, "1", "lamp", "家居/灯", 1, "70", "15");
        later.refund("o3", "1", later.at("2026-02-04T12:00"), "33").set("type", "return");
        later.event("2026-02-02T23:50", "cart_add", "v9").set("product", "lamp").set("natural_key", "later1");
        later.event("2026-02-02T09:51", "favourite", "v2")
                .set("product", "mask")
                .set("natural_key", "later2");
        later.adSpend("2026-02-03", "taobao_zhitongche", "80", 1500, 60L);
        later.write();
        warehouse.awaitMarts();
        second = nextSecond();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static Instant nextSecond() throws InterruptedException {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (Instant.now().isBefore(next)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return next;
    }

    private static MetricEngine today(Instant now) {
        return new MetricEngine(DICTIONARY, warehouse, SHOPS, CALENDAR, InstantSource.fixed(now));
    }

    private static KnownPasts pasts() {
        return new KnownPasts(DICTIONARY, warehouse, SHOPS, CALENDAR, InstantSource.system());
    }

    /** Every metric as a total, by day, and by what it can be split by. */
    private static String everything(Metrics metrics, Instant now) {
        StringBuilder all = new StringBuilder();
        DICTIONARY.metrics().values().forEach(metric -> {
            Story.Ask question = ask(metric.id(), "2026-02-01..2026-02-28").shops("past");
            all.append(metric.id()).append(answer(metrics, question, now));
            all.append(answer(metrics, question.grain(Grain.DAY), now));
            for (String split : List.of("channel", "region", "product", "buyer_type")) {
                if (metric.dimensions().contains(split)) {
                    all.append(split).append(answer(metrics, question.by(split), now));
                }
            }
            all.append('\n');
        });
        return all.toString();
    }

    private static String answer(Metrics metrics, Story.Ask question, Instant now) {
        MetricAnswer answer = metrics.ask(question.question(), Story.EVERYTHING);
        assertThat(answer.asOf()).isEqualTo(now);
        return answer.rows() + " " + answer.notes() + " " + answer.labels();
    }

    @Test
    void everyFigureIsAnsweredAsItWasThen() {
        String then = everything(pasts().at(first.toString()).metrics(), first);
        assertThat(then.lines().toList()).isEqualTo(atFirst.lines().toList());
        // and it was another one
        assertThat(everything(today(first), first)).isNotEqualTo(atFirst);
    }

    @Test
    void whatIsKnownNowIsTheLastOfThePasts() {
        assertThat(everything(pasts().at(second.toString()).metrics(), second))
                .isEqualTo(everything(today(second), second));
    }

    @Test
    void nothingWasKnownBeforeTheFirstFact() {
        Map<String, @Nullable Object> row = pasts().at("2020-01-01T00:00:00Z")
                .metrics()
                .ask(ask("gmv,visitors", "2019-02-01..2019-02-28").shops("past").question(), Story.EVERYTHING)
                .rows()
                .getFirst();
        assertThat(row).containsEntry("gmv", "0.00").containsEntry("visitors", 0L);
    }

    @Test
    void theRowsOfThenAddUpToTheFigureOfThen() {
        RowsQuestion question = new RowsQuestion(
                ask("gmv", "2026-02-01..2026-02-28").shops("past").question());
        MetricRows.Sheets sheets = pasts().at(first.toString()).rows().export(question, Story.EVERYTHING);
        assertThat(sheets.figure().value()).isEqualTo("600.00");
        BigDecimal sum = sheets.rows().getFirst().stream()
                .map(row -> new BigDecimal(String.valueOf(row.getLast())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo("600");
    }

    /** Worked out by hand: o2 was told with 90 instead of 100, and late came with 70. */
    @Test
    void restatementsSayFromWhatToWhatAndBecauseOfWhichRows() {
        Restatements found =
                new FoundRestatements(DICTIONARY, warehouse, SHOPS, CALENDAR, pasts(), InstantSource.fixed(second));
        MetricQuestion question = ask("gmv,visitors,refund_amount,ad_cost", "2026-02-01..2026-02-28")
                .shops("past")
                .question();
        Restatements.Listed listed = found.since(question, first.toString(), Story.EVERYTHING);

        assertThat(listed.changes())
                .extracting(
                        Restatements.Change::metric,
                        change -> change.day().getDayOfMonth(),
                        Restatements.Change::from,
                        Restatements.Change::to)
                .containsExactlyInAnyOrder(
                        tuple("gmv", 1, "100.00", "170.00"),
                        tuple("gmv", 2, "100.00", "90.00"),
                        tuple("visitors", 2, 1L, 2L),
                        tuple("refund_amount", 4, "0.00", "33.00"),
                        tuple("ad_cost", 3, "50.00", "80.00"));
        assertThat(because(listed, "gmv", 1))
                .containsExactly(tuple("sales_line", "added", 1L, List.of("late"), List.of("live")));
        assertThat(because(listed, "gmv", 2))
                .containsExactly(tuple("sales_line", "changed", 1L, List.of("o2"), List.of("live")));
        assertThat(because(listed, "visitors", 2))
                .containsExactly(tuple("visitor_hour", "added", 1L, List.of("v9"), List.of()));
        assertThat(found.since(question, second.toString(), Story.EVERYTHING).changes())
                .isEmpty();
    }

    private static List<Tuple> because(Restatements.Listed listed, String metric, int day) {
        return listed.changes().stream()
                .filter(change -> change.metric().equals(metric) && change.day().getDayOfMonth() == day)
                .flatMap(change -> Objects.requireNonNull(change.because()).stream())
                .map(each -> tuple(each.table(), each.how(), each.facts(), each.ids(), each.loads()))
                .toList();
    }

    @Test
    void refusesWhatIsNoMomentOrLiesAhead() {
        for (String text :
                List.of("yesterday", "2026-02-30T00:00:00Z", "2999-01-01T00:00:00Z", "1970-01-01T00:00:00Z")) {
            assertThatThrownBy(() -> pasts().at(text))
                    .isInstanceOf(QuanjingException.class)
                    .hasMessageContaining("Maybe");
        }
    }
}
