package io.quanjing.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The exact totals of one shop, counted while the rows are made: what a plain recomputation from the rows gives too. */
final class Totals {

    /** The sums of one shop day. Amounts are hundredths. */
    static final class Day {
        long events;
        long visitors;
        long sessions;
        long bounces;
        long pageViews;
        long orders;
        long orderAmount;
        long paidOrders;
        long gmv;
        long itemsSold;
        long buyers;
        long costOfGoods;
        long refunds;
        long refundAmount;
        long adCost;
        final Map<String, Long> eventTypes = new TreeMap<>();
        final LongSet seen = new LongSet();
        final LongSet paying = new LongSet();
    }

    private final SortedMap<Long, Day> days = new TreeMap<>();
    private long lastDay = Long.MIN_VALUE;
    private Day last = new Day();

    /** The day of an epoch day. */
    Day day(long epochDay) {
        if (epochDay != lastDay) {
            last = days.computeIfAbsent(epochDay, d -> new Day());
            lastDay = epochDay;
        }
        return last;
    }

    Day dayOf(long second) {
        return day(Math.floorDiv(second, 86_400L));
    }

    SortedMap<Long, Day> days() {
        return days;
    }

    /** Rows by table, for the truth of a whole generation. */
    final Map<String, Long> rows = new LinkedHashMap<>();
}
