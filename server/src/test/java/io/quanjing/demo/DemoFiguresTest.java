package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.MetricsOver;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.testing.TestTrino;
import io.quanjing.warehouse.DistributedWarehouse;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.RawSource;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.RawTarget;
import io.quanjing.warehouse.Warehouse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small demo, brought in through the import as a user's files are, gives the figures that its truth file names. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "quanjing.access.demo=true",
            "quanjing.demo.days=" + DemoFiguresTest.DAYS,
            "quanjing.demo.scale=0.02",
            "quanjing.demo.visits-per-second=20"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoFiguresTest {

    private static final List<String> FIGURES = List.of(
            "gmv",
            "order_amount",
            "orders",
            "paid_orders",
            "items_sold",
            "buyers",
            "cost_of_goods",
            "refund_amount",
            "ad_cost",
            "visitors",
            "sessions",
            "page_views",
            "bounce_rate");

    /** More than a year, so that what takes a year to tell is told of somebody. */
    static final int DAYS = 400;

    private static final int ALL_TOGETHER = Integer.MAX_VALUE / 2;
    private static final int FEW_TOGETHER = 12;

    @LocalServerPort
    private int port;

    @Autowired
    private DemoShop demo;

    @Autowired
    private Metrics metrics;

    @Autowired
    private Shops shops;

    @Autowired
    private DataFolder folder;

    @Autowired
    private Warehouse warehouse;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeAll
    void prepare() {
        List<DemoShop.Progress> steps = new ArrayList<>();
        demo.prepare(steps::add);
        assertThat(steps.getLast().done()).isEqualTo(6);
    }

    @Test
    void figuresAreTheTruthForEachShopAndDay() throws Exception {
        JsonNode truth = new JsonMapper().readTree(Files.readString(DemoHistory.truth(folder)));
        DayRange range = new DayRange(
                LocalDate.parse(truth.path("from").asString()),
                LocalDate.parse(truth.path("through").asString()));
        Map<String, Map<String, @Nullable Object>> rows = new HashMap<>();
        for (Map<String, @Nullable Object> row : ask(FIGURES, range, Grain.DAY, List.of("shop"))) {
            rows.put(row.get("shop") + " " + row.get("period"), row);
        }
        int days = 0;
        for (Scenario.ShopPlan shop : new Scenario().shops) {
            for (LocalDate day = range.from(); !day.isAfter(range.to()); day = day.plusDays(1)) {
                JsonNode told = truth.path("totals").path(shop.name()).path(day.toString());
                days++;
                Map<String, @Nullable Object> row = rows.get(shop.name() + " " + day);
                if (row == null) {
                    // a small shop's quiet day
                    assertThat(told.properties())
                            .as(shop.name() + " " + day)
                            .allMatch(figure -> figure.getValue().asDouble() == 0);
                    continue;
                }
                for (String amount : List.of("gmv", "order_amount", "refund_amount", "cost_of_goods", "ad_cost")) {
                    assertThat(row.get(amount))
                            .as(shop.name() + " " + day + " " + amount)
                            .isEqualTo(told.path(amount).asString());
                }
                for (String count : List.of(
                        "orders", "paid_orders", "items_sold", "buyers", "visitors", "sessions", "page_views")) {
                    assertThat(row.get(count))
                            .as(shop.name() + " " + day + " " + count)
                            .isEqualTo(told.path(count).asLong());
                }
                double sessions = told.path("sessions").asDouble();
                double bounced = sessions == 0
                        ? PlainFigures.UNKNOWN
                        : told.path("bounces").asDouble() / sessions;
                assertThat(number(row.get("bounce_rate")))
                        .as(shop.name() + " " + day)
                        .isCloseTo(bounced, org.assertj.core.data.Offset.offset(1e-9));
            }
        }
        assertThat(days).isEqualTo(6 * (DAYS - 1));
    }

    @Test
    void everyMetricByEveryDimensionIsWhatPlainSqlOverTheFactsSays() {
        assertThat(compared(metrics, ALL_TOGETHER, false)).isGreaterThan(5_000);
    }

    @Test
    void whatADayNeedsTimeToTellIsWhatPlainSqlSays() {
        assertThat(compared(metrics, ALL_TOGETHER, true)).isGreaterThan(500);
    }

    /** The same facts on the other engine, whose answers are compared with plain SQL over the facts here; it takes minutes. */
    @Test
    @EnabledIfSystemProperty(named = "quanjing.test.everything", matches = "true")
    void theOtherEngineSaysWhatPlainSqlOverTheFactsSays() {
        try (Warehouse trino = DistributedWarehouse.open(TestTrino.newWarehouse())) {
            int step = 0;
            for (RawTable table : RawTable.of(warehouse.tables())) {
                LogPosition position = new LogPosition("copy", step == 0 ? LogPosition.NONE : step, ++step);
                ((RawTarget) trino)
                        .append(
                                table,
                                true,
                                position,
                                rows -> ((RawSource) warehouse).read(table, Instant.EPOCH, Instant.now(), rows));
            }
            ((RawTarget) trino).remakeMarts();
            Metrics there = MetricsOver.of(trino, shops);
            // Trino takes no statement of more than 150 stages.
            assertThat(compared(there, FEW_TOGETHER, false)).isGreaterThan(5_000);
            assertThat(compared(there, FEW_TOGETHER, true)).isGreaterThan(500);
        }
    }

    /**
     * How many figures are what plain SQL says.
     *
     * @param together how many metrics are asked for in one question
     * @param late those of which a day is known a week, a month or a year later
     */
    private int compared(Metrics over, int together, boolean late) {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        DayRange range = late
                ? new DayRange(today.minusDays(DAYS - 10), today.minusDays(367))
                : new DayRange(today.minusDays(26), today.minusDays(1));
        PlainFigures plain = new PlainFigures(warehouse, range.from(), range.to(), today);
        List<@Nullable String> dimensions = new ArrayList<>();
        dimensions.add(null);
        metrics.dictionary().dimensions().stream()
                .map(MetricDictionary.Dimension::id)
                // the categories of the demo have two levels
                .filter(id -> !id.equals("category_3") && !id.equals("category_4"))
                .forEach(dimensions::add);
        int compared = 0;
        for (String dimension : dimensions) {
            List<String> ids = metrics.dictionary().metrics().stream()
                    .filter(metric -> PlainFigures.LATE.contains(metric.id()) == late)
                    .filter(metric -> dimension == null || metric.dimensions().contains(dimension))
                    .map(MetricDictionary.Metric::id)
                    .toList();
            if (ids.isEmpty()) {
                continue;
            }
            Map<String, Map<String, Double>> expected = plain.by(dimension, late);
            assertThat(expected).as(dimension).isNotEmpty();
            for (int i = 0; i < ids.size(); i += together) {
                compared +=
                        compared(over, ids.subList(i, Math.min(ids.size(), i + together)), range, dimension, expected);
            }
        }
        return compared;
    }

    @Test
    void noMetricIsLeftOut() {
        assertThat(PlainFigures.known())
                .containsExactlyInAnyOrderElementsOf(metrics.dictionary().metrics().stream()
                        .map(MetricDictionary.Metric::id)
                        .toList());
    }

    private static int compared(
            Metrics over,
            List<String> ids,
            DayRange range,
            @Nullable String dimension,
            Map<String, Map<String, Double>> expected) {
        int compared = 0;
        for (Map<String, @Nullable Object> row :
                ask(over, ids, range, Grain.TOTAL, dimension == null ? List.of() : List.of(dimension))) {
            String value = dimension == null ? "" : Objects.toString(row.get(dimension), "");
            Map<String, Double> measures = expected.getOrDefault(value, Map.of());
            for (String id : ids) {
                double figure = PlainFigures.figure(id, measures);
                assertThat(number(row.get(id)))
                        .as(id + " by " + dimension + " of " + value)
                        .isCloseTo(figure, org.assertj.core.data.Offset.offset(amount(row.get(id)) ? 0.0051 : 1e-9));
                compared++;
            }
        }
        return compared;
    }

    private static boolean amount(@Nullable Object value) {
        return value instanceof String;
    }

    private static double number(@Nullable Object value) {
        return value == null ? PlainFigures.UNKNOWN : Double.parseDouble(value.toString());
    }

    @Test
    void theSignInPageOffersWhoCanSignIn() {
        demo.createSignIns();

        JsonNode offered = new Browser(port).get("/api/session/entry").json().path("signIns");

        assertThat(offered.size()).isEqualTo(3);
        for (JsonNode one : offered) {
            assertThat(new Browser(port)
                            .signIn(
                                    one.path("username").asString(),
                                    one.path("password").asString())
                            .json()
                            .path("role"))
                    .isEqualTo(one.path("role"));
        }
    }

    @Test
    void aSecondStartChangesNoFigureOfTheDaysBefore() {
        LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
        DayRange range = new DayRange(yesterday.minusDays(20), yesterday);
        List<Map<String, @Nullable Object>> before = ask(FIGURES, range, Grain.TOTAL, List.of("shop"));
        demo.prepare(progress -> {});
        assertThat(ask(FIGURES, range, Grain.TOTAL, List.of("shop"))).isEqualTo(before);
    }

    @Test
    void visitorsThatComeShowInTheFiguresOfToday() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        DayRange range = new DayRange(today, today);
        long before = visitors(range);
        long after = before;
        try (DemoShop.Visitors visitors = demo.startVisitors()) {
            for (int i = 0; i < 60 && (after == before || visitors.sessions() < 3); i++) {
                Thread.sleep(Duration.ofMillis(500));
                after = visitors(range);
            }
        }
        assertThat(after).isGreaterThan(before);
    }

    private long visitors(DayRange range) {
        Object visitors = ask(List.of("visitors"), range, Grain.TOTAL, List.of())
                .getFirst()
                .get("visitors");
        return visitors instanceof Long count ? count : 0;
    }

    private List<Map<String, @Nullable Object>> ask(List<String> ids, DayRange range, Grain grain, List<String> by) {
        return ask(metrics, ids, range, grain, by);
    }

    private static List<Map<String, @Nullable Object>> ask(
            Metrics over, List<String> ids, DayRange range, Grain grain, List<String> by) {
        return over.ask(
                        new MetricQuestion(ids, range, grain, by, Map.of(), List.of(), null, null, null),
                        new Caller("tester", Role.ADMIN, Set.of()))
                .rows();
    }
}
