package io.quanjing.metric.dictionary;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that answers questions.
 *
 * @param name the table's name
 * @param cost the planner takes the cheapest table that can answer
 * @param times the ways to date a row, by name
 * @param history whose first day is where the shop's history starts
 * @param currency the column of the amounts' currency, or null if the table has none
 * @param columns the column of each dimension that the table has itself
 * @param measures what can be aggregated, by id
 */
public record Entity(
        String name,
        int cost,
        Map<String, Time> times,
        History history,
        @Nullable String currency,
        Map<String, String> columns,
        Map<String, Measure> measures) {

    /**
     * A way to date a row.
     *
     * @param name for example {@code paid}
     * @param day the column of the shop day
     * @param hour the column of the hour on the shop's wall clock, or null where only the day is known
     * @param at the column of the moment, or null where the table only knows the hour or the day
     * @param moments where the table only knows the hour, a query without ending over the facts that has the columns of the table and
     *     {@code at}, to answer a part of an hour; otherwise null
     */
    public record Time(
            String name,
            String day,
            @Nullable String hour,
            @Nullable String at,
            @Nullable String moments) {

        /** Whether a running day cannot be told in parts. */
        public boolean wholeDays() {
            return at == null && moments == null;
        }
    }

    /** A table and one of its times. */
    public record History(String entity, String time) {}

    /**
     * Something to aggregate.
     *
     * @param id its name; the same in every table that offers it
     * @param time the name of the time that dates it
     * @param function how
     * @param column of what; null for {@link Function#COUNT}
     * @param decimal whether a sum has decimals
     * @param conditions which rows count
     * @param looksBack how many days before a row the history has to reach for the row to be judged rightly
     * @param counting what is counted, where rows alone do not say it
     */
    public record Measure(
            String id,
            String time,
            Function function,
            @Nullable String column,
            boolean decimal,
            List<RowCondition> conditions,
            int looksBack,
            Counting counting) {}

    /** How rows become a number. */
    public enum Function {
        SUM,
        COUNT,
        DISTINCT
    }

    /** The time by name. */
    public Time time(String time) {
        Time found = times.get(time);
        if (found == null) {
            throw new IllegalArgumentException("The entity " + name + " has no time " + time + ".");
        }
        return found;
    }

    /** The measure by id. */
    public Measure measure(String id) {
        Measure found = measures.get(id);
        if (found == null) {
            throw new IllegalArgumentException("The entity " + name + " has no measure " + id + ".");
        }
        return found;
    }
}
