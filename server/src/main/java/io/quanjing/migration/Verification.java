package io.quanjing.migration;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricQuestion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares both sides: every table, and the figures that people look at. */
final class Verification {

    /** So that a question stays small. */
    private static final int METRICS_AT_A_TIME = 4;

    private static final int SHOPS_AT_A_TIME = 20;

    private static final int RECENT_DAYS = 30;

    private final Side source;
    private final Side target;
    private final SameFigures same;
    private final Migration.Listener listener;
    private int tables;
    private long rows;
    private int questions;
    private long figures;

    Verification(Side source, Side target, Migration.Listener listener) {
        this.source = source;
        this.target = target;
        this.same = new SameFigures(source.metrics(), target.metrics());
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
        for (List<FactSliceStore.Extent> together : groups(new FactSliceStore(source.warehouse(), 1).extents())) {
            List<String> shops =
                    together.stream().map(FactSliceStore.Extent::shop).toList();
            LocalDate first = earliest(together.stream().map(FactSliceStore.Extent::first));
            LocalDate last = together.stream()
                    .map(FactSliceStore.Extent::last)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            // Of the shop that ended first, too.
            LocalDate recent =
                    earliest(together.stream().map(FactSliceStore.Extent::last)).minusDays(RECENT_DAYS - 1L);
            DayRange days = new DayRange(first.isAfter(recent) ? first : recent, last);
            for (int i = 0; i < metrics.size(); i += METRICS_AT_A_TIME) {
                List<String> some = metrics.subList(i, Math.min(i + METRICS_AT_A_TIME, metrics.size()));
                compare(shops, some, new DayRange(first, last), Grain.MONTH);
                compare(shops, some, days, Grain.DAY);
            }
            listener.progressed("Compared the metrics of " + String.join(", ", shops), 0, 0);
        }
    }

    private static LocalDate earliest(Stream<LocalDate> days) {
        return days.min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Shops that are asked for in one question: of one currency, since others do not add up, and whose last days lie near each other. */
    private static List<List<FactSliceStore.Extent>> groups(List<FactSliceStore.Extent> extents) {
        Map<List<Object>, List<List<FactSliceStore.Extent>>> groups = new LinkedHashMap<>();
        for (FactSliceStore.Extent extent : extents) {
            Object money = extent.currency() == null ? extent : extent.currency();
            List<List<FactSliceStore.Extent>> alike =
                    groups.computeIfAbsent(List.of(money, YearMonth.from(extent.last())), key -> new ArrayList<>());
            if (alike.isEmpty() || alike.getLast().size() == SHOPS_AT_A_TIME) {
                alike.add(new ArrayList<>());
            }
            alike.getLast().add(extent);
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private void compare(List<String> shops, List<String> metrics, DayRange range, Grain grain) {
        figures += same.compare(
                new MetricQuestion(metrics, range, grain, List.of("shop"), Map.of(), shops, null, null, null));
        questions++;
    }
}
