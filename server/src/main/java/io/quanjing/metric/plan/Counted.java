package io.quanjing.metric.plan;

import io.quanjing.kernel.DayRange;
import io.quanjing.metric.dictionary.Counting;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an aggregate counts, with the days that it takes. All but {@link Each} have exactly one measure. */
public sealed interface Counted {

    /** Every row, or every thing once. */
    Counted EACH = new Each();

    /** Every row, or every thing once. */
    record Each() implements Counted {}

    /** The things that have no row with the same keys on these days. */
    record Newcomers(DayRange known) implements Counted {}

    /** The things with several values of another column. */
    record Repeated(Counting.Repeated how) implements Counted {}

    /** The things of each day, up to the last day of the question that counts. */
    record EachDay(Counting.EachDay how, List<LastDay> lastDays) implements Counted {}

    /** The things as they stand at the ends of periods. */
    record AtEnd(Counting.AtEnd how, List<End> ends) implements Counted {}

    /**
     * The things by their first row.
     *
     * @param later the table whose rows are summed, or null
     */
    record SinceFirst(Counting.SinceFirst how, List<LastDay> lastDays, PlanNode.@Nullable Scan later)
            implements Counted {}

    /**
     * The things whose person did something after.
     *
     * @param deeds the table that tells of it
     */
    record Followed(Counting.Followed how, PlanNode.Scan deeds) implements Counted {}

    /**
     * The persons by their first row.
     *
     * @param deeds the table of what they did in the period, or null
     */
    record FirstTime(Counting.FirstTime how, PlanNode.@Nullable Scan deeds) implements Counted {}

    /** The last day of the question that counts for shops with one clock. */
    record LastDay(List<String> shops, LocalDate day) {}

    /**
     * The end of a period.
     *
     * @param shops with one clock
     * @param period what the period is called: its first day
     * @param day the last day
     */
    record End(List<String> shops, LocalDate period, LocalDate day) {}
}
