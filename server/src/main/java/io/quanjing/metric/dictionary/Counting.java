package io.quanjing.metric.dictionary;

import java.util.List;
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
     * @param layer and in this layer of all things, judged by all their rows
     */
    record AtEnd(
            Span within,
            @Nullable Span again,
            @Nullable Span without,
            @Nullable Layer layer) implements Counting {

        @Override
        public int looksBack() {
            return Stream.of(
                            Optional.of(within),
                            Optional.ofNullable(again),
                            Optional.ofNullable(without),
                            Optional.ofNullable(layer).map(Layer::days))
                    .flatMap(Optional::stream)
                    .mapToInt(span -> span.from() == null ? 0 : -span.from())
                    .max()
                    .orElse(0);
        }
    }

    /**
     * Things by recency, frequency and monetary value (RFM), each high or low: F and M of so many days, R within them.
     *
     * @param of the combinations that belong to the layer: R, F and M where it is high, r, f and m where it is low
     * @param days over which values and amounts count
     * @param recent on which of them a row makes R high
     * @param column of which different values are counted
     * @param least how many of them make F high
     * @param sum the column whose sum makes M high if it is the mean of the things with a row on {@code days}, or more
     */
    record Layer(List<String> of, Span days, Span recent, String column, int least, String sum) {}

    /**
     * By the first row that a thing ever has, if so many days since then are over.
     *
     * @param days how many
     * @param later what is summed of the thing's rows in those days; null counts the things
     */
    record SinceFirst(int days, @Nullable Later later) implements Counting {}

    /**
     * The things whose person did something from a moment of the row until so many hours after another one.
     *
     * @param deed what the person did
     * @param from the column of the moment from which on it counts
     * @param to the column of the moment after which the hours run
     * @param hours how many
     * @param same a column that both tables have, for example the product, or null if anything counts
     */
    record Followed(
            Deed deed,
            String from,
            String to,
            int hours,
            @Nullable String same) implements Counting {}

    /**
     * The persons by the first row that they ever have.
     *
     * @param people a query of the customers of visitors: shop, visitor, customer
     * @param deed what they did in the period of that row, not before it; null counts them all
     */
    record FirstTime(String people, @Nullable Deed deed) implements Counting {}

    /**
     * Rows of a table that tell what a person did. A person is the row's customer, or else the customer of its visitor, or else the
     * visitor.
     *
     * @param people a query of the customers of visitors: shop, visitor, customer
     * @param entity the table's name
     * @param time by which time its rows count
     */
    record Deed(String people, String entity, String time) {}

    /**
     * Rows of a table that are about the same thing.
     *
     * @param entity the table's name
     * @param time by which time its rows count
     * @param sum the column that is summed
     */
    record Later(String entity, String time, String sum) {}
}
