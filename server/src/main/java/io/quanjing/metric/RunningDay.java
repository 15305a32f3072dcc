package io.quanjing.metric;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quanjing.access.Caller;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the figures of the day that is running are what such a day usually has by now. */
public interface RunningDay {

    /** What is said of a figure. */
    enum State {
        /** Within its band. */
        NORMAL,
        /** Below or above it. */
        ABNORMAL,
        /** Fewer than four such days before today are known. */
        NOT_ENOUGH_HISTORY,
        /** No full hour of the day is over, or nothing at all has come in today. */
        NOT_YET,
        /** The metric does not know hours, the value is not known, or the shops' days do not begin at the same full hour of one time zone. */
        NOT_COMPARABLE;

        /** The public name: {@code normal}, {@code not_yet} … */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is said of one figure. All numbers are of the same full hours of a day.
     *
     * @param state what it is
     * @param value of today, as in an answer; null unless it was judged
     * @param low the least that is normal, in the unit of the metric; null unless it was judged
     * @param high the most that is normal
     * @param days how many days before stand behind the band
     */
    record Judged(
            State state,
            @Nullable Object value,
            @Nullable Double low,
            @Nullable Double high,
            int days) {}

    /**
     * What is said of figures.
     *
     * @param day that is running; null where the shops' days differ
     * @param until the wall clock up to which the full hours go that are compared; null if there are none
     * @param figures by metric
     * @param version of the warehouse
     */
    record Report(@Nullable LocalDate day, @Nullable LocalTime until, Map<String, Judged> figures, long version) {}

    /**
     * Judges the running day by the same hours of the same weekday of the eight weeks before.
     *
     * @param metrics ids of the dictionary
     * @param shops ids or names; empty means all that the caller sees
     * @throws io.quanjing.kernel.QuanjingException as {@link Metrics#ask}
     */
    Report judge(List<String> metrics, List<String> shops, Caller caller);
}
