package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.Metrics.FoundValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueSearchTest {

    @Test
    void aPartOfAKeyOrOfATitleFindsTheValuesThatFactsHave() {
        assertThat(values("category", "面")).containsExactly("美妆/面膜");
        assertThat(values("category_1", "家")).containsExactly("家居");
        assertThat(values("category_2", "")).containsExactly("家居/灯", "美妆/小样", "美妆/面膜");
        assertThat(values("product", "MA")).containsExactly("mask");
        // by its English title; channels that the shop has no facts of are not found
        assertThat(found("channel", "SEARCH"))
                .containsExactly(new FoundValue("taobao_search", new Label("淘宝搜索", "Taobao search")));
        assertThat(values("region", "shang")).containsExactly("上海");
    }

    @Test
    void aSignOfAPatternIsALetter() {
        assertThat(values("product", "%")).isEmpty();
        assertThat(values("product", "_")).isEmpty();
        assertThat(values("product", "'; drop table event; --")).isEmpty();
    }

    @Test
    void whatIsListedIsFoundByItsTitles() {
        assertThat(values("weekday", "周")).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(values("weekday", "mon")).containsExactly("1");
        assertThat(values("buyer_type", "new")).containsExactly("new");
    }

    @Test
    void onlyShopsThatTheCallerSeesAreSearched() {
        Caller ofDay = new Caller("day", Role.VIEWER, Set.of("day"));
        assertThat(Story.get().metrics.values("product", "", List.of(), ofDay))
                .extracting(FoundValue::value)
                .containsExactly("cream");
        assertThat(Story.get().metrics.values("shop", "", List.of(), ofDay))
                .extracting(FoundValue::value)
                .containsExactly("day");
        refused("product", "", "night", ofDay, MetricError.UNKNOWN_SHOP);
    }

    @Test
    void anUnknownDimensionAndALongTextAreRefused() {
        refused("produkt", "", "night", Story.EVERYTHING, MetricError.UNKNOWN_DIMENSION);
        refused("product", "x".repeat(201), "night", Story.EVERYTHING, MetricError.TOO_MUCH);
    }

    private static void refused(String dimension, String text, String shop, Caller caller, MetricError code) {
        assertThatThrownBy(() -> Story.get().metrics.values(dimension, text, List.of(shop), caller))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(code))
                .hasMessageContaining("Maybe ");
    }

    private static List<FoundValue> found(String dimension, String text) {
        return Story.get().metrics.values(dimension, text, List.of("night"), Story.EVERYTHING);
    }

    private static List<String> values(String dimension, String text) {
        return found(dimension, text).stream().map(FoundValue::value).toList();
    }
}
