package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Shops;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.plan.PlanNode;
import io.quanjing.metric.plan.PlanNode.Figures;
import io.quanjing.metric.plan.Planner;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.sql.PlanRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.Warehouse.Dialect;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The words of a question for each engine, so that a change shows, and beside each a query that somebody wrote by hand over the facts and
 * that gives the same rows. To renew the words: {@code -Dquanjing.golden=write}.
 */
class GoldenSqlTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/metric");

    private static Map<String, Story.Ask> questions() {
        Map<String, Story.Ask> questions = new LinkedHashMap<>();
        questions.put(
                "sales_by_day",
                ask("gmv,paid_orders,order_amount,orders,refund_amount", "2026-03-05..2026-03-11")
                        .grain(Grain.DAY));
        questions.put(
                "top_regions",
                ask("gmv,aov,buyers", "2026-02-01..2026-03-31").by("region").top("gmv", 2));
        questions.put(
                "rest_of_top_category",
                ask("gmv,aov,buyers,refund_amount", "2026-02-01..2026-03-31")
                        .by("category_2")
                        .top("gmv", 1)
                        .rest());
        questions.put(
                "profit_by_category",
                ask("net_sales,cost_of_goods,gross_profit", "2026-02-01..2026-03-31")
                        .by("category_1"));
        questions.put(
                "pay_rate_by_channel_kind",
                ask("visitors,buyers,pay_rate", "2026-02-10..2026-02-11").by("channel_kind"));
        questions.put(
                "traffic_by_product",
                ask("page_views,product_viewers,cart_adders", "2026-02-01..2026-02-28")
                        .by("product"));
        questions.put(
                "sessions_by_weekday",
                ask("sessions,bounce_rate", "2026-02-09..2026-02-15").by("weekday"));
        questions.put(
                "people_of_several_shops",
                ask("buyers,paid_orders", "2026-02-01..2026-03-31")
                        .shops("night", "day")
                        .grain(Grain.MONTH)
                        .where("region", "上海", "江苏"));
        questions.put("order_pay_rate", ask("order_pay_rate", "2026-02-01..2026-04-15"));
        questions.put(
                "who_pays_after_looking",
                ask("product_pay_rate,new_visitors,new_visitor_pay_rate", "2026-03-28..2026-03-29")
                        .shops("oslo")
                        .grain(Grain.DAY));
        questions.put(
                "retention_by_day",
                ask("retention_d1,retention_within_d7", "2026-02-10..2026-02-13")
                        .grain(Grain.DAY));
        questions.put(
                "who_buys_again",
                ask("repurchase_rate,repurchase_rate_30d,dormant_share", "2026-02-01..2026-04-15")
                        .shops("night", "club")
                        .grain(Grain.MONTH));
        questions.put(
                "layers_of_customers",
                ask(
                                "layer_share_core,layer_share_potential,layer_share_lapsing,layer_share_ordinary,layer_share_dormant",
                                "2026-02-01..2026-04-15")
                        .shops("night", "club")
                        .grain(Grain.MONTH));
        questions.put(
                "worth_of_new_customers",
                ask("ltv_90,ltv_365", "2025-04-01..2026-04-15").shops("night", "club"));
        questions.put(
                "advertising_by_channel",
                ask("ad_cost,attributed_gmv,roi", "2026-05-01..2026-05-31")
                        .shops("club")
                        .by("channel"));
        questions.put(
                "shares_of_sources",
                ask("sessions,source_share", "2026-02-10..2026-02-12")
                        .by("channel")
                        .top("sessions", 2));
        questions.put("refund_rates", ask("refund_rate_amount,refund_rate_orders", "2026-02-01..2026-02-28"));
        questions.put(
                "base_of_an_open_week",
                ask("gmv,visitors", "2026-04-13..2026-04-19").grain(Grain.WEEK).compare(Comparison.PREVIOUS));
        questions.put(
                "base_of_an_open_event",
                ask("gmv,buyers", "2026-04-12..2026-04-15").grain(Grain.DAY).compare(Comparison.EVENT));
        return questions;
    }

    @TestFactory
    Stream<DynamicTest> theWordsForEachEngineAreTheseOnes() {
        return questions().entrySet().stream()
                .flatMap(question -> Stream.of(Dialect.values())
                        .map(dialect -> DynamicTest.dynamicTest(question.getKey() + " " + dialect, () -> {
                            String words = words(question.getValue().question(), dialect);
                            Path file = FOLDER.resolve(question.getKey() + "."
                                    + dialect.name().toLowerCase(java.util.Locale.ROOT) + ".sql");
                            if ("write".equals(System.getProperty("quanjing.golden"))) {
                                assertThat(Files.writeString(file, words)).exists();
                            }
                            assertThat(words).isEqualTo(Files.readString(file));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> theRowsAreThoseOfAQueryWrittenByHand() {
        return questions().entrySet().stream()
                .map(question -> DynamicTest.dynamicTest(question.getKey(), () -> {
                    MetricAnswer.Whole whole = question.getValue().answer().whole();
                    Stream<Map<String, @Nullable Object>> beside =
                            whole == null ? Stream.of() : Stream.of(unnamed(whole.rest()), unnamed(whole.total()));
                    List<List<String>> answer = Stream.concat(question.getValue().rows().stream(), beside)
                            .map(row -> row.entrySet().stream()
                                    .filter(cell -> !cell.getKey().endsWith("_change"))
                                    .map(cell -> plain(cell.getValue()))
                                    .toList())
                            .toList();
                    assertThat(answer).isNotEmpty().isEqualTo(check(question.getKey()));
                }));
    }

    /** The hand-written query has a cell for the dimension in each row. */
    private static Map<String, @Nullable Object> unnamed(@Nullable Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("dimension", null);
        cells.putAll(Objects.requireNonNull(row));
        return cells;
    }

    private static List<List<String>> check(String name) throws IOException {
        SqlQuery query = SqlQuery.of(Files.readString(FOLDER.resolve(name + ".check.sql")));
        return Story.get().warehouse.query(query, QueryOptions.batch()).rows().stream()
                .map(row -> row.stream().map(GoldenSqlTest::plain).toList())
                .toList();
    }

    private static String plain(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (text.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?")) {
            return new BigDecimal(text).setScale(6, RoundingMode.HALF_UP).toPlainString();
        }
        // a month is written by its first day in SQL
        return text.matches("\\d{4}-\\d{2}") ? text + "-01" : text;
    }

    private static String words(MetricQuestion question, Dialect dialect) {
        Story story = Story.get();
        Dictionary dictionary = Dictionary.load();
        Shops shops = Story.SHOPS;
        MetricEngine engine =
                new MetricEngine(dictionary, story.warehouse, shops, Story.CALENDAR, InstantSource.fixed(Story.NOW));
        ResolvedQuestion resolved = engine.resolve(question, Story.EVERYTHING, 10_000);
        PlanNode plan = new Planner(dictionary).plan(resolved);
        List<Figures> figures = new ArrayList<>();
        if (plan instanceof PlanNode.Compare compare) {
            figures.add(compare.current());
            figures.add(compare.base());
        } else {
            figures.add((Figures) plan);
        }
        if (question.rest()) {
            List<List<@Nullable Object>> shown = Story.get().metrics.ask(question, Story.EVERYTHING).rows().stream()
                    .map(row -> resolved.by().stream()
                            .<@Nullable Object>map(dimension -> row.get(dimension.id()))
                            .toList())
                    .toList();
            figures.add((Figures) new Planner(dictionary).plan(resolved.beyond(shown)));
        }
        StringBuilder words = new StringBuilder();
        for (Figures each : figures) {
            SqlQuery query = PlanRenderer.render(each.input(), resolved.now(), dialect);
            words.append(broken(query.sql()))
                    .append(";\n-- ")
                    .append(Objects.toString(query.binds()))
                    .append('\n');
        }
        return words.toString();
    }

    /** One clause a line, so that a difference can be read. */
    private static String broken(String sql) {
        return sql.replaceAll(
                " (?=(from|left outer join|where|group by|order by|union all|limit|fetch next) )|(?<=,) (?=(sum|count|cast|min|max)\\()",
                "\n");
    }

    @TestFactory
    Stream<DynamicTest> noValueOfAQuestionBecomesPartOfItsWords() {
        String evil = "x'; drop table event; --";
        return Stream.of(Dialect.values())
                .map(dialect -> DynamicTest.dynamicTest(dialect.name(), () -> {
                    Warehouse warehouse = Story.get().warehouse;
                    Dictionary dictionary = Dictionary.load();
                    ResolvedQuestion plain = new MetricEngine(
                                    dictionary, warehouse, Story.SHOPS, InstantSource.fixed(Story.NOW))
                            .resolve(
                                    ask("gmv,visitors", "2026-02-01")
                                            .by("channel_kind")
                                            .question(),
                                    Story.EVERYTHING,
                                    10_000);
                    List<io.quanjing.metric.plan.Keep> keeps = new ArrayList<>();
                    for (String dimension : List.of("region", "channel_kind", "channel")) {
                        keeps.add(new io.quanjing.metric.plan.Keep(dictionary.dimension(dimension), List.of(evil)));
                    }
                    ResolvedQuestion question = new ResolvedQuestion(
                            plain.metrics(),
                            plain.range(),
                            plain.grain(),
                            plain.by(),
                            keeps,
                            plain.shops(),
                            null,
                            null,
                            10,
                            plain.now());
                    Figures figures = (Figures) new Planner(dictionary).plan(question);
                    SqlQuery query = PlanRenderer.render(figures.input(), plain.now(), dialect);
                    assertThat(query.sql()).doesNotContain("drop");
                    assertThat(query.binds()).contains(evil);
                }));
    }
}
