package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.kernel.DayRange;
import io.quanjing.metric.MetricAnswer.Label;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a figure to the facts behind it, which add up to it. */
public interface MetricRows {

    /** The most rows of one page. */
    int MOST_ROWS = 500;

    /** The most rows before a page. */
    int MOST_BEFORE = 100_000;

    /**
     * A page of the rows of one part, with what all rows of every part add up to.
     *
     * @throws io.quanjing.kernel.QuanjingException if the question names something that does not exist or cannot be combined
     */
    Page page(RowsQuestion question, Caller caller);

    /**
     * Every row of every part, for a file, as many as {@link Metrics#export} has.
     *
     * @throws io.quanjing.kernel.QuanjingException as {@link #page}, if there are more rows, or if the caller may not export
     */
    Sheets export(RowsQuestion question, Caller caller);

    /**
     * A figure and how it comes from rows.
     *
     * @param metric its id
     * @param range the days that its rows are of; of a base, the base's
     * @param unit as the dictionary says
     * @param currency of its amounts, or null
     * @param value as {@link Metrics#ask} answers it; null where it is unknown
     * @param formula over the totals: their names in braces, {@code {gmv} / {buyers}}
     * @param unknown whether a part that is not known makes the value unknown
     * @param parts the rows of each table
     */
    record Figure(
            String metric,
            DayRange range,
            String unit,
            @Nullable String currency,
            @Nullable Object value,
            String formula,
            boolean unknown,
            List<Part> parts) {}

    /**
     * Rows of one table, dated in one way.
     *
     * @param table its name
     * @param title what the rows are
     * @param whole whether these are the rows of all values, for a share, not only of the one that the figure is about
     * @param rows how many there are
     * @param columns of the rows
     * @param totals what they add up to
     */
    record Part(String table, Label title, boolean whole, long rows, List<Column> columns, List<Total> totals) {}

    /**
     * A column.
     *
     * @param id the key in the rows
     * @param title for people
     * @param kind how a value reads
     * @param dimension whose values it has, or null
     * @param brings whether it is what the row brings to a measure
     */
    record Column(
            String id, Label title, Kind kind, @Nullable String dimension, boolean brings) {}

    /** How the values of a column read. */
    enum Kind {
        TEXT,
        /** {@code 2026-02-10}, a shop day. */
        DAY,
        /** {@code 2026-02-10T10:05:00} on the shop's wall clock. */
        MOMENT,
        /** A whole number. */
        COUNT,
        /** A decimal that is no money, in letters. */
        NUMBER,
        /** Money, a decimal in letters. */
        AMOUNT
    }

    /**
     * What a column adds up to.
     *
     * @param name in the formula
     * @param column its id
     * @param title for people
     * @param how {@code sum} of the column, {@code count} of its values, how many {@code distinct} ones each shop has, or on each day ({@code distinct_by_day})
     * @param value exact, in letters
     */
    record Total(String name, String column, Label title, String how, String value) {}

    /**
     * Some rows.
     *
     * @param part which part's
     * @param rows by the columns' ids
     * @param labels titles of values, by dimension
     * @param masked whether ids of people are cut because the caller may not export
     * @param asOf when the figure was worked out
     * @param version of the data
     */
    record Page(
            Figure figure,
            int part,
            int offset,
            List<Map<String, @Nullable Object>> rows,
            Map<String, Map<String, Label>> labels,
            boolean masked,
            Instant asOf,
            long version) {}

    /**
     * All rows.
     *
     * @param rows one list a part, with one list a row in the order of the part's columns
     */
    record Sheets(Figure figure, List<List<List<@Nullable Object>>> rows) {}
}
