package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.OwnDefinitions;
import io.quanjing.metric.dictionary.Problem;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop's own metrics and dimensions, beside queries written by hand. */
class OwnMetricsTest {

    static final String TEXT = """
            metrics:
              commission:
                title: {zh: 平台佣金, en: Commission}
                expression: (gmv - refund_amount) * 0.05
              search_gmv:
                title: {zh: 搜索支付金额, en: GMV of search}
                expression: gmv
                where: channel_kind = search
              search_share:
                title: {zh: 搜索占比, en: Share of search}
                expression: search_gmv / gmv
              evening_orders:
                title: {zh: 夜间订单, en: Night orders}
                expression: paid_orders
                where: hour in 0..6 and region != 江苏
              mask_buyers:
                title: {zh: 美妆买家, en: Buyers of cosmetics}
                expression: buyers
                where: category = 美妆
              east_profit:
                title: {zh: 华东毛利, en: Gross profit of the east}
                expression: gross_profit
                where: area = east
            dimensions:
              area:
                title: {zh: 大区, en: Area}
                from: region
                groups:
                  east: {title: {zh: 华东, en: East}, values: [上海, 江苏]}
                  west: {title: {zh: 西南, en: West}, values: [四川]}
              traffic:
                title: {zh: 流量, en: Traffic}
                from: channel_kind
                groups:
                  natural: [search, recommend]
              ware:
                title: {zh: 大类, en: Ware}
                from: category
                groups:
                  beauty: [美妆]
              weekend:
                title: {zh: 周末, en: Weekend}
                from: weekday
                groups:
                  weekend: [6, 7]
            """;
    private static final String FEBRUARY = "2026-02-01..2026-02-28";
    private static final String ALL = "2025-01-01..2026-04-15";
    private static final Caller ONLY_DAY = new Caller("day", Role.OPERATOR, Set.of("day"));

    private final DataSource source = TestPostgres.migrated();
    private final Dictionary program = Dictionary.load();
    private final ShopDefinitionStore store = new ShopDefinitionStore(JdbcClient.create(source));
    private final List<String> audited = new ArrayList<>();
    private final ShopDefinitionEdits edits = new ShopDefinitionEdits(
            program,
            store,
            (caller, action, subject, details) -> audited.add(caller.name() + " " + action.code() + " " + subject),
            new TransactionTemplate(new JdbcTransactionManager(source)),
            InstantSource.fixed(Instant.parse("2026-04-15T06:25:00.123456Z")));
    private final ShopDictionaries own = new ShopDictionaries(program, store);
    private final ScopedDictionaries dictionaries = new ScopedDictionaries(program, own, Story.SHOPS);
    private final MetricEngine engine = new MetricEngine(
            program, Story.get().warehouse, Story.SHOPS, Story.CALENDAR, InstantSource.fixed(Story.NOW));
    private final ScopedMetrics metrics = new ScopedMetrics(engine, dictionaries);

    private Map<String, @Nullable Object> row(Story.Ask ask) {
        return metrics.ask(ask.question(), Story.EVERYTHING).rows().getFirst();
    }

    private static BigDecimal sql(String query) {
        Object value = Story.get()
                .warehouse
                .query(SqlQuery.of(query), QueryOptions.interactive())
                .rows()
                .getFirst()
                .getFirst();
        return new BigDecimal(String.valueOf(value));
    }

    @Test
    void ownFiguresAreThoseOfAQueryByHand() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        String sales =
                " from sales_line where shop = 'night' and paid_day between DATE '2026-02-01' and DATE '2026-02-28'";
        Map<String, @Nullable Object> february =
                row(ask("commission,search_gmv,search_share,evening_orders,mask_buyers", FEBRUARY));
        BigDecimal gmv = sql("select sum(paid_amount)" + sales);
        BigDecimal refunds = sql(
                "select sum(amount) from refund_line where shop = 'night' and refund_day between DATE '2026-02-01' and DATE '2026-02-28'");
        BigDecimal search = sql("select sum(paid_amount)" + sales
                + " and channel in (select channel from channel where kind = 'search')");
        assertThat(february)
                .containsEntry(
                        "commission",
                        gmv.subtract(refunds)
                                .multiply(new BigDecimal("0.05"))
                                .setScale(2, java.math.RoundingMode.HALF_UP)
                                .toPlainString())
                .containsEntry("search_gmv", search.setScale(2).toPlainString())
                .containsEntry("search_gmv", "110.00")
                .containsEntry(
                        "search_share",
                        search.divide(gmv, java.math.MathContext.DECIMAL128).doubleValue())
                .containsEntry(
                        "mask_buyers",
                        sql("select count(distinct customer)" + sales + " and category like '美妆%'")
                                .longValueExact());
        String year =
                " from sales_line where shop = 'night' and paid_day between DATE '2025-01-01' and DATE '2026-04-15'";
        assertThat(row(ask("evening_orders", ALL)))
                .containsEntry(
                        "evening_orders",
                        sql("select count(distinct order_id)" + year
                                        + " and paid_hour between 0 and 6 and (region is null or region <> '江苏')")
                                .longValueExact())
                .containsEntry("evening_orders", 1L);
    }

    @Test
    void narrowingIsTheSameAsAFilter() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        Object narrowed = row(ask("east_profit", FEBRUARY)).get("east_profit");
        assertThat(narrowed)
                .isNotNull()
                .isEqualTo(
                        row(ask("gross_profit", FEBRUARY).where("area", "east")).get("gross_profit"))
                .isEqualTo(row(ask("gross_profit", FEBRUARY).where("region", "上海", "江苏"))
                        .get("gross_profit"));
        edits.save(Story.DAY, TEXT, 0, Story.EVERYTHING);
        MetricAnswer unknown =
                metrics.ask(ask("east_profit", FEBRUARY).shops("day").question(), Story.EVERYTHING);
        assertThat(unknown.rows().getFirst()).containsEntry("east_profit", null);
        assertThat(unknown.notes())
                .contains(new MetricAnswer.Note(
                        "metric.cost_unknown", "east_profit", Map.of("without", 1L, "items", 1L)));
    }

    @Test
    void theGroupsOfADimensionAddUpToTheTotal() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        for (String dimension : List.of("area", "traffic", "ware", "weekend")) {
            List<Map<String, @Nullable Object>> rows = metrics.ask(
                            ask("gmv", ALL).by(dimension).question(), Story.EVERYTHING)
                    .rows();
            assertThat(rows.stream()
                            .map(row -> new BigDecimal(String.valueOf(row.get("gmv"))))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as(dimension)
                    .isEqualByComparingTo(String.valueOf(row(ask("gmv", ALL)).get("gmv")));
        }
        MetricAnswer areas =
                metrics.ask(ask("gmv,visitors", FEBRUARY).by("area").question(), Story.EVERYTHING);
        assertThat(areas.rows().getFirst()).containsEntry("area", "east").containsEntry("gmv", "170.01");
        assertThat(areas.labels().getOrDefault("area", Map.of()))
                .containsEntry("east", new MetricAnswer.Label("华东", "East"));
        assertThat(metrics.ask(ask("gmv", ALL).by("weekend").grain(Grain.MONTH).question(), Story.EVERYTHING)
                        .rows())
                .isNotEmpty();
        assertThat(metrics.ask(
                                ask("gmv", FEBRUARY)
                                        .by("ware", "area")
                                        .where("traffic", "natural")
                                        .question(),
                                Story.EVERYTHING)
                        .rows()
                        .getFirst())
                .containsEntry("ware", "beauty")
                .containsEntry("area", "east");
        assertThat(metrics.values("area", "华", List.of("night"), Story.EVERYTHING))
                .extracting(Metrics.FoundValue::value)
                .containsExactly("east");
    }

    @Test
    void aNewVersionHoldsWithTheNextQuestion() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        MetricQuestion question = ask("commission", FEBRUARY).question();
        Object edition = dictionaries.edition(question, List.of(Story.NIGHT));
        Object before = row(ask("commission", FEBRUARY)).get("commission");
        edits.save(Story.NIGHT, TEXT.replace("* 0.05", "* 0.1"), 1, Story.EVERYTHING);
        assertThat(new BigDecimal(
                        String.valueOf(row(ask("commission", FEBRUARY)).get("commission"))))
                .isEqualByComparingTo(new BigDecimal(String.valueOf(before)).multiply(BigDecimal.TWO));
        assertThat(dictionaries.edition(question, List.of(Story.NIGHT))).isNotEqualTo(edition);
        assertThat(dictionaries.edition(ask("gmv", FEBRUARY).question(), List.of(Story.NIGHT)))
                .isEqualTo(Map.of());
    }

    @Test
    void aMomentIsAskedWithTheDefinitionsOfThen() {
        // All facts of the story are known by then.
        Instant then = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        String dearer = TEXT.replace("* 0.05", "* 0.1");
        assertThat(store.add(new ShopDefinition("night", 1, TEXT, "test", then.minusSeconds(60)), 9))
                .isTrue();
        assertThat(store.add(new ShopDefinition("night", 2, dearer, "test", then.plusSeconds(60)), 9))
                .isTrue();
        KnownPasts pasts = new KnownPasts(
                dictionaries,
                Story.get().warehouse,
                Story.SHOPS,
                Story.CALENDAR,
                InstantSource.fixed(then.plusSeconds(120)));

        MetricAnswer past = pasts.at(then.toString())
                .metrics()
                .ask(ask("commission", FEBRUARY).question(), Story.EVERYTHING);

        assertThat(new BigDecimal(
                        String.valueOf(row(ask("commission", FEBRUARY)).get("commission"))))
                .isPositive()
                .isEqualByComparingTo(
                        new BigDecimal(String.valueOf(past.rows().getFirst().get("commission")))
                                .multiply(BigDecimal.TWO));
        // What did not exist yet can be asked of the past, as it was first written.
        assertThat(store.versions(List.of("night", "day"), then.minusSeconds(3_600)))
                .isEqualTo(Map.of("night", 1L));
    }

    @Test
    void aQuestionOverShopsThatDoNotAllHaveItIsRefusedWithTheShopThatHas() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        assertRefused(ask("commission", FEBRUARY).shops("day"), Story.EVERYTHING, "Maybe ask for 夜店 alone.");
        assertRefused(ask("commission", FEBRUARY).shops("day", "night"), Story.EVERYTHING, "not all shops asked for");
        assertRefused(ask("commission", FEBRUARY).shops("day"), ONLY_DAY, "There is no metric commission.");
        edits.save(
                Story.DAY,
                "metrics:\n  commission:\n    expression: (gmv - refund_amount) * 0.05\n    title: {zh: 平台佣金, en: Commission}\n",
                0,
                Story.EVERYTHING);
        assertRefused(ask("commission", FEBRUARY).shops("day", "night"), Story.EVERYTHING, "not all shops asked for");
        edits.save(Story.DAY, TEXT.substring(0, TEXT.indexOf("  search_gmv:")), 1, Story.EVERYTHING);
        Map<String, @Nullable Object> both = row(ask("commission,gmv", FEBRUARY).shops("day", "night"));
        assertThat(both).containsEntry("gmv", "200.00").containsEntry("commission", "9.50");
        assertRefused(ask("search_gmv", FEBRUARY).shops("day", "night"), Story.EVERYTHING, "Maybe ask for 夜店 alone.");
        assertThat(metrics.dictionary(List.of("night"), Story.EVERYTHING).metrics())
                .filteredOn(metric -> metric.group().equals("own"))
                .hasSize(6);
        assertThat(metrics.dictionary(List.of("night", "day"), Story.EVERYTHING).metrics())
                .filteredOn(metric -> metric.group().equals("own"))
                .extracting(MetricDictionary.Metric::id)
                .containsExactly("commission");
    }

    private void assertRefused(Story.Ask ask, Caller caller, String words) {
        assertThatThrownBy(() -> metrics.ask(ask.question(), caller))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MetricError.UNKNOWN_METRIC))
                .hasMessageContaining(words);
    }

    @Test
    void aTextWithAMistakeIsNotKeptAndTwoAtOnceDoNotOverwriteEachOther() {
        assertThatThrownBy(() -> edits.save(Story.NIGHT, TEXT.replace("gmv -", "gvm -"), 0, Story.EVERYTHING))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MetricError.BAD_DEFINITION))
                .hasMessage("Line 4, column 18: There is no metric or measure gvm. Maybe you meant gmv.");
        assertThat(edits.latest(Story.NIGHT).version()).isZero();
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        assertThatThrownBy(() -> edits.save(Story.NIGHT, "", 0, Story.EVERYTHING))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MetricError.DEFINITIONS_MOVED));
        edits.save(Story.NIGHT, "", 1, Story.EVERYTHING);
        assertThat(edits.history(Story.NIGHT))
                .extracting(ShopDefinition::version)
                .containsExactly(2L, 1L);
        assertThat(edits.version(Story.NIGHT, 1).text()).isEqualTo(TEXT);
        assertThatThrownBy(() -> edits.version(Story.NIGHT, 9)).hasMessageContaining("no version 9");
        assertThat(audited)
                .containsExactly("test metric.definitions_saved night", "test metric.definitions_removed night");
        assertThat(store.versions(List.of("night", "day"), null)).isEqualTo(Map.of("night", 2L));
    }

    @Test
    void aValueThatTheShopsDataDoesNotHaveIsAHintAndNoMistake() {
        ValueHints hints = new ValueHints(Story.get().warehouse);
        String text = """
                metrics:
                  one: {title: 一, expression: gmv, where: "region in 上海, 江苏省 and category = 美妆"}
                dimensions:
                  two: {title: 二, from: channel, groups: {a: [taobao_search, taobao_serach]}}
                """;
        OwnDefinitions read = edits.check(text);
        assertThat(read.problems()).isEmpty();
        assertThat(hints.of(read, Story.NIGHT))
                .extracting(Problem::rule, Problem::line, Problem::column, Problem::value, Problem::maybe)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Problem.Rule.UNSEEN_VALUE, 4, 62, "taobao_serach", List.of("taobao_search")),
                        org.assertj.core.groups.Tuple.tuple(Problem.Rule.UNSEEN_VALUE, 2, 58, "江苏省", List.of("江苏")));
    }

    @Test
    void anExamplePutsTheShopsFiguresIntoTheFormula() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        InstantSource now = InstantSource.fixed(Story.NOW);
        MetricExamples examples = new MetricExamples(
                new MetricEngine(program, Story.get().warehouse, Story.SHOPS, Story.CALENDAR, now), own, now);
        MetricExamples.Example aov = examples.of("aov", Story.NIGHT, Story.EVERYTHING);
        assertThat(aov)
                .isEqualTo(new MetricExamples.Example(
                        "2026-04-08",
                        "2026-04-14",
                        "270.00",
                        "CNY",
                        Map.of(
                                "gmv",
                                new MetricExamples.Part("540.00", "amount"),
                                "buyers",
                                new MetricExamples.Part(2L, "count"))));
        assertThat(examples.of("gmv", Story.NIGHT, Story.EVERYTHING).parts()).isEmpty();
        MetricExamples.Example retention = examples.of("retention_d7", Story.NIGHT, Story.EVERYTHING);
        assertThat(retention.parts()).containsOnlyKeys("visitors_back_7", "visitors_before_7");
        assertThat(examples.of("commission", Story.NIGHT, Story.EVERYTHING).value())
                .isEqualTo("27.00");
        for (String id : program.metrics().keySet()) {
            assertThat(examples.of(id, Story.DAY, Story.EVERYTHING).to()).isEqualTo("2026-04-14");
        }
    }

    @Test
    void aMetricTellsOfWhatItIsMadeAndFromWhichFacts() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
        MetricDetails details = new MetricDetails(own, store, Story.SHOPS);
        MetricDetails.Detail aov = details.of("aov", List.of("night"), Story.EVERYTHING);
        assertThat(aov.expression()).isEqualTo("gmv / buyers");
        assertThat(aov.uses()).extracting(MetricDetails.Link::id).containsExactly("gmv", "buyers");
        assertThat(aov.changed().on()).isEqualTo("2026-11-21");
        MetricDetails.Detail gmv = details.of("gmv", List.of("night"), Story.EVERYTHING);
        assertThat(gmv.uses()).isEmpty();
        assertThat(gmv.usedBy())
                .extracting(MetricDetails.Link::id)
                .contains("aov", "net_sales", "commission", "search_gmv")
                .doesNotContain("gmv");
        assertThat(gmv.measures())
                .containsExactly(new MetricDetails.MeasureDetail(
                        "gmv", "sales_line", "sum", "paid_amount", "paid_day", "", "each"));
        assertThat(gmv.tables())
                .filteredOn(table -> table.name().equals("sales_line"))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.transform()).isEqualTo("sales_line");
                    assertThat(table.from())
                            .containsExactlyInAnyOrder(
                                    "order_header", "order_line", "product", "product_cost", "session");
                });
        assertThat(gmv.tables()).extracting(MetricDetails.TableDetail::name).contains("event", "session");
        MetricDetails.Detail ltv = details.of("ltv_90", List.of("night"), Story.EVERYTHING);
        assertThat(ltv.measures())
                .contains(new MetricDetails.MeasureDetail(
                        "refunds_in_90", "refund_line", "sum", "amount", "paid_day", "", "since_first"));
        assertThat(ltv.tables().stream().map(MetricDetails.TableDetail::name).toList())
                .contains("refund")
                .endsWith("session", "sales_line", "refund_line");
        MetricDetails.Detail search = details.of("search_gmv", List.of("night"), Story.EVERYTHING);
        assertThat(search.where()).isEqualTo("channel_kind = search");
        assertThat(search.measures().getFirst().condition()).isEqualTo("channel_kind = search");
        assertThat(search.changed().by()).isEqualTo("test");
        for (MetricDictionary.Metric metric :
                metrics.dictionary(List.of("night"), Story.EVERYTHING).metrics()) {
            MetricDetails.Detail detail = details.of(metric.id(), List.of("night"), Story.EVERYTHING);
            assertThat(detail.tables()).as(metric.id()).isNotEmpty();
            assertThat(detail.tables())
                    .as(metric.id())
                    .allSatisfy(table -> assertThat(table.title().zh()).isNotEqualTo(table.name()));
        }
    }
}
