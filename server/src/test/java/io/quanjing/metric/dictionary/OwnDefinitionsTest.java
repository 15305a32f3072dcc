package io.quanjing.metric.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Metric.Additivity;
import io.quanjing.metric.dictionary.Metric.Unit;
import io.quanjing.metric.dictionary.Problem.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnDefinitionsTest {

    private static final Dictionary PROGRAM = Dictionary.load();

    private static final String GOOD = """
            metrics:
              commission:
                title: {zh: 平台佣金, en: Commission}
                expression: (gmv - refund_amount) * 0.05
                direction: down
              live_gmv:
                title: 直播支付金额
                expression: gmv
                where: channel_kind = 直播 and region not in 上海, 江苏
              commission_per_buyer:
                title: {zh: 每买家佣金, en: Commission per buyer}
                expression: commission / buyers
                owner: finance
            dimensions:
              area:
                title: {zh: 大区, en: Area}
                from: region
                groups:
                  east: {title: {zh: 华东, en: East}, values: [上海, 江苏]}
                  四川: 四川
              daypart:
                title: 时段
                from: hour
                groups:
                  night: ["0..5", 23]
            """;

    @Test
    void aShopsMetricsAndDimensionsJoinTheProgramsOwn() {
        OwnDefinitions own = OwnDefinitions.read(GOOD, PROGRAM);
        assertThat(own.problems()).isEmpty();
        assertThat(own.metrics().keySet()).containsExactlyInAnyOrder("commission", "live_gmv", "commission_per_buyer");
        assertThat(own.dimensions()).containsExactly("area", "daypart");

        Metric commission = own.dictionary().metric("commission");
        assertThat(commission.unit()).isEqualTo(Unit.AMOUNT);
        assertThat(commission.additivity()).isEqualTo(Additivity.ADDITIVE);
        assertThat(commission.refundBasis()).isEqualTo(Metric.RefundBasis.REFUND_DAY);
        assertThat(commission.grain()).isEqualTo(Grain.HOUR);
        assertThat(commission.formula())
                .isEqualTo(new Title("(支付金额 (GMV) − 成功退款金额) × 0.05", "(GMV − Refund amount) × 0.05"));
        assertThat(commission.dimensions()).contains("area", "daypart", "region", "weekday");
        assertThat(commission.owner()).isEqualTo("shop");

        Metric perBuyer = own.dictionary().metric("commission_per_buyer");
        assertThat(perBuyer.unit()).isEqualTo(Unit.AMOUNT);
        assertThat(perBuyer.kind()).isEqualTo(Metric.Kind.RATIO);
        assertThat(perBuyer.additivity()).isEqualTo(Additivity.NONE);
        assertThat(perBuyer.owner()).isEqualTo("finance");

        Metric live = own.dictionary().metric("live_gmv");
        assertThat(live.title()).isEqualTo(new Title("直播支付金额", "直播支付金额"));
        assertThat(live.formula().en()).isEqualTo("GMV (Channel kind = Live, Region ≠ 上海/江苏)");
        assertThat(own.dictionary().metric("gmv").dimensions()).contains("area", "daypart");
        assertThat(own.dictionary().metric("ad_cost").dimensions()).doesNotContain("area", "daypart");
        assertThat(own.dictionary().dimension("daypart").values()).containsOnlyKeys("night", "other");
        assertThat(PROGRAM.metrics()).doesNotContainKey("commission");
    }

    @Test
    void nothingIsNothing() {
        for (String text : List.of("", "  \n", "# only a comment\n", "metrics: {}\n")) {
            OwnDefinitions own = OwnDefinitions.read(text, PROGRAM);
            assertThat(own.problems()).as(text).isEmpty();
            assertThat(own.dictionary()).isEqualTo(PROGRAM);
        }
    }

    @Test
    void aMistakeIsFoundByLineAndColumnWithWhatWasMeant() {
        assertProblem(metric("expression: gvm / buyers"), 4, 17, 20, Rule.UNKNOWN_NAME, "gvm", "gmv");
        assertProblem(metric("expression: \"gmv / byuers\""), 4, 24, 30, Rule.UNKNOWN_NAME, "byuers", "buyers");
        assertProblem(metric("expresion: gmv"), 4, 5, 14, Rule.UNKNOWN_KEY, "expresion", "expression");
        assertProblem(metric("expression: gmv\n    unit: rate"), 5, 11, 15, Rule.WRONG_UNIT, "rate", "amount");
        assertProblem(metric("expression: gmv\n    direction: upp"), 5, 16, 19, Rule.UNKNOWN_WORD, "upp", "up");
        assertProblem(
                metric("expression: gmv\n    where: chanel = taobao"),
                5,
                12,
                18,
                Rule.UNKNOWN_DIMENSION,
                "chanel",
                "channel");
        assertProblem(
                metric("expression: gmv\n    where: device = app and channel_kind = lve"),
                5,
                44,
                47,
                Rule.UNKNOWN_VALUE,
                "lve",
                "live");
        assertProblem(
                "metrics:\n  gmv:\n    title: x\n    expression: visitors\n", 2, 3, 6, Rule.TAKEN, "gmv", "shop_gmv");
        assertProblem("metircs:\n  mine:\n    title: x\n", 1, 1, 8, Rule.UNKNOWN_KEY, "metircs", "metrics");
        assertProblem(metric("expression: gmv /"), 4, 21, 22, Rule.BAD_EXPRESSION, "gmv /");
        assertProblem(
                metric("expression: gmv\n    where: region"),
                5,
                12,
                18,
                Rule.BAD_CONDITION,
                "region",
                "channel_kind = live");
        assertProblem("metrics:\n  Mine:\n    title: x\n    expression: gmv\n", 2, 3, 7, Rule.BAD_ID, "Mine");
        assertProblem("metrics:\n  mine: [\n", 3, 1, 2, Rule.NOT_YAML, null);
        assertThat(OwnDefinitions.read("metrics:\n  mine:\n    title: 名\n", PROGRAM)
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("Line 2, column 3: mine lacks the key expression. Maybe you meant expression: …."));
    }

    @Test
    void whatHasNoUnitIsRefused() {
        assertProblem(metric("expression: gmv + visitors"), 4, 17, 31, Rule.UNLIKE_UNITS, "amount + count");
        assertProblem(metric("expression: visitors / gmv"), 4, 26, 27, Rule.SENSELESS_UNITS, "count / amount");
        assertProblem(metric("expression: gmv * refund_amount"), 4, 21, 22, Rule.SENSELESS_UNITS, "amount * amount");
        assertProblem(metric("expression: buyers + 5"), 4, 17, 27, Rule.UNLIKE_UNITS, "count + number");
        assertThat(unit("1 - refund_rate_amount")).isEqualTo(Unit.RATE);
        assertThat(unit("gmv / refund_amount")).isEqualTo(Unit.RATE);
        assertThat(unit("buyers * 0.5")).isEqualTo(Unit.NUMBER);
        assertThat(unit("visitors * uv_value")).isEqualTo(Unit.AMOUNT);
        assertThat(unit("session_seconds / sessions")).isEqualTo(Unit.SECONDS);
        assertThat(unit("lines_paid / paid_orders")).isEqualTo(Unit.RATE);
    }

    private static Unit unit(String expression) {
        OwnDefinitions own = OwnDefinitions.read(metric("expression: " + expression), PROGRAM);
        assertThat(own.problems()).as(expression).isEmpty();
        return own.dictionary().metric("mine").unit();
    }

    @Test
    void definitionsThatNeedEachOtherAreRefused() {
        String circle = """
                metrics:
                  one:
                    title: 一
                    expression: two + gmv
                  two:
                    title: 二
                    expression: gmv - one
                """;
        OwnDefinitions own = OwnDefinitions.read(circle, PROGRAM);
        assertThat(own.metrics()).isEmpty();
        assertThat(own.problems())
                .extracting(Problem::rule, Problem::line, Problem::column, Problem::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Rule.NEEDS_ITSELF, 7, 23, "one → two → one"),
                        org.assertj.core.groups.Tuple.tuple(Rule.NEEDS_ITSELF, 4, 17, "two → one → two"));
    }

    @Test
    void groupsNameEachValueOnceAndOnlyKnownOnes() {
        assertProblem(
                dimension("from: regoin\n    groups: {a: x}"), 4, 11, 17, Rule.UNKNOWN_DIMENSION, "regoin", "region");
        assertProblem(
                dimension("from: region\n    groups:\n      a: [上海, 江苏]\n      b: [江苏]"), 7, 11, 13, Rule.TWICE, "江苏");
        assertProblem(
                dimension("from: channel_kind\n    groups:\n      a: [serach]"),
                6,
                11,
                17,
                Rule.UNKNOWN_VALUE,
                "serach",
                "search");
        assertProblem(
                dimension("from: hour\n    groups:\n      a: [\"5..24\"]"),
                6,
                12,
                17,
                Rule.UNKNOWN_VALUE,
                "5..24",
                "0..23");
    }

    @Test
    void whatLooksAtOtherDaysCannotBeNarrowed() {
        assertProblem(
                metric("expression: repurchase_rate_30d\n    where: region = 上海"),
                5,
                12,
                23,
                Rule.NOT_NARROWED,
                "buyers_of_days_31_to_60_again");
        assertProblem(metric("expression: ad_cost\n    where: region = 上海"), 5, 12, 18, Rule.NOT_SPLITTABLE, "region");
    }

    @Test
    void severalMistakesAreToldAtOnceAndTheRestHolds() {
        OwnDefinitions own = OwnDefinitions.read("""
                metrics:
                  one: {title: 一, expression: gvm}
                  two: {title: 二, expression: gmv / buyers}
                  three: {title: 三, expression: one * 2}
                dimensions:
                  four: {title: 四, from: regio, groups: {a: b}}
                """, PROGRAM);
        assertThat(own.metrics()).containsOnlyKeys("two");
        assertThat(own.problems()).extracting(Problem::line).containsExactly(6, 2);
    }

    @Test
    void aTextHasItsLimits() {
        assertThat(OwnDefinitions.read("#".repeat(OwnDefinitions.LONGEST_TEXT + 1), PROGRAM)
                        .problems())
                .extracting(Problem::rule)
                .containsExactly(Rule.TOO_LONG);
        StringBuilder many = new StringBuilder("metrics:\n");
        for (int i = 0; i <= OwnReader.MOST_METRICS; i++) {
            many.append("  own").append(i).append(": {title: x, expression: gmv}\n");
        }
        assertThat(OwnDefinitions.read(many.toString(), PROGRAM).problems())
                .extracting(Problem::rule)
                .containsExactly(Rule.TOO_MANY);
        assertProblem(metric("expression: gmv" + " + gmv".repeat(60)), 4, 17, -1, Rule.TEXT_EXPECTED, "");
        assertProblem(metric("expression: 1" + "+1".repeat(60)), 4, 17, -1, Rule.TOO_MANY, "41");
    }

    @Test
    void everyTableBehindAMeasureHasATitle() {
        assertThat(TableTitles.known())
                .containsAll(PROGRAM.entities().keySet())
                .contains("order_header", "order_line", "refund", "product_cost");
    }

    @Test
    void everyMetricOfTheProgramHasItsGroupAndLastChange() {
        MetricNotes notes = MetricNotes.ofProgram();
        PROGRAM.metrics().keySet().forEach(id -> {
            assertThat(notes.find(id)).as(id).isPresent();
            assertThat(notes.group(id)).as(id).isIn("traffic", "conversion", "retention", "value");
        });
        assertThat(notes.find("roi_after_returns").orElseThrow().expression())
                .isEqualTo("(attributed_gmv - attributed_refunds) / ad_cost");
        assertThat(notes.find("roi_after_returns").orElseThrow().uses())
                .containsExactly("attributed_gmv", "attributed_refunds", "ad_cost");
    }

    private static String metric(String rest) {
        return "metrics:\n  mine:\n    title: 名\n    " + rest + "\n";
    }

    private static String dimension(String rest) {
        return "dimensions:\n  mine:\n    title: 名\n    " + rest + "\n";
    }

    /** @param until below 0 for wherever the text ends */
    private static void assertProblem(
            String text,
            int line,
            int column,
            int until,
            Rule rule,
            @org.jspecify.annotations.Nullable String value,
            String... maybe) {
        assertThat(OwnDefinitions.read(text, PROGRAM).problems())
                .as(text)
                .first()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo(rule);
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.column()).isEqualTo(column);
                    if (until >= 0) {
                        assertThat(problem.until()).isEqualTo(until);
                    }
                    if (value != null) {
                        assertThat(problem.value()).isEqualTo(value);
                    }
                    if (maybe.length > 0) {
                        assertThat(problem.maybe()).containsExactly(maybe);
                    }
                });
    }
}
