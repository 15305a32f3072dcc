package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.LatestOrders.PaidOrder;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.RunningDay.Judged;
import io.quanjing.metric.RunningDay.Report;
import io.quanjing.metric.RunningDay.State;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The day that is running, by hand: what is said of its figures, and the orders that come by. */
class RunningDayTest {

    /** A Tuesday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 3);

    private final Warehouse warehouse =
            EmbeddedWarehouse.open(TestFolders.create("running").resolve("warehouse"));
    private final ShopRows shop = new ShopRows(warehouse, Story.DAY);
    private int number;

    @AfterEach
    void close() {
        warehouse.close();
    }

    private void paid(LocalDate day, String time, String amount) {
        String at = day + "T" + time;
        Objects.requireNonNull(shop.paid(shop.order("o" + ++number, at, "c" + number, amount), at));
    }

    private void tuesdays(String... amounts) {
        for (int i = 0; i < amounts.length; i++) {
            paid(TODAY.minusWeeks(i + 1), "09:30", amounts[i]);
            // Later on those days: not yet to be compared with.
            paid(TODAY.minusWeeks(i + 1), "18:00", "5000");
        }
    }

    private Report judge(String time, String... shops) {
        InstantSource now = InstantSource.fixed(shop.at(TODAY + "T" + time));
        Metrics metrics = new MetricEngine(Dictionary.load(), warehouse, Story.SHOPS, now);
        return new WeekdayBands(metrics, Story.SHOPS, warehouse::version, now)
                .judge(List.of("gmv"), List.of(shops), Story.EVERYTHING);
    }

    private Judged gmv(String time) {
        return Objects.requireNonNull(judge(time, "day").figures().get("gmv"));
    }

    @Test
    void judgesTheFullHoursByTheSameHoursOfTheSameWeekday() {
        // Median 100; the deviations 0 0 0 0 5 5 10 10 have the median 2.5, and 3 × 1.4826 × 2.5 = 11.1 is less than a
        // fifth of 100.
        tuesdays("100", "110", "90", "100", "105", "95", "100", "100");
        // A Monday that is nothing like it.
        paid(TODAY.minusDays(1), "09:30", "900");
        paid(TODAY, "09:30", "115");
        shop.write();

        assertThat(gmv("11:50")).isEqualTo(new Judged(State.NORMAL, "115.00", 80.0, 120.0, 8));
        assertThat(judge("11:50", "day").until()).isEqualTo(LocalTime.of(11, 0));

        paid(TODAY, "10:10", "10");
        paid(TODAY, "11:30", "1000");
        shop.write();
        assertThat(gmv("11:50")).isEqualTo(new Judged(State.ABNORMAL, "125.00", 80.0, 120.0, 8));
    }

    @Test
    void saysWhatItCannotJudge() {
        tuesdays("100", "100", "100");
        shop.write();
        assertThat(gmv("00:40").state()).isEqualTo(State.NOT_YET);
        // Nothing has come in today.
        assertThat(gmv("11:50").state()).isEqualTo(State.NOT_YET);

        paid(TODAY, "09:30", "100");
        shop.write();
        // The first of the three is the first day of the shop, of which only a part may be known.
        assertThat(gmv("11:50")).isEqualTo(new Judged(State.NOT_ENOUGH_HISTORY, null, null, null, 2));
        // One shop's day begins at midnight in Shanghai, another's in Berlin.
        assertThat(judge("11:50", "day", "berlin").figures())
                .containsEntry("gmv", new Judged(State.NOT_COMPARABLE, null, null, null, 0));
    }

    @Test
    void anUnknownMetricIsRefusedAtAnyHour() {
        for (String time : List.of("00:20", "11:50")) {
            InstantSource now = InstantSource.fixed(shop.at(TODAY + "T" + time));
            Metrics metrics = new MetricEngine(Dictionary.load(), warehouse, Story.SHOPS, now);
            WeekdayBands bands = new WeekdayBands(metrics, Story.SHOPS, warehouse::version, now);
            assertThatThrownBy(() -> bands.judge(List.of("gmw"), List.of("day"), Story.EVERYTHING))
                    .as(time)
                    .hasMessageContaining("There is no metric gmw")
                    .hasMessageContaining("gmv");
        }
    }

    @Test
    void aBandKnowsOnePromotionDayFromAHabit() {
        // Deviations 2 1 0 1 97: their median 1 times 3 × 1.4826.
        assertThat(Band.of(List.of(1.0, 2.0, 3.0, 4.0, 100.0), "amount")).isEqualTo(new Band(0, 7.45));
        // Four counts of 4 say nothing against 9: 3 × √4.
        assertThat(Band.of(List.of(4.0, 4.0, 4.0, 4.0), "count")).isEqualTo(new Band(0, 10));
        assertThat(Band.of(List.of(-10.0, -10.0), "amount")).isEqualTo(new Band(-12, -8));
    }

    @Test
    void theLatestOrdersSayNothingOfWhoBought() {
        String at = TODAY + "T10:20:30";
        FactRow two = shop.paid(shop.order("two", at, "anna", "30"), at).set("region", "上海");
        shop.line(two, "1", "cream", null, 1, "10", null);
        shop.line(two, "2", "serum", null, 1, "20", null);
        paid(TODAY.minusDays(2), "10:00", "77");
        Objects.requireNonNull(shop.order("unpaid", TODAY + "T11:00", "bert", "50"));
        shop.write();
        ShopRows other = new ShopRows(warehouse, Story.SHOPS.find("berlin").orElseThrow());
        Objects.requireNonNull(other.paid(other.order("b1", TODAY + "T04:00", "carl", "9.5"), TODAY + "T04:00"));
        other.write();
        InstantSource now = InstantSource.fixed(shop.at(TODAY + "T12:00"));
        LatestOrders ticker = new OrderTicker(Dictionary.load(), warehouse, Story.SHOPS, now);

        PaidOrder shanghai = new PaidOrder(
                Instant.parse("2026-11-03T02:20:30Z"),
                new Label("上海", "Shanghai"),
                new Label("serum", "serum"),
                "30.00",
                "CNY");
        Caller dayOnly = new Caller("vic", Role.VIEWER, Set.of("day"));
        assertThat(ticker.latest(List.of(), 20, dayOnly)).containsExactly(shanghai);
        assertThat(ticker.latest(List.of(), 20, Story.EVERYTHING))
                .extracting(PaidOrder::amount)
                .containsExactly("9.50", "30.00");
        assertThat(ticker.latest(List.of(), 1, Story.EVERYTHING)).hasSize(1);
        assertThatThrownBy(() -> ticker.latest(List.of("berlin"), 20, dayOnly)).isInstanceOf(QuanjingException.class);
        assertThatThrownBy(() -> ticker.latest(List.of(), 51, dayOnly))
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining("Maybe 20");
    }
}
