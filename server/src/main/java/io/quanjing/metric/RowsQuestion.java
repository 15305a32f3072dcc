package io.quanjing.metric;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which figure's rows somebody wants to see.
 *
 * @param question the question that the figure answers, with one metric
 * @param cell the values of the breakdown's row, as facts carry them; null is a value of its own. Unlike a filter, a category does not take what is below it
 * @param period which of the question's periods, as the answer names it; null is all of them
 * @param base whether the figure is the one compared with; with a period, the one beside that
 * @param eachDay whether the figure is the sum of what each day has for itself: who came on two days counts twice. The question has no grain then
 * @param beyond whether the figure is what is beyond the first so many rows of the breakdown; null if it is not
 * @param beside the metrics of that breakdown, by whose rows and order the first ones are found; empty means the one alone
 * @param part of which part
 * @param offset how many rows to leave out
 * @param limit how many rows
 */
public record RowsQuestion(
        MetricQuestion question,
        Map<String, @Nullable String> cell,
        @Nullable String period,
        boolean base,
        boolean eachDay,
        @Nullable Integer beyond,
        List<String> beside,
        int part,
        int offset,
        int limit) {

    /** Of the whole figure, from the first row. */
    public RowsQuestion(MetricQuestion question) {
        this(question, Map.of(), null, false, false, null, List.of(), 0, 0, 50);
    }

    /** Of a row, a period or the base of the question, from the first row. */
    public RowsQuestion(
            MetricQuestion question, Map<String, @Nullable String> cell, @Nullable String period, boolean base) {
        this(question, cell, period, base, false, null, List.of(), 0, 0, 50);
    }

    /** Of everything, each day for itself. */
    public static RowsQuestion ofEachDay(MetricQuestion question) {
        return new RowsQuestion(question, Map.of(), null, false, true, null, List.of(), 0, 0, 50);
    }

    /** Of what is beyond the first rows of the question's breakdown, which has more metrics beside this one. */
    public static RowsQuestion ofBeyond(MetricQuestion question, int rows, List<String> beside) {
        return new RowsQuestion(question, Map.of(), null, false, false, rows, beside, 0, 0, 50);
    }

    /** Another page of the same. */
    public RowsQuestion page(int number, int from, int most) {
        return new RowsQuestion(question, cell, period, base, eachDay, beyond, beside, number, from, most);
    }

    /** The metric's id. */
    public String metric() {
        return question.metrics().getFirst();
    }
}
