package io.quanjing.metric;

import static io.quanjing.metric.MetricEngineTest.column;
import static io.quanjing.metric.MetricEngineTest.row;
import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.Grain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who looked and then paid, whatever device it was, counted by hand over {@link PeopleStory}. */
class PeopleTest {

    private static final Metrics METRICS = Story.get().metrics(ClubStory.NOW);

    private static List<Map<String, @Nullable Object>> rows(Story.Ask ask) {
        return METRICS.ask(ask.question(), Story.EVERYTHING).rows();
    }

    private static Story.Ask duo(String metrics, String days) {
        return ask(metrics, days).shops("duo");
    }

    @Test
    void whatADeviceDidBeforeItSaidWhoItIsWasDoneByItsOnlyCustomer() {
        // phone and family paid for what they had looked at; the tablet's lamp came too late, the stranger never paid
        assertThat(rows(duo("product_viewers,product_pay_rate", "2026-05-01..2026-05-05")))
                .containsExactly(row("product_viewers", 4L, "product_pay_rate", 2 / 4.0));
        assertThat(rows(duo("product_pay_rate", "2026-05-01"))).containsExactly(row("product_pay_rate", 1.0));
    }

    @Test
    void aSharedDeviceMergesNobody() {
        assertThat(rows(duo("product_pay_rate", "2026-05-01..2026-05-05").by("product")))
                .containsExactlyInAnyOrder(
                        row("product", "mask", "product_pay_rate", 2 / 3.0),
                        row("product", "lamp", "product_pay_rate", 0.0),
                        row("product", "cream", "product_pay_rate", 0.0),
                        row("product", null, "product_pay_rate", null)); // a page without a product
    }

    @Test
    void whoeverAddedToACartHasSevenDaysToPay() {
        // tablet by phone, family within three days; the stranger never
        assertThat(rows(duo("cart_adders,cart_pay_rate", "2026-05-01..2026-05-05")))
                .containsExactly(row("cart_adders", 3L, "cart_pay_rate", 2 / 3.0));
    }

    @Test
    void aMemberOnAnotherDeviceIsNotNewAndEverybodyOfASharedOneIs() {
        // mia, kim, leo, whoever used the family's computer first, the stranger
        assertThat(rows(duo("new_visitors,new_visitor_pay_rate", "2026-05-01..2026-05-05")))
                .containsExactly(row("new_visitors", 5L, "new_visitor_pay_rate", 3 / 5.0));
        List<Map<String, @Nullable Object>> days =
                rows(duo("new_visitors,new_visitor_pay_rate", "2026-05-01..2026-05-03")
                        .grain(Grain.DAY));
        assertThat(column(days, "new_visitors")).containsExactly(1L, 4L, 0L);
        // leo pays on a later day
        assertThat(column(days, "new_visitor_pay_rate")).containsExactly(1.0, 0.25, null);
        assertThat(rows(duo("new_visitors", "2026-05-01..2026-05-05").by("channel")))
                .containsExactlyInAnyOrder(
                        row("channel", "taobao_search", "new_visitors", 1L), row("channel", null, "new_visitors", 4L));
    }

    @Test
    void whoMayStillPayCountsNowhere() {
        Metrics onMay2 = Story.get().metrics(Instant.parse("2026-05-02T12:30:00Z"));
        assertThat(onMay2.ask(
                                duo("product_pay_rate,cart_pay_rate", "2026-05-01..2026-05-02")
                                        .question(),
                                Story.EVERYTHING)
                        .rows())
                .containsExactly(row("product_pay_rate", 1.0, "cart_pay_rate", null));
    }

    @Test
    void hoursAreHoursOnTheNightThatIsOneShorter() {
        assertThat(rows(ask("product_pay_rate,new_visitors,new_visitor_pay_rate", "2026-03-28")
                        .shops("oslo")))
                .containsExactly(row("product_pay_rate", 2 / 4.0, "new_visitors", 4L, "new_visitor_pay_rate", 1 / 4.0));
        // what was paid before the first visit is not what it led to
        assertThat(rows(ask("new_visitor_pay_rate", "2026-03-28..2026-03-29").shops("oslo")))
                .containsExactly(row("new_visitor_pay_rate", 3 / 4.0));
    }

    @Test
    void eachShopHasItsOwnPeople() {
        assertThat(rows(ask("new_visitors,new_visitor_pay_rate,product_pay_rate", "2026-03-28..2026-05-05")
                        .shops("oslo", "duo")))
                .containsExactly(row("new_visitors", 9L, "new_visitor_pay_rate", 6 / 9.0, "product_pay_rate", 4 / 8.0));
    }
}
