package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.ingest.ImportBench;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.MetricsOver;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the truth file says was injected comes back from the metrics within the tolerance that it states. Everything is read from that
 * file and asked of the public metrics; of the long history only the days and tables are brought in that the figures need.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedEffectsTest {

    private static final World WORLD = World.of(618, LocalDate.of(2024, 10, 18), 400, 1);
    private static final Set<String> SALES = Set.of("order_header", "order_line", "payment", "refund", "ad_spend");
    private static final int SALES_FROM = 190;

    @TempDir
    private static Path folder;

    private ImportBench bench;
    private Metrics metrics;
    private JsonNode truth;

    @BeforeAll
    void bringIn() throws IOException {
        Generation sales = new Generation(WORLD, new Window(midnight(SALES_FROM), WORLD.end()));
        for (Scenario.ShopPlan shop : WORLD.scenario().shops) {
            write(sales, shop.id(), SALES);
        }
        Path file = folder.resolve("truth.json");
        new DemoTruth(WORLD).write(file, sales.totals(), WORLD.end());
        truth = new JsonMapper().readTree(Files.readString(file));
        write(new Generation(WORLD, new Window(midnight(252), midnight(270))), "xhs", Set.of("event"));
        write(new Generation(WORLD, new Window(midnight(287), midnight(317))), "tmall", Set.of("event"));
        bench = new ImportBench(folder, SourceLimits.standard());
        for (Scenario.ShopPlan shop : WORLD.scenario().shops) {
            assertThat(bench.runInto(shop.name(), "quanjing", folder.resolve(shop.id()))
                            .rejected())
                    .isZero();
        }
        metrics = MetricsOver.of(bench.warehouse, bench.shops());
    }

    @AfterAll
    void close() {
        bench.close();
    }

    private static long midnight(int day) {
        return WORLD.plans().epochDay(day) * 86_400L;
    }

    private static void write(Generation generation, String id, Set<String> kept) throws IOException {
        Scenario.ShopPlan shop = WORLD.scenario().shops.stream()
                .filter(plan -> plan.id().equals(id))
                .findFirst()
                .orElseThrow();
        Path target = Files.createDirectories(folder.resolve(id));
        try (RowFiles files = new RowFiles(table -> kept.contains(table)
                ? new BufferedOutputStream(Files.newOutputStream(target.resolve(table + ".csv")))
                : OutputStream.nullOutputStream())) {
            generation.write(shop, files);
        }
    }

    @Test
    void everyIncidentThatAMetricTellsIsReadHere() {
        Set<String> told = new HashSet<>();
        for (JsonNode incident : truth.path("incidents")) {
            if (!incident.path("metric").asString().isEmpty()) {
                told.add(incident.path("id").asString());
            }
            assertThat(incident.path("tolerance_reason").asString()).isNotEmpty();
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "payment_outage",
                        "tracking_loss",
                        "stock_out",
                        "bad_batch",
                        "refund_wave",
                        "ad_value_drop",
                        "viral_note");
    }

    @Test
    void thePaymentOutage() {
        JsonNode outage = incident("payment_outage");
        double rate = figure("payment_failure_rate", days(outage), shop(outage), Map.of("hour", hours(outage)));
        comesBack(outage, rate);
    }

    @Test
    void theTrackingLoss() {
        JsonNode loss = incident("tracking_loss");
        DayRange days = days(loss);
        Map<String, List<String>> hit = Map.of("hour", hours(loss));
        double usual = 0;
        double usualOrders = 0;
        for (int shift : new int[] {-14, -7, 7, 14}) {
            usual += figure("events", shifted(days, shift), shop(loss), hit) / 4;
            usualOrders += figure("orders", shifted(days, shift), shop(loss), Map.of()) / 4;
        }
        comesBack(loss, 1 - figure("events", days, shop(loss), hit) / usual);
        // "orders are not": three standard errors of the orders of two days
        assertThat(figure("orders", days, shop(loss), Map.of()) / usualOrders)
                .isCloseTo(1, within(3 * Math.sqrt(1.25 / usualOrders)));
    }

    @Test
    void theStockOut() {
        JsonNode out = incident("stock_out");
        DayRange days = days(out);
        Map<String, List<String>> product =
                Map.of("product", List.of(out.path("subject").asString()));
        double before = figure("orders", shifted(days, -days.days()), shop(out), product);
        assertThat(before).isGreaterThan(20);
        comesBack(out, figure("orders", days, shop(out), product) / before);
    }

    @Test
    void theBadBatch() {
        JsonNode bad = incident("bad_batch");
        DayRange days = days(bad);
        Map<String, List<String>> product =
                Map.of("product", List.of(bad.path("subject").asString()));
        DayRange before = new DayRange(days.from().minusDays(150), days.from().minusDays(1));
        comesBack(
                bad,
                figure("refund_rate_orders", days, shop(bad), product)
                        / figure("refund_rate_orders", before, shop(bad), product));
    }

    @Test
    void theRefundWave() {
        JsonNode wave = incident("refund_wave");
        DayRange days = days(wave);
        DayRange month = new DayRange(days.from().minusDays(30), days.from().minusDays(1));
        DayRange source = new DayRange(days.from().minusDays(10), days.from().minusDays(1));
        double usual = figure("refund_amount", month, shop(wave), Map.of()) * days.days() / month.days();
        comesBack(
                wave,
                (figure("refund_amount", days, shop(wave), Map.of()) - usual)
                        / figure("gmv", source, shop(wave), Map.of()));
    }

    @Test
    void theAdvertisingThatLosesItsValue() {
        JsonNode drop = incident("ad_value_drop");
        List<String> channel = List.of(drop.path("subject").asString());
        List<String> others = WORLD.scenario().shops.stream()
                .filter(shop -> !shop.name().equals(drop.path("shop").asString()))
                .flatMap(shop -> shop.channels().stream())
                .filter(Scenario.Channel::paid)
                .map(Scenario.Channel::id)
                .toList();
        DayRange days = days(drop);
        DayRange before = new DayRange(days.from().minusDays(140), days.from().minusDays(1));
        double fall = ordersPerClick(days, channel) / ordersPerClick(before, channel);
        double elsewhere = ordersPerClick(days, others) / ordersPerClick(before, others);
        comesBack(drop, fall / elsewhere);
    }

    private double ordersPerClick(DayRange days, List<String> channels) {
        Map<String, List<String>> where = Map.of("channel", channels);
        return figure("orders", days, List.of(), where) / figure("clicks", days, List.of(), where);
    }

    @Test
    void theViralNote() {
        JsonNode viral = incident("viral_note");
        Map<String, List<String>> channel =
                Map.of("channel", List.of(viral.path("subject").asString()));
        DayRange days = days(viral);
        double after = (figure("sessions", shifted(days, 7), shop(viral), channel)
                        + figure("sessions", shifted(days, 14), shop(viral), channel))
                / 2;
        comesBack(viral, figure("sessions", days, shop(viral), channel) / after);
    }

    /** The shop with an advertising incident in the autumn is left out. */
    @Test
    void thePromotions() {
        List<String> shops = WORLD.scenario().shops.stream()
                .map(Scenario.ShopPlan::name)
                .filter(name ->
                        !name.equals(incident("ad_value_drop").path("shop").asString()))
                .toList();
        int read = 0;
        for (JsonNode phase : truth.path("promotions")) {
            LocalDate start = StreamSupport.stream(truth.path("promotions").spliterator(), false)
                    .filter(other -> other.path("campaign").equals(phase.path("campaign")))
                    .map(other -> LocalDate.parse(other.path("from").asString()))
                    .min(LocalDate::compareTo)
                    .orElseThrow();
            DayRange days = days(phase);
            if (start.minusDays(28).isBefore(WORLD.plans().date(SALES_FROM))
                    || days.to().isAfter(WORLD.plans().date(WORLD.days() - 1))) {
                continue;
            }
            DayRange ordinary = new DayRange(start.minusDays(28), start.minusDays(1));
            double factor = figure("orders", days, shops, Map.of())
                    / days.days()
                    / (figure("orders", ordinary, shops, Map.of()) / ordinary.days());
            assertThat(factor)
                    .as(phase.toString())
                    .isCloseTo(
                            phase.path("traffic_factor").asDouble()
                                    * phase.path("order_factor").asDouble(),
                            within(phase.path("tolerance").asDouble()));
            read++;
        }
        assertThat(read).isEqualTo(10);
    }

    private static void comesBack(JsonNode incident, double reading) {
        assertThat(reading)
                .as(incident.toString())
                .isCloseTo(
                        incident.path("size").asDouble(),
                        within(incident.path("tolerance").asDouble()));
    }

    private JsonNode incident(String id) {
        return StreamSupport.stream(truth.path("incidents").spliterator(), false)
                .filter(incident -> incident.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static DayRange days(JsonNode told) {
        return new DayRange(
                LocalDate.parse(told.path("from").asString()),
                LocalDate.parse(told.path("to").asString()));
    }

    private static DayRange shifted(DayRange days, int by) {
        return new DayRange(days.from().plusDays(by), days.to().plusDays(by));
    }

    private static List<String> shop(JsonNode incident) {
        String shop = incident.path("shop").asString();
        return shop.equals("*") ? List.of() : List.of(shop);
    }

    private static List<String> hours(JsonNode incident) {
        return IntStream.rangeClosed(
                        incident.path("from_hour").asInt(),
                        incident.path("to_hour").asInt())
                .mapToObj(Integer::toString)
                .toList();
    }

    private double figure(String metric, DayRange days, List<String> shops, Map<String, List<String>> where) {
        List<Map<String, @Nullable Object>> rows = metrics.ask(
                        new MetricQuestion(
                                List.of(metric), days, Grain.TOTAL, List.of(), where, shops, null, null, null),
                        new Caller("tester", Role.ADMIN, Set.of()))
                .rows();
        Object value = rows.isEmpty() ? null : rows.getFirst().get(metric);
        return value == null ? 0 : Double.parseDouble(value.toString());
    }
}
