package io.quanjing.ingest.mapping;

import io.quanjing.kernel.ShopClock;
import java.time.Instant;
import java.time.LocalDate;

/** {@link ShopClock} for millions of rows: offsets only change on quarters of an hour, and neighbouring rows share their day. */
final class ShopDays {

    private static final int QUARTER = 900;
    private static final int DAY = 86_400;

    private final ShopClock clock;
    private final long cutoff;
    private long quarter = Long.MIN_VALUE;
    private int offset;
    private long dayNumber = Long.MIN_VALUE;
    private LocalDate day = LocalDate.EPOCH;

    ShopDays(ShopClock clock) {
        this.clock = clock;
        this.cutoff = clock.cutoff().toSecondOfDay();
    }

    LocalDate day(Instant at) {
        long number = Math.floorDiv(local(at) - cutoff, DAY);
        if (number != dayNumber) {
            dayNumber = number;
            day = LocalDate.ofEpochDay(number);
        }
        return day;
    }

    long hour(Instant at) {
        return Math.floorMod(local(at), DAY) / 3600;
    }

    private long local(Instant at) {
        long second = at.getEpochSecond();
        long now = Math.floorDiv(second, QUARTER);
        if (now != quarter) {
            quarter = now;
            offset = clock.zone().getRules().getOffset(at).getTotalSeconds();
        }
        return second + offset;
    }
}
