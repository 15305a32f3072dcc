package io.quanjing.metric.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    private static final String DIMENSIONS = """
            shop:
              title: {zh: 店铺, en: Shop}
            region:
              title: {zh: 地区, en: Region}
            """;

    private static final String ENTITIES = """
            sales_line:
              cost: 1
              times:
                paid: {day: paid_day, hour: paid_hour, at: paid_at}
              history: {entity: sales_line, time: paid}
              columns: {shop: shop, region: region}
              measures:
                gmv: {time: paid, sum: paid_amount, as: decimal}
                buyers: {time: paid, distinct: customer, where: paid_amount > 0}
            """;

    private static final String METRIC = """
            gmv:
              kind: simple
              measure: gmv
              title: {zh: 支付金额, en: GMV}
              text: {zh: 文, en: text}
              formula: {zh: 式, en: formula}
              unit: amount
              direction: up
              additivity: additive
              refund_basis: not_removed
              grain: hour
              owner: sales
            """;

    @Test
    void theProgramsOwnFilesAreValidAndHoldEveryMetricOfTheIssue() {
        assertThat(Dictionary.load().metrics().keySet())
                .contains(
                        "order_amount",
                        "gmv",
                        "refund_amount",
                        "net_sales",
                        "orders",
                        "paid_orders",
                        "items_sold",
                        "buyers",
                        "new_buyers",
                        "old_buyers",
                        "aov",
                        "order_value",
                        "unit_value",
                        "items_per_order",
                        "cost_of_goods",
                        "gross_profit",
                        "gross_margin",
                        "refund_rate_amount",
                        "refund_rate_orders",
                        "visitors",
                        "page_views",
                        "sessions",
                        "bounce_rate",
                        "dwell_time",
                        "cart_adders",
                        "cart_rate",
                        "orderers",
                        "order_rate",
                        "pay_rate",
                        "order_pay_rate",
                        "uv_value");
    }

    @Test
    void everyTitleIsUniqueInItsLanguage() {
        Dictionary dictionary = Dictionary.load();
        assertThat(dictionary.metrics().values().stream().map(m -> m.title().zh()))
                .doesNotHaveDuplicates();
        assertThat(dictionary.metrics().values().stream().map(m -> m.title().en()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRatioHasOnlyTheDimensionsThatBothOfItsPartsHave() {
        Dictionary dictionary = Dictionary.load();
        assertThat(dictionary.metric("pay_rate").dimensions())
                .contains("channel", "product")
                .doesNotContain("buyer_type");
        assertThat(dictionary.metric("new_buyers").dimensions()).doesNotContain("buyer_type");
    }

    @Test
    void theCheapestTableWithAllDimensionsAnswers() {
        Dictionary dictionary = Dictionary.load();
        assertThat(table(dictionary, "channel_kind")).isEqualTo("visitor_hour");
        assertThat(table(dictionary, "product")).isEqualTo("visitor_product_hour");
        assertThat(table(dictionary, "event_type")).isEqualTo("event");
    }

    private static String table(Dictionary dictionary, String dimension) {
        return dictionary
                .cheapest("visitors", List.of(dictionary.dimension(dimension)))
                .orElseThrow()
                .name();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestOne() {
        Dictionary dictionary = Dictionary.load();
        assertThatThrownBy(() -> dictionary.metric("gvm"))
                .isInstanceOf(QuanjingException.class)
                .hasMessage("There is no metric gvm. Maybe gmv.");
        assertThatThrownBy(() -> dictionary.dimension("chanel"))
                .hasMessage("There is no dimension chanel. Maybe channel.");
    }

    @Test
    void aMistakeIsReportedWithFileLineAndColumn() {
        assertBroken(
                METRIC.replace("measure: gmv", "measure: gvm"),
                "metric.yml, line 3, column 12: There is no measure gvm. Maybe gmv.");
        assertBroken(
                METRIC.replace("unit: amount", "unit: amonut"),
                "metric.yml, line 7, column 9: There is no amonut here. Maybe amount.");
        assertBroken(
                METRIC.replace("owner: sales", "ownr: sales"),
                "metric.yml, line 12, column 9: There is no key ownr here. Maybe owner.");
        assertBroken(
                METRIC.replace("  owner: sales\n", ""),
                "metric.yml, line 2, column 3: The key owner is missing. Maybe add 'owner: …'.");
        assertBroken(METRIC.replace(", en: GMV", ""), "metric.yml, line 4, column 10: Both languages are needed.");
        assertBroken(METRIC + METRIC, "metric.yml, line 13, column 1: The key gmv stands here a second time.");
        assertBroken("gmv: [", "metric.yml, line 1, column 7: This is not YAML");
    }

    @Test
    void aMetricThatNeedsItselfIsRefused() {
        String derived =
                METRIC.replace("kind: simple", "kind: derived").replace("measure: gmv", "expression: gmv + gmv");
        assertBroken(derived, "The metric gmv needs itself: gmv → gmv.");
    }

    @Test
    void anExpressionIsReadWithItsBracketsAndPrecedence() {
        Formula formula = Formula.parse(YamlValue.parse("x", "a - (b - c) * 2b / d".replace("2b", "b")));
        Map<String, BigDecimal> values =
                Map.of("a", new BigDecimal(10), "b", new BigDecimal(3), "c", BigDecimal.ONE, "d", new BigDecimal(4));
        assertThat(formula.value(values)).isEqualByComparingTo("8.5");
        assertThatThrownBy(() -> Formula.parse(YamlValue.parse("x", "a + (b"))).hasMessageContaining("does not close");
        assertThatThrownBy(() -> Formula.parse(YamlValue.parse("x", "a b"))).hasMessageContaining("from position 3");
    }

    @Test
    void aDivisionByNothingAndAnUnknownPartHaveNoValue() {
        Formula ratio = Formula.parse(YamlValue.parse("x", "a / b"));
        assertThat(ratio.value(Map.of("a", BigDecimal.ONE))).isNull();
        Formula known = new Formula.Operation(
                '-', new Formula.Reference("a"), new Formula.Known(new Formula.Reference("b"), "missing"));
        assertThat(known.value(Map.of("a", BigDecimal.TEN, "b", BigDecimal.ONE)))
                .isEqualByComparingTo("9");
        assertThat(known.value(Map.of("a", BigDecimal.TEN, "b", BigDecimal.ONE, "missing", BigDecimal.ONE)))
                .isNull();
    }

    private static Dictionary read(String metrics) {
        return DictionaryReader.read(
                YamlValue.parse("entity.yml", ENTITIES),
                YamlValue.parse("dimension.yml", DIMENSIONS),
                List.of(YamlValue.parse("metric.yml", metrics)));
    }

    private static void assertBroken(String metric, String message) {
        assertThatThrownBy(() -> read(metric))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(MetricError.BROKEN_DICTIONARY))
                .hasMessageContaining(message);
    }

    @Test
    void factorsThatAreNotTheMetricAreRefusedWhenTheDictionaryIsRead() {
        String buyers = METRIC.replace("gmv:", "buyers:").replace("measure: gmv", "measure: buyers");
        String aov = METRIC.replace("gmv:", "aov:")
                .replace("kind: simple\n  measure: gmv", "kind: ratio\n  numerator: gmv\n  denominator: buyers");
        Metric right =
                read(METRIC + "  products: [buyers, aov]\n" + buyers + aov).metric("gmv");
        assertThat(right.ways().products()).containsExactly("buyers", "aov");
        assertThatThrownBy(() -> read(METRIC + buyers + "  products: [gmv, aov]\n" + aov))
                .hasMessageContaining("The product of gmv × aov is not buyers. Maybe");
        assertThatThrownBy(() -> read(METRIC + "  products: [buyers, aow]\n" + buyers + aov))
                .hasMessageContaining("There is no metric aow. Maybe aov");
        assertThatThrownBy(() -> read(METRIC + "  products: [aov]\n" + buyers + aov))
                .hasMessageContaining("2 to 5 factors");
        assertThatThrownBy(() -> read(METRIC + "  products: [gmv, aov]\n" + buyers + aov))
                .hasMessageContaining("no factor of itself");
    }

    @Test
    void theSidesOfARatioCanBeAskedForAndTheTermsOfASumAreKnown() {
        Dictionary dictionary = Dictionary.load();
        assertThat(dictionary.metric("pay_rate.numerator").definition()).isEqualTo(new Formula.Reference("buyers"));
        assertThat(dictionary.metric("pay_rate.denominator").definition()).isEqualTo(new Formula.Reference("visitors"));
        assertThat(dictionary.metric("net_sales").ways().terms())
                .containsExactly(new Metric.Term("gmv", false), new Metric.Term("refund_amount", true));
        assertThat(dictionary.metric("gross_profit").ways().terms())
                .containsExactly(
                        new Metric.Term("net_sales", false),
                        new Metric.Term("cost_of_goods", true),
                        new Metric.Term("returned_cost", false));
        assertThatThrownBy(() -> dictionary.metric("gmv.numerator")).hasMessageContaining("There is no metric");
    }
}
