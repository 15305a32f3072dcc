package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.MetricRows.Figure;
import io.quanjing.metric.MetricRows.Kind;
import io.quanjing.metric.MetricRows.Page;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Sheets;
import io.quanjing.metric.MetricRows.Total;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.warehouse.QueryOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows behind a figure add up to it: added here anew, by a few lines that know nothing of tables. */
class MetricRowsTest {

    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final List<String> SPLITS = List.of("shop", "channel_kind", "category", "region", "buyer_type");

    /** The metrics that count rows; those that count who comes back have a story of their own, and few lines of the other one. */
    static Stream<String> metricsOfRows() {
        return Stream.concat(Story.ofRows(true).stream().map(Metric::id), Stream.of("retention_d1", "repurchase_rate"));
    }

    static Stream<String> metricsOfPeople() {
        return Stream.concat(
                Story.ofRows(false).stream().map(Metric::id),
                Stream.of("contribution_profit", "freight_cost", "home_click_rate", "ctr", "payment_success_rate"));
    }

    private static final Map<Instant, MetricEngine> ENGINES = new HashMap<>();
    private static final Map<Instant, MetricRows> TRACERS = new HashMap<>();

    private static MetricEngine engine(Instant now) {
        return ENGINES.computeIfAbsent(
                now,
                at -> new MetricEngine(
                        DICTIONARY, Story.get().warehouse, Story.SHOPS, Story.CALENDAR, InstantSource.fixed(at)));
    }

    private static MetricRows tracer(Instant now) {
        return TRACERS.computeIfAbsent(
                now, at -> new RowTracer(DICTIONARY, Story.get().warehouse, engine(at), QueryOptions.batch()));
    }

    @ParameterizedTest
    @MethodSource("metricsOfRows")
    void rowsAddUpToEveryFigureOfTheBoard(String metric) {
        check(
                metric,
                ask(metric, "2026-02-01..2026-04-15").shops("night", "day").question(),
                Story.NOW);
    }

    @ParameterizedTest
    @MethodSource("metricsOfPeople")
    void rowsAddUpToEveryFigureOfThePeopleWhoComeBack(String metric) {
        check(metric, ask(metric, "2026-01-01..2026-06-15").shops("club").question(), ClubStory.NOW);
    }

    private static void check(String id, MetricQuestion question, Instant now) {
        Metric metric = DICTIONARY.metric(id);
        same(
                question,
                new RowsQuestion(question),
                engine(now).ask(question, Story.EVERYTHING).rows().getFirst(),
                now);
        for (String split : SPLITS) {
            if (!metric.dimensions().contains(split)) {
                continue;
            }
            MetricQuestion by = new Story.Ask(question).by(split).question();
            for (Map<String, @Nullable Object> row :
                    engine(now).ask(by, Story.EVERYTHING).rows()) {
                Map<String, @Nullable String> cell = new HashMap<>();
                cell.put(split, row.get(split) == null ? null : String.valueOf(row.get(split)));
                same(by, rows(by, cell, null, false), row, now);
            }
        }
        for (Grain grain : List.of(Grain.MONTH)) {
            MetricQuestion periods = new Story.Ask(question).grain(grain).question();
            for (Map<String, @Nullable Object> row :
                    engine(now).ask(periods, Story.EVERYTHING).rows()) {
                same(periods, rows(periods, Map.of(), String.valueOf(row.get("period")), false), row, now);
            }
        }
    }

    private static RowsQuestion rows(
            MetricQuestion question, Map<String, @Nullable String> cell, @Nullable String period, boolean base) {
        return new RowsQuestion(question, cell, period, base);
    }

    private static void same(
            MetricQuestion question, RowsQuestion asked, Map<String, @Nullable Object> row, Instant now) {
        assertThat(asked.metric()).isEqualTo(question.metrics().getFirst());
        AddedRows.same(tracer(now), DICTIONARY, asked, row);
    }

    @Test
    void weeksAndWeekdaysHaveRowsToo() {
        for (String metric : List.of("retention_d7", "dormant_share", "ltv_90", "repurchase_rate", "cac", "visitors")) {
            MetricQuestion weeks = ask(metric, "2026-04-29..2026-06-15")
                    .shops("club")
                    .grain(Grain.WEEK)
                    .question();
            for (Map<String, @Nullable Object> row :
                    engine(ClubStory.NOW).ask(weeks, Story.EVERYTHING).rows()) {
                same(weeks, rows(weeks, Map.of(), String.valueOf(row.get("period")), false), row, ClubStory.NOW);
            }
            MetricQuestion days =
                    ask(metric, "2026-05-01..2026-05-31").shops("club").question();
            if (DICTIONARY.metric(metric).dimensions().contains("weekday")) {
                for (Map<String, @Nullable Object> row : engine(ClubStory.NOW)
                        .ask(new Story.Ask(days).by("weekday").question(), Story.EVERYTHING)
                        .rows()) {
                    Map<String, @Nullable String> cell = new HashMap<>();
                    cell.put("weekday", String.valueOf(row.get("weekday")));
                    same(days, rows(days, cell, null, false), row, ClubStory.NOW);
                }
            }
        }
    }

    /** A target of people is of each day's, added: whoever buys on two days counts twice. */
    @Test
    void peopleOfEachDayAddedUpHaveRowsToo() {
        List<String> people = DICTIONARY.metrics().values().stream()
                .filter(metric -> metric.unit() == Metric.Unit.COUNT
                        && metric.additivity() == Metric.Additivity.NONE
                        && metric.grain() == Grain.HOUR)
                .map(Metric::id)
                .toList();
        assertThat(people).contains("visitors", "buyers", "old_buyers", "repeat_buyers", "orders_refunded");
        for (String metric : people) {
            sameOfEachDay(ask(metric, "2026-02-01..2026-04-15").shops("night", "day"), Story.NOW);
            sameOfEachDay(ask(metric, "2026-02-01..2026-04-15").shops("night").where("region", "上海"), Story.NOW);
            sameOfEachDay(ask(metric, "2026-04-01..2026-06-15").shops("club"), ClubStory.NOW);
        }
        sameOfEachDay(ask("paid_orders", "2026-02-01..2026-04-15"), Story.NOW);
        sameOfEachDay(ask("page_views", "2026-02-01..2026-04-15"), Story.NOW);
    }

    private static void sameOfEachDay(Story.Ask asked, Instant now) {
        String metric = asked.question().metrics().getFirst();
        long added = engine(now).ask(asked.grain(Grain.DAY).question(), Story.EVERYTHING).rows().stream()
                .mapToLong(row -> Long.parseLong(String.valueOf(row.get(metric))))
                .sum();
        AddedRows.same(tracer(now), DICTIONARY, RowsQuestion.ofEachDay(asked.question()), (Object) added);
    }

    /** By hand: alice and bob buy on a day each in February and on one more each until today, carol and erin on one. */
    @Test
    void eachDaysBuyersAreMoreThanThoseOfAllDays() {
        MetricQuestion question =
                ask("buyers", "2026-02-01..2026-04-15").shops("night").question();
        Figure whole = tracer(Story.NOW)
                .page(new RowsQuestion(question), Story.EVERYTHING)
                .figure();
        Figure days = tracer(Story.NOW)
                .page(RowsQuestion.ofEachDay(question), Story.EVERYTHING)
                .figure();
        assertThat(whole.value()).isEqualTo(4L);
        assertThat(days.value()).isEqualTo(6L);
        assertThat(days.formula()).isEqualTo("{buyers}");
        assertThat(days.parts().getFirst().rows())
                .isEqualTo(whole.parts().getFirst().rows());
        assertThat(days.parts().getFirst().totals())
                .extracting(Total::how, Total::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("distinct_by_day", "6"));
    }

    @Test
    void theDaysOfARateAreNotAddedUp() {
        MetricQuestion question = ask("aov", "2026-02-01..2026-04-15").question();
        assertThatThrownBy(() -> tracer(Story.NOW).page(RowsQuestion.ofEachDay(question), Story.EVERYTHING))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MetricError.BAD_ROWS))
                .hasMessageContaining("The days of aov do not add up: it is {gmv} / {buyers}");
    }

    @Test
    void everyHourAndTheBaseThatEndsWithinOne() {
        for (String metric : List.of("gmv", "visitors", "page_views", "uv_value", "sessions", "source_share")) {
            MetricQuestion hours =
                    ask(metric, "2026-04-14..2026-04-15").grain(Grain.HOUR).question();
            for (Map<String, @Nullable Object> row :
                    engine(Story.NOW).ask(hours, Story.EVERYTHING).rows()) {
                if (row.get(metric) != null) {
                    same(hours, rows(hours, Map.of(), String.valueOf(row.get("period")), false), row, Story.NOW);
                }
            }
            for (Comparison comparison : List.of(Comparison.PREVIOUS, Comparison.LAST_MONTH, Comparison.EVENT)) {
                MetricQuestion compared = ask(metric, "2026-04-15..2026-04-15")
                        .shops("night", "day")
                        .compare(comparison)
                        .question();
                Map<String, @Nullable Object> row =
                        engine(Story.NOW).ask(compared, Story.EVERYTHING).rows().getFirst();
                // without history it is not known that nothing was there
                if (row.get(metric + "_base") != null) {
                    same(compared, rows(compared, Map.of(), null, true), row, Story.NOW);
                }
                MetricQuestion byHour =
                        new Story.Ask(compared).shops("night").grain(Grain.HOUR).question();
                for (Map<String, @Nullable Object> hour :
                        engine(Story.NOW).ask(byHour, Story.EVERYTHING).rows()) {
                    if (hour.get(metric + "_base") != null) {
                        same(byHour, rows(byHour, Map.of(), String.valueOf(hour.get("period")), true), hour, Story.NOW);
                    }
                }
            }
        }
    }

    /** The figure beside each of a trend, where weeks and months are cut by the question, days have no partner and periods are open. */
    @ParameterizedTest
    @CsvSource({
        "PREVIOUS, 2026-03-28..2026-04-15, night club",
        "PREVIOUS_WEEKDAY, 2026-03-28..2026-04-15, night club",
        "LAST_MONTH, 2026-03-28..2026-04-15, night club",
        "LAST_YEAR, 2026-03-28..2026-04-15, club",
        "EVENT, 2026-04-09..2026-04-14, club",
    })
    void everyPeriodOfABase(Comparison comparison, String days, String shops) {
        int compared = 0;
        for (String metric :
                List.of("gmv", "visitors", "repurchase_rate", "layer_share_core", "retention_d1", "source_share")) {
            List<Grain> grains = Set.of("gmv", "layer_share_core").contains(metric)
                    ? List.of(Grain.DAY, Grain.WEEK, Grain.MONTH)
                    : List.of(Grain.WEEK, Grain.MONTH);
            for (Grain grain : grains) {
                MetricQuestion trend = ask(metric, days)
                        .shops(shops.split(" ", -1))
                        .grain(grain)
                        .compare(comparison)
                        .question();
                for (Map<String, @Nullable Object> row :
                        engine(Story.NOW).ask(trend, Story.EVERYTHING).rows()) {
                    if (row.get(metric + "_base") != null) {
                        String period = String.valueOf(row.get("period"));
                        same(trend, rows(trend, Map.of(), period, true), row, Story.NOW);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(8);
    }

    @Test
    void theRestOfABreakdownHasRowsToo() {
        for (String metric : List.of("gmv", "buyers", "aov")) {
            MetricQuestion top = ask(metric, "2026-02-01..2026-03-31")
                    .by("category")
                    .top(metric, 1)
                    .rest()
                    .question();
            MetricAnswer.Whole whole = Objects.requireNonNull(
                    engine(Story.NOW).ask(top, Story.EVERYTHING).whole());
            same(top, RowsQuestion.ofBeyond(top, 1, List.of()), Objects.requireNonNull(whole.rest()), Story.NOW);
        }
    }

    /** What the first rows are is said by all metrics of the breakdown and by the order, which may be another one's. */
    @Test
    void theRestOfEveryColumnOfABreakdownHasRows() {
        List<String> ids = List.of("gmv", "buyers", "visitors");
        MetricQuestion top = ask(String.join(",", ids), "2026-02-01..2026-04-15")
                .shops("night")
                .by("channel")
                .top("gmv", 1)
                .rest()
                .question();
        Map<String, @Nullable Object> rest = Objects.requireNonNull(Objects.requireNonNull(
                        engine(Story.NOW).ask(top, Story.EVERYTHING).whole())
                .rest());
        for (String id : ids) {
            MetricQuestion one = new MetricQuestion(
                    List.of(id), top.range(), Grain.TOTAL, top.by(), Map.of(), top.shops(), null, "gmv", null);
            AddedRows.same(tracer(Story.NOW), DICTIONARY, RowsQuestion.ofBeyond(one, 1, ids), rest);
        }
    }

    /** Worked out by hand: n1 of 110 with 10 of freight, whose sample cost nothing. */
    @Test
    void saysOfWhichOrdersAFigureIsMade() {
        Page page = tracer(Story.NOW)
                .page(new RowsQuestion(ask("aov", "2026-02-10..2026-02-10").question()), Story.EVERYTHING);

        Figure figure = page.figure();
        assertThat(figure.formula()).isEqualTo("{gmv} / {buyers}");
        assertThat(figure.value()).isEqualTo("110.00");
        assertThat(figure.currency()).isEqualTo("CNY");
        Part part = figure.parts().getFirst();
        assertThat(part.table()).isEqualTo("sales_line");
        assertThat(part.totals())
                .extracting(Total::name, Total::how, Total::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gmv", "sum", "110.00"),
                        org.assertj.core.groups.Tuple.tuple("buyers", "distinct", "1"));
        assertThat(page.rows())
                .extracting(
                        row -> row.get("order_id"),
                        row -> row.get("line_no"),
                        row -> row.get("gmv"),
                        row -> row.get("buyers"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("n1", "", "10.00", "alice"),
                        org.assertj.core.groups.Tuple.tuple("n1", "1", "100.00", "alice"),
                        org.assertj.core.groups.Tuple.tuple("n1", "2", "0.00", "alice"));
        // on the wall clock of the shop
        assertThat(page.rows().getFirst())
                .containsEntry("at", "2026-02-10T10:05:00")
                .containsEntry("day", "2026-02-10");
        assertThat(Objects.requireNonNull(page.labels().get("shop"))).containsKey("night");
    }

    @Test
    void aFilterTakesWhatIsBelowAPathAndACellDoesNot() {
        MetricQuestion below =
                ask("gmv", "2026-02-01..2026-03-31").where("category", "美妆").question();
        MetricQuestion all = ask("gmv", "2026-02-01..2026-03-31").by("category").question();

        assertThat(tracer(Story.NOW)
                        .page(new RowsQuestion(below), Story.EVERYTHING)
                        .rows())
                .isNotEmpty();
        assertThat(tracer(Story.NOW)
                        .page(rows(all, Map.of("category", "美妆"), null, false), Story.EVERYTHING)
                        .rows())
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherAndNothingIsTwice() {
        MetricQuestion question =
                ask("gmv", "2026-02-01..2026-04-15").shops("night", "day").question();
        List<Object> all = new ArrayList<>();
        Page page;
        int offset = 0;
        do {
            page = tracer(Story.NOW).page(new RowsQuestion(question).page(0, offset, 3), Story.EVERYTHING);
            all.addAll(page.rows());
            offset += 3;
        } while (!page.rows().isEmpty());
        assertThat(all)
                .hasSize(Math.toIntExact(page.figure().parts().getFirst().rows()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoMayNotExportSeesNoWholeIdOfAnybody() {
        Caller viewer = new Caller("vic", Role.VIEWER, Set.of());
        RowsQuestion question =
                new RowsQuestion(ask("buyers", "2026-02-10..2026-02-10").question());

        Page page = tracer(Story.NOW).page(question, viewer);
        assertThat(page.masked()).isTrue();
        assertThat(page.rows().getFirst()).containsEntry("customer", "a…e").containsEntry("buyers", "a…e");
        assertThatThrownBy(() -> tracer(Story.NOW).export(question, viewer)).hasMessageContaining("may not export");
    }

    @Test
    void csvHasTheRowsOfAllTablesAndAddsUp() throws IOException {
        MetricQuestion question = ask("net_sales", "2026-02-01..2026-03-31").question();
        Sheets sheets = tracer(Story.NOW).export(new RowsQuestion(question), Story.EVERYTHING);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowsCsv.write(sheets, out);

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        List<String> heads = List.of(lines.getFirst().substring(1).split(",", -1));
        assertThat(heads).startsWith("fact", "shop", "day", "at").endsWith("gmv", "refund_amount");
        BigDecimal net = BigDecimal.ZERO;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSize(heads.size());
            String paid = cells[heads.indexOf("gmv")];
            String back = cells[heads.indexOf("refund_amount")];
            net = net.add(paid.isEmpty() ? BigDecimal.ZERO : new BigDecimal(paid))
                    .subtract(back.isEmpty() ? BigDecimal.ZERO : new BigDecimal(back));
        }
        assertThat(net).isEqualByComparingTo(String.valueOf(sheets.figure().value()));
    }

    @Test
    void everyColumnHasATitleInBothLanguages() {
        for (String metric : DICTIONARY.metrics().keySet()) {
            for (Part part : tracer(Story.NOW)
                    .page(new RowsQuestion(ask(metric, "2026-02-01..2026-02-02").question()), Story.EVERYTHING)
                    .figure()
                    .parts()) {
                Map<String, Kind> kinds = new LinkedHashMap<>();
                part.columns().forEach(column -> {
                    assertThat(column.title().zh()).isNotBlank();
                    assertThat(column.title().en()).isNotBlank();
                    assertThat(kinds.put(column.id(), column.kind()))
                            .as(column.id())
                            .isNull();
                });
            }
        }
    }

    @Test
    void refusesAPeriodOfOtherDaysAndAPartThatIsNotThere() {
        MetricQuestion days =
                ask("gmv", "2026-02-01..2026-02-28").grain(Grain.DAY).question();
        assertThatThrownBy(() -> tracer(Story.NOW).page(rows(days, Map.of(), "2026-03-01", false), Story.EVERYTHING))
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining("is not within 2026-02-01 to 2026-02-28");
        assertThatThrownBy(() -> tracer(Story.NOW).page(rows(days, Map.of(), "yesterday", false), Story.EVERYTHING))
                .hasMessageContaining("is no day");
        assertThatThrownBy(() -> tracer(Story.NOW).page(new RowsQuestion(days).page(7, 0, 50), Story.EVERYTHING))
                .hasMessageContaining("There is no part 7");
    }

    @Test
    void seesNoShopThatTheCallerDoesNot() {
        Shop other = Story.DAY;
        Caller scoped = new Caller("ana", Role.ANALYST, Set.of(Story.NIGHT.id()));
        MetricQuestion question = new MetricQuestion(
                List.of("gmv"),
                Story.days("2026-02-01..2026-02-28"),
                Grain.TOTAL,
                List.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null);
        Page page = tracer(Story.NOW).page(new RowsQuestion(question), scoped);
        assertThat(page.rows()).isNotEmpty().noneMatch(row -> other.id().equals(row.get("shop")));
        assertThat(page.figure().range())
                .isEqualTo(
                        new DayRange(question.range().from(), question.range().to()));
    }
}
