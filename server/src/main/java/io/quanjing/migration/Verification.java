package io.quanjing.migration;

import io.quanjing.access.Caller;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricQuestion;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares both sides: every table, and the figures that people look at. */
final class Verification {

    /** So that a question stays small. */
    private static final int METRICS_AT_A_TIME = 4;

    private static final int RECENT_DAYS = 30;

    private final Side source;
    private final Side target;
    private final Migration.Listener listener;
    private int tables;
    private long rows;
    private int questions;
    private long figures;

    Verification(Side source, Side target, Migration.Listener listener) {
        this.source = source;
        this.target = target;
        this.listener = listener;
    }

    Migration.Report report() {
        return new Migration.Report(tables, rows, questions, figures);
    }

    void facts(Map<String, TableSum> there, Map<String, TableSum> here) {
        there.forEach((table, sum) -> requireEqual(table, sum, here.get(table)));
        listener.progressed("Compared the facts", 0, 0);
    }

    void operational() {
        try (Connection from = source.database().getConnection();
                Connection to = target.database().getConnection()) {
            OperationalStore there = new OperationalStore(from);
            OperationalStore here = new OperationalStore(to);
            for (String table : there.tables()) {
                List<String> columns = there.columns(table);
                requireEqual(table, there.sum(table, columns), here.sum(table, columns));
            }
            listener.progressed("Compared the operational tables", 0, 0);
        } catch (SQLException e) {
            throw OperationalStore.failed("comparing the operational tables", e);
        }
    }

    private void requireEqual(String table, TableSum there, @Nullable TableSum here) {
        if (!there.equals(here)) {
            throw new QuanjingException(
                    MigrationError.NOT_EQUAL,
                    "The table " + table + " has " + there + " at the source and " + here
                            + " at the target. Maybe somebody wrote to the target meanwhile; empty it and copy again.",
                    Map.of("table", table));
        }
        tables++;
        rows += there.rows();
    }

    /** All metrics of each shop, by month over everything there is and by day over the last month of it. */
    void metrics() {
        List<String> metrics = source.metrics().dictionary().metrics().stream()
                .map(MetricDictionary.Metric::id)
                .toList();
        for (FactSliceStore.Extent extent : new FactSliceStore(source.warehouse(), 1).extents()) {
            LocalDate recent = extent.last().minusDays(RECENT_DAYS - 1L);
            LocalDate first = extent.first().isAfter(recent) ? extent.first() : recent;
            for (int i = 0; i < metrics.size(); i += METRICS_AT_A_TIME) {
                List<String> some = metrics.subList(i, Math.min(i + METRICS_AT_A_TIME, metrics.size()));
                compare(extent.shop(), some, new DayRange(extent.first(), extent.last()), Grain.MONTH);
                compare(extent.shop(), some, new DayRange(first, extent.last()), Grain.DAY);
            }
            listener.progressed("Compared the metrics of " + extent.shop(), 0, 0);
        }
    }

    private void compare(String shop, List<String> metrics, DayRange range, Grain grain) {
        MetricQuestion question =
                new MetricQuestion(metrics, range, grain, List.of(), Map.of(), List.of(shop), null, null, null);
        List<String> there = texts(source.metrics().ask(question, Caller.commandLine()));
        List<String> here = texts(target.metrics().ask(question, Caller.commandLine()));
        if (!there.equals(here)) {
            throw new QuanjingException(
                    MigrationError.NOT_EQUAL,
                    "The metrics " + metrics + " of " + shop + " over " + range
                            + " are not equal on both sides, although the facts are. This is a fault of ours; the source is as it was.",
                    Map.of("shop", shop, "metrics", metrics));
        }
        questions++;
        figures += (long) there.size() * metrics.size();
    }

    /** Rows in an order of their own, numbers in one form. */
    private static List<String> texts(MetricAnswer answer) {
        List<String> texts = new ArrayList<>();
        for (Map<String, @Nullable Object> row : answer.rows()) {
            StringBuilder text = new StringBuilder();
            row.forEach((name, value) ->
                    text.append(name).append('=').append(plain(value)).append(' '));
            texts.add(text.toString());
        }
        return texts.stream().sorted().toList();
    }

    private static String plain(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
