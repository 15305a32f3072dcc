package io.quanjing.metric;

import io.quanjing.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The semantic layer: every figure of every page, file and command comes from here. */
public interface Metrics {

    /**
     * Answers a question that somebody waits for on a page. Without a limit of its own it has 10,000 rows at most; whether there are more
     * says {@link MetricAnswer#truncated()}.
     *
     * @throws io.quanjing.kernel.QuanjingException if the question names something that does not exist or cannot be combined
     */
    MetricAnswer ask(MetricQuestion question, Caller caller);

    /**
     * Answers a question for a file: with every row, up to a million or what a third of the heap holds, in the queue of those who can wait. A question with a limit of its
     * own has that many.
     *
     * @throws io.quanjing.kernel.QuanjingException as {@link #ask}, or if there are more rows: a file is never cut
     */
    MetricAnswer export(MetricQuestion question, Caller caller);

    /**
     * The values of a dimension in which a text occurs, in the key or in a title in whatever case: those that facts of the shops have, 50 at
     * most, by key.
     *
     * @param text at most 200 characters; an empty one finds every value
     * @param named ids or names of shops; empty means all that the caller sees
     * @throws io.quanjing.kernel.QuanjingException if there is no such dimension or shop
     */
    List<FoundValue> values(String dimension, String text, List<String> named, Caller caller);

    /**
     * A value that was found.
     *
     * @param value as facts carry it
     * @param title what people call it, or null
     */
    record FoundValue(String value, MetricAnswer.@Nullable Label title) {}

    /** What can be asked of every shop. */
    MetricDictionary dictionary();

    /**
     * What can be asked of some shops: what can be asked of every shop, and what all of these have added alike.
     *
     * @param named ids or names of shops; empty means all that the caller sees
     */
    default MetricDictionary dictionary(List<String> named, Caller caller) {
        return dictionary();
    }
}
