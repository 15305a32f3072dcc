package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.ShopClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine makes of the visits of small shops; the expected rows are worked out by hand. */
abstract class VisitContract extends OpenWarehouse {

    List<List<@Nullable Object>> mart(String sql) {
        warehouse.awaitMarts();
        return rows(sql);
    }

    static BigDecimal yuan(String amount) {
        return new BigDecimal(amount).setScale(4);
    }

    @Test
    void halfAnHourOfSilenceEndsASession() {
        write(
                shop.event("1", "2026-03-01T10:00", "page_view", "v1"),
                shop.event("2", "2026-03-01T10:30", "product_view", "v1").set("dwell_seconds", new BigDecimal("45")),
                shop.event("3", "2026-03-01T11:00:00.001", "page_view", "v1"));

        assertThat(
                        mart(
                                "SELECT shop_hour, page_views, product_views, interactions, bounced, duration_seconds FROM session ORDER BY started_at"))
                .containsExactly(
                        List.of(10L, 2L, 1L, 0L, false, yuan("1845")), // 30 minutes and the last page's dwell
                        List.of(11L, 1L, 0L, 0L, true, yuan("0")));
    }

    @Test
    void aNewPaidTouchStartsASessionAndAnUnpaidOneDoesNot() {
        write(
                shop.event("1", "2026-03-01T10:00", "page_view", "v1").set("channel", "taobao_search"),
                shop.event("2", "2026-03-01T10:01", "page_view", "v1").set("channel", "taobao_recommend"),
                shop.event("3", "2026-03-01T10:02", "page_view", "v1").set("channel", "taobao_zhitongche"),
                shop.event("4", "2026-03-01T10:03", "page_view", "v1").set("channel", "taobao_zhitongche"),
                shop.event("5", "2026-03-01T10:04", "page_view", "v1").set("campaign", "double11"),
                shop.event("6", "2026-03-01T10:05", "page_view", "v1"),
                shop.event("7", "2026-03-01T10:06", "page_view", "v1").set("creator", "k1"));

        assertThat(mart("SELECT channel, campaign, creator, page_views FROM session ORDER BY started_at"))
                .containsExactly(
                        Arrays.asList("taobao_search", null, null, 2L),
                        Arrays.asList("taobao_zhitongche", null, null, 2L),
                        Arrays.asList(null, "double11", null, 2L),
                        Arrays.asList(null, null, "k1", 1L));
    }

    @Test
    void theEndOfTheShopDayEndsASession() {
        shop = new SmallShop(warehouse, new ShopClock(ZoneId.of("Asia/Shanghai"), LocalTime.of(4, 0)));
        write(
                shop.event("1", "2026-03-02T00:10", "page_view", "v1"),
                shop.event("2", "2026-03-02T03:50", "page_view", "v1"),
                shop.event("3", "2026-03-02T03:59", "page_view", "v1"),
                shop.event("4", "2026-03-02T04:00", "page_view", "v1"));

        assertThat(mart("SELECT shop_day, shop_hour, page_views FROM session ORDER BY started_at"))
                .containsExactly(
                        List.of(LocalDate.of(2026, 3, 1), 0L, 1L),
                        List.of(LocalDate.of(2026, 3, 1), 3L, 2L),
                        List.of(LocalDate.of(2026, 3, 2), 4L, 1L));
    }

    @Test
    void aGivenSessionIsNeverSplitAndBelongsToTheDayItStarted() {
        write(
                shop.event("1", "2026-03-01T23:50", "page_view", "v1")
                        .set("session", "a")
                        .set("channel", "direct"),
                shop.event("2", "2026-03-02T00:40", "cart_add", "v1")
                        .set("session", "a")
                        .set("channel", "taobao_zhitongche"));
        assertThat(mart("SELECT session, shop_day, channel, page_views, interactions, duration_seconds FROM session"))
                .containsExactly(List.of("a", LocalDate.of(2026, 3, 1), "direct", 1L, 1L, yuan("3000")));

        // an event that comes late moves its start
        write(shop.event("0", "2026-03-01T22:00", "page_view", "v1")
                .set("session", "a")
                .set("channel", "email"));
        assertThat(mart("SELECT session, shop_hour, channel, page_views FROM session"))
                .containsExactly(List.of("a", 22L, "email", 2L));
        assertThat(mart("SELECT shop_day, channel, events FROM visitor_hour ORDER BY shop_day, shop_hour"))
                .containsExactly(
                        List.of(LocalDate.of(2026, 3, 1), "email", 1L),
                        List.of(LocalDate.of(2026, 3, 1), "email", 1L),
                        List.of(LocalDate.of(2026, 3, 2), "email", 1L));
    }

    @Test
    void aPageWithAnInteractionIsNoBounceAndAnExposureIsNone() {
        write(
                shop.event("1", "2026-03-01T10:00", "page_view", "v1"),
                shop.event("2", "2026-03-01T10:00", "promotion_view", "v1"),
                shop.event("3", "2026-03-01T10:00", "page_view", "v2"),
                shop.event("4", "2026-03-01T10:01", "search", "v2"));

        assertThat(mart("SELECT visitor, bounced FROM session ORDER BY visitor"))
                .containsExactly(List.of("v1", true), List.of("v2", false));
    }

    @Test
    void leavingAPageTellsHowLongItWasSeenAndIsNoMoreThanThat() {
        BigDecimal forty = new BigDecimal("40");
        write(
                shop.event("1", "2026-03-01T10:00", "page_view", "v1"),
                shop.event("2", "2026-03-01T10:00:10", "exposure", "v1").set("element", "banner"),
                shop.event("3", "2026-03-01T10:00:40", "page_leave", "v1").set("dwell_seconds", forty),
                // seen for 20 seconds more after an hour behind another window
                shop.event("4", "2026-03-01T11:01", "page_leave", "v1").set("dwell_seconds", new BigDecimal("20")),
                shop.event("5", "2026-03-01T10:00", "page_view", "v2"),
                shop.event("6", "2026-03-01T10:00:40", "page_leave", "v2").set("dwell_seconds", forty),
                shop.event("7", "2026-03-01T10:00:40", "product_view", "v2"),
                // the page before was open beside it: of its 40 seconds only 5 are later than the last page
                shop.event("8", "2026-03-01T10:00:45", "page_leave", "v2").set("dwell_seconds", forty),
                shop.event("9", "2026-03-01T10:00", "page_view", "v3"),
                shop.event("10", "2026-03-01T10:00:01", "click", "v3").set("element", "menu"));

        assertThat(
                        mart(
                                "SELECT visitor, page_views, interactions, bounced, duration_seconds FROM session ORDER BY visitor"))
                .containsExactly(
                        List.of("v1", 1L, 0L, true, yuan("60")),
                        List.of("v2", 2L, 0L, false, yuan("45")),
                        List.of("v3", 1L, 1L, false, yuan("1")));
        assertThat(
                        mart(
                                "SELECT visitor, sum(page_views), sum(events) FROM visitor_hour GROUP BY visitor ORDER BY visitor"))
                .containsExactly(List.of("v1", 1L, 4L), List.of("v2", 2L, 4L), List.of("v3", 1L, 2L));
    }

    @Test
    void eventsWithoutAnybodyCountButMakeNoSession() {
        write(
                shop.event("1", "2026-03-01T10:00", "page_view", null),
                shop.event("2", "2026-03-01T10:00", "page_view", null).set("customer", "c1"));

        assertThat(mart("SELECT customer, page_views FROM session")).containsExactly(List.of("c1", 1L));
        assertThat(mart("SELECT sum(page_views) FROM visitor_hour")).containsExactly(List.of(2L));
    }

    @Test
    void aProductsCategoryFollowsTheProduct() {
        write(
                shop.event("1", "2026-03-01T10:00", "product_view", "v1").set("product", "p1"),
                shop.event("2", "2026-03-01T10:05", "cart_add", "v1")
                        .set("product", "p1")
                        .set("category", "own"));
        assertThat(
                        mart(
                                "SELECT category, product_views, cart_adds FROM visitor_product_hour ORDER BY category NULLS FIRST"))
                .containsExactly(Arrays.asList(null, 1L, 0L), Arrays.asList("own", 0L, 1L));

        write(shop.row("product", "p1").set("product", "p1").set("category", "美妆/面膜"));
        assertThat(mart("SELECT category, product_views FROM visitor_product_hour ORDER BY category"))
                .containsExactly(List.of("own", 0L), List.of("美妆/面膜", 1L));
    }
}
