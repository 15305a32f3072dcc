package io.quanjing.metric;

import static io.quanjing.metric.MetricEngineTest.row;
import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left of a sale after all that it cost, worked out by hand over {@link ClubStory}. */
class ProfitTest {

    private static final Metrics METRICS = Story.get().metrics(ClubStory.NOW);

    private static MetricAnswer answer(Story.Ask ask) {
        return METRICS.ask(ask.question(), Story.EVERYTHING);
    }

    private static String yuan(String amount) {
        return new BigDecimal(amount).setScale(2).toString();
    }

    private static List<Map<String, @Nullable Object>> club(String metrics, String days) {
        return answer(ask(metrics, days).shops("club")).rows();
    }

    @Test
    void contributionIsWhatIsLeftAfterEveryPart() {
        // May: 175 + 20 paid, 35 given back, goods of 5 each
        assertThat(club(
                        "gross_profit,platform_commission,payment_fee,creator_fees,points_cost",
                        "2026-05-01..2026-05-31"))
                .containsExactly(row(
                        "gross_profit", yuan("150"),
                        "platform_commission", yuan("8"), // 8.75 − 1.75 + 1
                        "payment_fee", yuan("1.17"),
                        "creator_fees", yuan("0"),
                        "points_cost", yuan("3")));
        // 150 − 8 − 1.17 − 3 − 8 of freight − 75 of advertising
        assertThat(club("freight_cost,contribution_profit,profit_margin", "2026-05-01..2026-05-31"))
                .containsExactly(row(
                        "freight_cost", yuan("8"), "contribution_profit", yuan("54.83"), "profit_margin", 54.83 / 160));
        assertThat(answer(ask("contribution_profit", "2026-05-01..2026-05-31")
                                .shops("club")
                                .by("channel"))
                        .rows())
                .contains(row("channel", "taobao_zhitongche", "contribution_profit", yuan("47.75")))
                .contains(row("channel", "taobao_search", "contribution_profit", yuan("7.08")));
    }

    @Test
    void whatIsNotBilledYetIsUnknownAndNotNothing() {
        MetricAnswer june =
                answer(ask("platform_commission,contribution_profit,profit_margin", "2026-06-01..2026-06-15")
                        .shops("club"));

        assertThat(june.rows())
                .containsExactly(row("platform_commission", null, "contribution_profit", null, "profit_margin", null));
        assertThat(june.notes()).anySatisfy(note -> {
            assertThat(note.code()).isEqualTo("metric.fees_unknown");
            assertThat(note.arguments()).containsEntry("without", 1L).containsEntry("items", 1L);
        });
    }

    @Test
    void aParcelWithoutFreightLeavesItsCostOpenAndNotItsFees() {
        MetricAnswer april =
                answer(ask("platform_commission,freight_cost,contribution_profit", "2026-04-01..2026-04-30")
                        .shops("club"));

        assertThat(april.rows())
                .containsExactly(
                        row("platform_commission", yuan("0"), "freight_cost", null, "contribution_profit", null));
        assertThat(april.notes()).extracting(MetricAnswer.Note::code).contains("metric.freight_unknown");
    }

    @Test
    void aFeeIsSharedByTheLinesToTheCent() {
        assertThat(answer(ask("platform_commission,other_fees", "2025-07-10")
                                .shops("club")
                                .by("product"))
                        .rows())
                .containsExactlyInAnyOrder(
                        row("product", "mask", "platform_commission", yuan("0.34"), "other_fees", yuan("0.01")),
                        row("product", "lamp", "platform_commission", yuan("0.33"), "other_fees", yuan("0")),
                        row("product", "cream", "platform_commission", yuan("0.33"), "other_fees", yuan("0")));
    }

    @Test
    void aBillInAnotherCurrencyIsNoBill() {
        assertThat(answer(ask("platform_commission", "2025-12-29").shops("wien"))
                        .rows())
                .containsExactly(row("platform_commission", null));
        assertThat(answer(ask("creator_fees,platform_commission", "2026-03-29").shops("wien"))
                        .rows())
                .containsExactly(row("creator_fees", yuan("0.5"), "platform_commission", yuan("0")));
    }

    @Test
    void onlyAProductAfterTheHomePageIsAClickOfIt() {
        // 1 May: on to the mask; 8 May: back from it
        assertThat(club("home_sessions,home_clicks,home_click_rate", "2026-05-01..2026-05-31"))
                .containsExactly(row("home_sessions", 2L, "home_clicks", 1L, "home_click_rate", 0.5));
        assertThat(answer(ask("home_sessions,home_clicks,home_click_rate", "2026-03-28")
                                .shops("wien"))
                        .rows())
                .containsExactly(row("home_sessions", 1L, "home_clicks", 0L, "home_click_rate", 0.0));
    }
}
