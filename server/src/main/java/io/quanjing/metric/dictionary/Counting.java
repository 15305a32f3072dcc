package io.quanjing.metric.dictionary;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a measure counts, where rows alone do not say it. A thing is a value of the measure's column: a visitor, a customer. */
public sealed interface Counting {

    /** How many days before the end of a period the history has to reach. */
    default int looksBack() {
        return 0;
    }

    /** Every row, or every thing once. */
    record Each() implements Counting {}

    /** The things that have at least so many different values of another column. */
    record Repeated(String column, int least) implements Counting {}

    /**
     * The things of each day for themselves, of days after which so many days are over.
     *
     * @param after the days on which they may come back, counted from their own
     * @param back whether only those count that do come back
     */
    record EachDay(Span after, boolean back) implements Counting {}

    /**
     * The things as they stand at the end of a period, whatever its first day: those with a row on days counted from the last one.
     *
     * @param within on one of these days
     * @param again and also on one of these, whichever row that is
     * @param without and on none of these
     */
    record AtEnd(
            Span within, @Nullable Span again, @Nullable Span without) implements Counting {

        @Override
        public int looksBack() {
            return Stream.of(Optional.of(within), Optional.ofNullable(again), Optional.ofNullable(without))
                    .flatMap(Optional::stream)
                    .mapToInt(span -> span.from() == null ? 0 : -span.from())
                    .max()
                    .orElse(0);
        }
    }

    /**
     * By the first row that a thing ever has, if so many days since then are over.
     *
     * @param days how many
     * @param later what is summed of the thing's rows in those days; null counts the things
     */
    record SinceFirst(int days, @Nullable Later later) implements Counting {}

    /**
     * Rows of a table that are about the same thing.
     *
     * @param entity the table's name
     * @param time by which time its rows count
     * @param sum the column that is summed
     */
    record Later(String entity, String time, String sum) {}
}
