package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MeasuredRow.RowKey;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity.Function;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.RowCondition;
import io.quanjing.metric.plan.Counted;
import io.quanjing.metric.plan.Key;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.PlanNode.Limit;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.metric.plan.PlanNode.Order;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.plan.Shift;
import io.quanjing.metric.plan.Window;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the days that are over say, as long as the warehouse says that no row of theirs has changed, so that a question asked again reads
 * the running day only. Sums and counts of both parts are added; of visitors and other things that count once, the running day adds those that were not there
 * before.
 */
final class SettledRows {

    private static final int MOST_PARTS = 400;

    /** A part with more rows is not kept: nobody looks at them all, and they are added row by row. */
    private static final int MOST_ROWS = 5_000;

    private static final int READ_ROWS = 100_000;

    private final Warehouse warehouse;
    private final Map<Limit, Part> parts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Limit, Part> eldest) {
            return size() > MOST_PARTS;
        }
    };

    SettledRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The rows of a part of a plan, and the currencies that they met. */
    record Rows(Map<RowKey, MeasuredRow> byKey, Set<String> currencies) {}

    /** One reads, the others wait. */
    private static final class Part {
        private List<Long> marks = List.of();
        private @Nullable Rows rows;
        private boolean large;
    }

    /**
     * The rows of a plan, in no order.
     *
     * @param read asks the warehouse
     */
    Rows of(Limit plan, ResolvedQuestion question, java.util.function.Function<Limit, Rows> read) {
        Filter any = plan.input().input().inputs().getFirst().input();
        LocalDate open = firstOpenDay(question, any.window());
        DayRange days = any.window().days();
        Merge merge = plan.input().input();
        List<Aggregate> whole =
                merge.inputs().stream().filter(each -> !splittable(each)).toList();
        if (!whole.isEmpty()) {
            return whole.size() == merge.inputs().size() || plan.cut()
                    ? read.apply(plan)
                    : added(
                            of(only(plan, SettledRows::splittable), question, read),
                            read.apply(only(plan, whole::contains)));
        }
        // Pieces do not begin and end with the periods, so their days are read together.
        if (any.window().shift() instanceof Shift.ByPieces || !days.from().isBefore(open)) {
            return unchanged(plan, read);
        }
        DayRange settled = days.to().isBefore(open) ? days : new DayRange(days.from(), open.minusDays(1));
        Limit before =
                narrowed(plan, settled, MOST_ROWS + 1, true, (aggregate, narrow) -> Stream.of(with(aggregate, narrow)));
        // Before the rows: they may be newer than their marks, never older.
        List<Long> marks = before.input().input().inputs().stream()
                .map(aggregate ->
                        warehouse.settled(aggregate.input().input().entity().name(), open))
                .toList();
        Optional<Rows> kept = marks.contains(Warehouse.NOT_KNOWN) ? Optional.empty() : kept(before, marks, read);
        if (kept.isEmpty()) {
            return unchanged(plan, read);
        }
        if (settled.equals(days)) {
            return kept.get();
        }
        DayRange running = new DayRange(open, days.to());
        return added(
                kept.get(),
                unchanged(
                        narrowed(
                                plan,
                                running,
                                READ_ROWS,
                                false,
                                (aggregate, narrow) -> running(aggregate, narrow, settled)),
                        read));
    }

    /** Two questions of a board often have the same part: while nothing changes it is read once, unless it moves with the clock. */
    private Rows unchanged(Limit plan, java.util.function.Function<Limit, Rows> read) {
        Filter any = plan.input().input().inputs().getFirst().input();
        return any.window().elapsed().isEmpty()
                ? kept(plan, List.of(warehouse.version()), read).orElseGet(() -> read.apply(plan))
                : read.apply(plan);
    }

    /** The day that runs in some shop, or that a base ends within. */
    private static LocalDate firstOpenDay(ResolvedQuestion question, Window window) {
        return Stream.concat(
                        question.shops().stream()
                                .map((Shop shop) -> shop.clock().day(question.now())),
                        window.elapsed().stream().map(Window.Elapsed::lastDay))
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
    }

    /** Not where rows change by the clock or by a table that is no mart. */
    private static boolean splittable(Aggregate aggregate) {
        return aggregate.counted() instanceof Counted.Each
                && aggregate.measures().stream()
                        .flatMap(measure -> measure.conditions().stream())
                        .noneMatch(row -> row instanceof RowCondition.OlderThan
                                || (row instanceof RowCondition.OfDimension of
                                        && of.dimension().looksUp()))
                && Stream.concat(
                                aggregate.keys().stream()
                                        .flatMap(key -> key instanceof Key.OfDimension d
                                                ? Stream.of(d.dimension())
                                                : Stream.<Dimension>empty()),
                                aggregate.input().dimensions())
                        .noneMatch(Dimension::looksUp);
    }

    /** A part of the tables, without an order: the parts are put together before they are ordered. */
    private static Limit only(Limit plan, Predicate<Aggregate> which) {
        Merge merge = plan.input().input();
        List<Aggregate> inputs = merge.inputs().stream().filter(which).toList();
        List<Measure> measures =
                inputs.stream().flatMap(input -> input.measures().stream()).toList();
        return new Limit(new Order(new Merge(inputs, merge.keys(), measures), null), plan.rows(), plan.cut());
    }

    private static Limit narrowed(
            Limit plan, DayRange days, int rows, boolean cut, BiFunction<Aggregate, Filter, Stream<Aggregate>> parts) {
        Merge merge = plan.input().input();
        List<Aggregate> aggregates = merge.inputs().stream()
                .flatMap(aggregate -> {
                    Filter filter = aggregate.input();
                    boolean running = !days.to().isBefore(filter.window().days().to());
                    Window window = new Window(
                            days,
                            filter.window().shift(),
                            running ? filter.window().elapsed() : List.of());
                    return parts.apply(aggregate, filter.within(window));
                })
                .toList();
        return new Limit(new Order(new Merge(aggregates, merge.keys(), merge.measures()), null), rows, cut);
    }

    private static Aggregate with(Aggregate aggregate, Filter filter) {
        return new Aggregate(filter, aggregate.keys(), aggregate.measures(), aggregate.perShop());
    }

    /** What adds up, and each thing that counts once without those that were there on days before with the same keys. */
    private static Stream<Aggregate> running(Aggregate aggregate, Filter filter, DayRange settled) {
        DayRange known = samePeriod(aggregate, filter.window(), settled);
        if (known == null) {
            return Stream.of(with(aggregate, filter));
        }
        List<Measure> adding = new ArrayList<>();
        List<Aggregate> parts = new ArrayList<>();
        for (Measure measure : aggregate.measures()) {
            if (measure.function() == Function.DISTINCT) {
                parts.add(new Aggregate(
                        filter, aggregate.keys(), List.of(measure), aggregate.perShop(), new Counted.Newcomers(known)));
            } else {
                adding.add(measure);
            }
        }
        // Also without measures: a row of things that are not known is a row.
        parts.addFirst(new Aggregate(filter, aggregate.keys(), adding, aggregate.perShop()));
        return parts.stream();
    }

    /** The settled days that lie in the period of the running day; null if none does. */
    private static @Nullable DayRange samePeriod(Aggregate aggregate, Window running, DayRange settled) {
        Grain grain = aggregate.keys().stream()
                .flatMap(key -> key instanceof Key.OfPeriod period ? Stream.of(period.grain()) : Stream.<Grain>empty())
                .findFirst()
                .orElse(Grain.TOTAL);
        LocalDate day = applied(running, running.days().from());
        LocalDate start = switch (grain) {
            case TOTAL -> LocalDate.MIN;
            case MONTH -> day.withDayOfMonth(1);
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case DAY, HOUR -> day;
        };
        if (grain == Grain.TOTAL) {
            return settled;
        }
        LocalDate from = running.days().from();
        while (from.isAfter(settled.from())
                && !applied(running, from.minusDays(1)).isBefore(start)) {
            from = from.minusDays(1);
        }
        return from.isAfter(settled.to()) ? null : new DayRange(from, settled.to());
    }

    private static LocalDate applied(Window window, LocalDate day) {
        return Objects.requireNonNull(window.shift().apply(day));
    }

    private Optional<Rows> kept(Limit plan, List<Long> marks, java.util.function.Function<Limit, Rows> read) {
        Part part;
        synchronized (parts) {
            part = parts.computeIfAbsent(plan, key -> new Part());
        }
        synchronized (part) {
            if (part.large) {
                return Optional.empty();
            }
            Rows rows = part.rows;
            if (rows == null || !part.marks.equals(marks)) {
                rows = read.apply(plan);
                if (rows.byKey().size() > MOST_ROWS) {
                    part.large = true;
                    part.rows = null;
                    // More rows than the part's limit are not all of them.
                    return plan.cut() && rows.byKey().size() >= plan.rows() ? Optional.empty() : Optional.of(rows);
                }
                part.rows = rows;
                part.marks = marks;
            }
            return Optional.of(rows);
        }
    }

    private static Rows added(Rows before, Rows running) {
        Map<RowKey, MeasuredRow> rows = new LinkedHashMap<>(before.byKey());
        running.byKey().forEach((key, row) -> rows.merge(key, row, SettledRows::sum));
        Set<String> currencies = new TreeSet<>(before.currencies());
        currencies.addAll(running.currencies());
        return new Rows(rows, currencies);
    }

    private static MeasuredRow sum(MeasuredRow one, MeasuredRow other) {
        Map<String, BigDecimal> measures = new HashMap<>(one.measures());
        other.measures().forEach((id, value) -> measures.merge(id, value, BigDecimal::add));
        return new MeasuredRow(one.key(), measures);
    }
}
