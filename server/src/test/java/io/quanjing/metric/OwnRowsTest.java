package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.MetricRows.Figure;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Total;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Figures of a shop's own metrics and parts of its own dimensions open the rows behind them, which add up to them. */
class OwnRowsTest {

    /** Beside the usual ones: people who are narrowed twice, a share, and measures that no metric of the program has. */
    private static final String TEXT = OwnMetricsTest.TEXT.replace("dimensions:\n", """
              east_mask_buyers:
                title: {zh: 东部美妆买家, en: Buyers of cosmetics in the east}
                expression: mask_buyers
                where: region in 上海, 江苏
              east_repeat_buyers:
                title: {zh: 华东复购买家, en: Repeat buyers of the east}
                expression: repeat_buyers
                where: area = east
              lines_each:
                title: {zh: 每单行数, en: Lines of an order}
                expression: (lines_paid + returns) / paid_orders
              loyalty:
                title: {zh: 忠诚度, en: Loyalty}
                expression: retention_d1 * 100
            dimensions:
            """.stripTrailing() + "\n");

    private static final List<String> OWN_DIMENSIONS = List.of("area", "traffic", "ware", "weekend");
    private static final String DAYS = "2026-02-01..2026-04-15";

    private final DataSource source = TestPostgres.migrated();
    private final Dictionary program = Dictionary.load();
    private final ShopDefinitionStore store = new ShopDefinitionStore(JdbcClient.create(source));
    private final ShopDefinitionEdits edits = new ShopDefinitionEdits(
            program,
            store,
            (caller, action, subject, details) -> {},
            new TransactionTemplate(new JdbcTransactionManager(source)),
            InstantSource.fixed(Story.NOW));
    private final ShopDictionaries own = new ShopDictionaries(program, store);
    private final ScopedDictionaries dictionaries = new ScopedDictionaries(program, own, Story.SHOPS);
    private final MetricEngine engine = new MetricEngine(
            program, Story.get().warehouse, Story.SHOPS, Story.CALENDAR, InstantSource.fixed(Story.NOW));
    private final Metrics metrics = new ScopedMetrics(engine, dictionaries);
    private final MetricRows rows =
            new ScopedRows(new RowTracer(program, Story.get().warehouse, engine, QueryOptions.batch()), dictionaries);

    @BeforeEach
    void write() {
        edits.save(Story.NIGHT, TEXT, 0, Story.EVERYTHING);
    }

    private Dictionary dictionary() {
        return own.of(List.of(Story.NIGHT)).dictionary();
    }

    private void same(RowsQuestion asked, Map<String, @Nullable Object> row) {
        AddedRows.same(rows, dictionary(), asked, row);
    }

    private List<Map<String, @Nullable Object>> answered(MetricQuestion question) {
        return metrics.ask(question, Story.EVERYTHING).rows();
    }

    private void sameByEveryCell(MetricQuestion by) {
        for (Map<String, @Nullable Object> row : answered(by)) {
            Map<String, @Nullable String> cell = new HashMap<>();
            by.by()
                    .forEach(dimension -> cell.put(
                            dimension, row.get(dimension) == null ? null : String.valueOf(row.get(dimension))));
            same(new RowsQuestion(by, cell, null, false), row);
        }
    }

    @Test
    void rowsAddUpToEveryFigureOfAnOwnMetric() {
        Set<String> ids = own.of(List.of(Story.NIGHT)).metrics().keySet();
        assertThat(ids).hasSize(10);
        for (String id : ids) {
            Metric metric = dictionary().metric(id);
            MetricQuestion whole = ask(id, DAYS).question();
            same(new RowsQuestion(whole), answered(whole).getFirst());
            Stream.concat(OWN_DIMENSIONS.stream(), Stream.of("region", "channel_kind", "category"))
                    .filter(metric.dimensions()::contains)
                    .forEach(dimension ->
                            sameByEveryCell(ask(id, DAYS).by(dimension).question()));
            MetricQuestion months = ask(id, DAYS).grain(Grain.MONTH).question();
            answered(months)
                    .forEach(row ->
                            same(new RowsQuestion(months, Map.of(), String.valueOf(row.get("period")), false), row));
            MetricQuestion compared =
                    ask(id, "2026-04-15").compare(Comparison.PREVIOUS).question();
            same(
                    new RowsQuestion(compared, Map.of(), null, true),
                    answered(compared).getFirst());
        }
    }

    @Test
    void rowsAddUpToEveryPartByAnOwnDimension() {
        for (String id : List.of("gmv", "buyers", "aov", "visitors", "source_share", "repeat_buyers", "retention_d1")) {
            OWN_DIMENSIONS.stream()
                    .filter(dictionary().metric(id).dimensions()::contains)
                    .forEach(dimension ->
                            sameByEveryCell(ask(id, DAYS).by(dimension).question()));
        }
        sameByEveryCell(ask("gmv", DAYS).by("ware", "area", "channel").question());
        for (String value : List.of("east", "west", "other")) {
            MetricQuestion filtered = ask("aov", DAYS).where("area", value).question();
            same(new RowsQuestion(filtered), answered(filtered).getFirst());
            sameByEveryCell(
                    ask("commission", DAYS).where("area", value).by("ware").question());
        }
    }

    @Test
    void peopleOfEachDayAddedUpHaveRowsToo() {
        for (String id : List.of("mask_buyers", "east_repeat_buyers", "evening_orders")) {
            MetricQuestion question = ask(id, DAYS).where("area", "east").question();
            long added = answered(new Story.Ask(question).grain(Grain.DAY).question()).stream()
                    .mapToLong(row -> Long.parseLong(String.valueOf(row.get(id))))
                    .sum();
            AddedRows.same(rows, dictionary(), RowsQuestion.ofEachDay(question), (Object) added);
        }
    }

    @Test
    void theRestOfABreakdownByAnOwnDimensionHasRowsToo() {
        for (String id : List.of("gmv", "commission", "mask_buyers")) {
            MetricQuestion top = ask(id, DAYS).by("area").top(id, 1).rest().question();
            MetricAnswer.Whole whole =
                    Objects.requireNonNull(metrics.ask(top, Story.EVERYTHING).whole());
            same(RowsQuestion.ofBeyond(top, 1, List.of()), Objects.requireNonNull(whole.rest()));
        }
    }

    /** Worked out by hand: in February n1 of 110 came by search, n2 of 60.01 by an advertisement. */
    @Test
    void whatAShopNarrowedIsCalledAfterTheWholeAndTheCondition() {
        Figure figure = rows.page(
                        new RowsQuestion(
                                ask("search_share", "2026-02-01..2026-02-28").question()),
                        Story.EVERYTHING)
                .figure();
        assertThat(figure.formula()).isEqualTo("{search_gmv__gmv} / {gmv}");
        assertThat(figure.parts())
                .singleElement()
                .extracting(Part::totals)
                .satisfies(totals -> assertThat(totals)
                        .extracting(Total::name, Total::title, Total::value)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(
                                        "search_gmv__gmv",
                                        new Label("支付金额 (GMV)（渠道类型 = 搜索）", "GMV (Channel kind = Search)"),
                                        "110.00"),
                                org.assertj.core.groups.Tuple.tuple(
                                        "gmv",
                                        Labels.label(program.metric("gmv").title()),
                                        "170.01")));
        assertThat(rows.page(
                                new RowsQuestion(ask("east_mask_buyers", "2026-02-01..2026-02-28")
                                        .question()),
                                Story.EVERYTHING)
                        .figure()
                        .parts()
                        .getFirst()
                        .totals()
                        .getFirst()
                        .title()
                        .zh())
                .contains("= 美妆")
                .contains("= 上海、江苏");
    }

    @Test
    void anotherShopsNameIsRefusedAsItsFigureIs() {
        RowsQuestion asked = new RowsQuestion(
                ask("commission", "2026-02-01..2026-02-28").shops("day").question());
        assertThatThrownBy(() -> rows.page(asked, Story.EVERYTHING)).hasMessageContaining("Maybe ask for 夜店 alone.");
        Caller onlyDay = new Caller("day", Role.ANALYST, Set.of("day"));
        assertThatThrownBy(() -> rows.export(asked, onlyDay)).hasMessageContaining("There is no metric commission.");
        RowsQuestion cell = new RowsQuestion(
                ask("gmv", "2026-02-01..2026-02-28").shops("day").question(), Map.of("area", "east"), null, false);
        assertThatThrownBy(() -> rows.page(cell, Story.EVERYTHING)).hasMessageContaining("Maybe ask for 夜店 alone.");
    }
}
