package io.quanjing.migration;

import io.quanjing.access.Caller;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks both sides the same. Some figures of the last days move with the clock: what is younger than a day does not count for
 * {@code product_pay_rate}. Where both sides differ and the source no longer says what it said before the target was asked, both are asked
 * again.
 */
final class SameFigures {

    private static final int MOST_TRIES = 10;

    private final Metrics source;
    private final Metrics target;

    SameFigures(Metrics source, Metrics target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Compares the answers of both sides.
     *
     * @return how many figures are equal
     * @throws QuanjingException {@code migration.not_equal} if they differ
     */
    long compare(MetricQuestion question) {
        List<String> there = texts(source, question);
        List<String> here = texts(target, question);
        for (int tries = 1; !there.equals(here); tries++) {
            List<String> again = texts(source, question);
            if (again.equals(there) || tries == MOST_TRIES) {
                throw differ(question, there, here);
            }
            there = again;
            here = texts(target, question);
        }
        return (long) there.size() * question.metrics().size();
    }

    private static QuanjingException differ(MetricQuestion question, List<String> there, List<String> here) {
        return new QuanjingException(
                MigrationError.NOT_EQUAL,
                "The metrics " + question.metrics() + " of " + String.join(", ", question.shops()) + " over "
                        + question.range() + " are not equal on both sides, although the facts are: the source has "
                        + without(there, here) + " and the target " + without(here, there)
                        + ". This is a fault of ours; the source is as it was.",
                Map.of("shops", question.shops(), "metrics", question.metrics()));
    }

    /** The first row of one side that the other does not have. */
    private static String without(List<String> rows, List<String> others) {
        return rows.stream().filter(row -> !others.contains(row)).findFirst().orElse("no row of its own");
    }

    /** Rows in an order of their own, numbers in one form. */
    private static List<String> texts(Metrics metrics, MetricQuestion question) {
        MetricAnswer answer = metrics.ask(question, Caller.commandLine());
        List<String> texts = new ArrayList<>();
        for (Map<String, @Nullable Object> row : answer.rows()) {
            List<String> cells = new ArrayList<>();
            row.forEach((name, value) -> cells.add(name + "=" + plain(value)));
            texts.add(String.join(" ", cells));
        }
        return texts.stream().sorted().toList();
    }

    private static String plain(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
