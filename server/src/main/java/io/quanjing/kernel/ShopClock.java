package io.quanjing.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * How a shop counts its days: the day of its time zone, starting at a cut-off. With the cut-off 04:00, an order at 03:59 still belongs to
 * the evening before.
 *
 * @param zone the shop's time zone
 * @param cutoff the local time at which a shop day starts
 */
public record ShopClock(ZoneId zone, LocalTime cutoff) {

    /** Days from midnight to midnight in the zone. */
    public static ShopClock of(String zone) {
        return new ShopClock(ZoneId.of(zone), LocalTime.MIDNIGHT);
    }

    /** The shop day of a moment. */
    public LocalDate day(Instant at) {
        return day(local(at));
    }

    /** The shop day of a moment on the shop's wall clock. */
    public LocalDate day(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        return local.toLocalTime().isBefore(cutoff) ? date.minusDays(1) : date;
    }

    /** What the shop's wall clock shows at a moment. */
    public LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, zone);
    }

    /** The hour on the shop's wall clock, 0 to 23. */
    public int hour(Instant at) {
        return local(at).getHour();
    }

    /** The moment at which a shop day starts; in a gap of summer time, the first moment after it. */
    public Instant start(LocalDate day) {
        return day.atTime(cutoff).atZone(zone).toInstant();
    }
}
