package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.metric.MetricAnswer.Label;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which figures of days that were over have changed since a moment, and because of which facts. */
public interface Restatements {

    /** The most days of one question. */
    int MOST_DAYS = 62;

    /** The most metrics of one question. */
    int MOST_METRICS = 5;

    /** So many changes are listed, and the rows of the first of them. */
    int MOST = 200;

    /** Of so many changes the rows are told. */
    int MOST_EXPLAINED = 20;

    /**
     * The changes, the latest day first.
     *
     * @param question metrics, days, shops and filters; days that were not over at the moment are left out
     * @param since {@code 2026-04-15T06:25:00Z}
     * @throws io.quanjing.kernel.QuanjingException as {@link Metrics#ask} and {@link Pasts#at}
     */
    Listed since(MetricQuestion question, String since, Caller caller);

    /**
     * The changes.
     *
     * @param since the moment
     * @param now the moment that it is compared with
     * @param changes at most {@link #MOST}
     * @param truncated whether there are more
     */
    record Listed(Instant since, Instant now, @Nullable String currency, List<Change> changes, boolean truncated) {}

    /**
     * A figure of a day that is another one than it was.
     *
     * @param from what it was, or null where it was not known
     * @param to what it is
     * @param because the rows; null where they were not looked for
     */
    record Change(
            String metric,
            LocalDate day,
            @Nullable Object from,
            @Nullable Object to,
            @Nullable List<Because> because) {}

    /**
     * Facts of one table that came, went or are others now.
     *
     * @param table its name
     * @param title what its rows are
     * @param how {@code added}, {@code removed} or {@code changed}
     * @param facts how many
     * @param ids the first of them: orders, refunds, sessions, visitors
     * @param loads the runs that brought the first of them, where they are orders or refunds; {@code live} for events and small writes
     */
    record Because(String table, Label title, String how, long facts, List<String> ids, List<String> loads) {}
}
