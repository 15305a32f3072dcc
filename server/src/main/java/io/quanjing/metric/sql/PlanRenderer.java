package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.localDateAdd;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import io.quanjing.calendar.Alignment.Piece;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.dictionary.RowCondition;
import io.quanjing.metric.plan.Counted;
import io.quanjing.metric.plan.Keep;
import io.quanjing.metric.plan.Key;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.PlanNode.Limit;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.metric.plan.PlanNode.Order;
import io.quanjing.metric.plan.Shift;
import io.quanjing.metric.plan.Window;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse.Dialect;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Words the warehouse's part of a plan. The columns are the keys ({@code k0} …), the measures by id, and the currencies' limits. */
public final class PlanRenderer {

    /** The column of the first currency of a row's amounts. */
    public static final String CURRENCY_FROM = "currency_from";
    /** The column of the last currency of a row's amounts; another one than the first means that they are mixed. */
    public static final String CURRENCY_TO = "currency_to";

    private static final DataType<BigDecimal> AMOUNT = SQLDataType.DECIMAL(38, 4);

    private static final String UNION = "u";

    private PlanRenderer() {}

    /** One statement for the whole merge, ordered and limited. */
    public static SqlQuery render(Limit limit, Instant now, Dialect dialect) {
        Order order = limit.input();
        Merge merge = order.input();
        List<Field<?>> keys = keyColumns(merge.keys());
        List<Field<?>> columns = new ArrayList<>(keys);
        merge.measures()
                .forEach(measure ->
                        columns.add(total(measure.id(), type(measure)).as(measure.id())));
        columns.add(min(Dialects.column(CURRENCY_FROM, String.class)).as(CURRENCY_FROM));
        columns.add(max(Dialects.column(CURRENCY_TO, String.class)).as(CURRENCY_TO));
        List<OrderField<?>> orders = new ArrayList<>();
        if (order.by() != null) {
            orders.add(expression(order.by()).desc().nullsLast());
        }
        keys.forEach(key -> orders.add(key.asc().nullsLast()));
        return Dialects.render(
                select(columns)
                        .from(union(merge, now))
                        .groupBy(keys)
                        .orderBy(orders)
                        // One row too many is refused by whoever reads the rows.
                        .limit(inline(limit.rows() + (limit.cut() ? 0L : 1L))),
                dialect);
    }

    /** One row with one number: how many rows the merge has. */
    public static SqlQuery rows(Merge merge, Instant now, Dialect dialect) {
        Merge bare = new Merge(
                merge.inputs().stream()
                        .map(input -> new Aggregate(input.input(), input.keys(), List.of(), false))
                        .toList(),
                merge.keys(),
                List.of());
        List<Field<?>> keys = keyColumns(merge.keys());
        return Dialects.render(
                select(count().as("n"))
                        .from(select(keys).from(union(bare, now)).groupBy(keys).asTable("r")),
                dialect);
    }

    private static Table<? extends Record> union(Merge merge, Instant now) {
        return merge.inputs().stream()
                .<Select<? extends Record>>map(input -> aggregate(input, merge, now))
                .reduce(PlanRenderer::unionAll)
                .orElseThrow()
                .asTable(UNION);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The selects have the same columns by construction.
    private static Select<? extends Record> unionAll(Select a, Select b) {
        return a.unionAll(b);
    }

    private static List<Field<?>> keyColumns(List<Key> keys) {
        List<Field<?>> columns = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            columns.add(Dialects.column("k" + i, Object.class));
        }
        return columns;
    }

    private static Select<? extends Record> aggregate(Aggregate aggregate, Merge merge, Instant now) {
        Filter filter = aggregate.input();
        if (!(aggregate.counted() instanceof Counted.Each)) {
            return new CountedThings(aggregate, merge, now).words();
        }
        Entity entity = filter.input().entity();
        Entity.Time time = filter.input().time();
        List<Field<?>> groups = new ArrayList<>();
        List<Field<?>> columns = new ArrayList<>();
        for (int i = 0; i < aggregate.keys().size(); i++) {
            Field<?> field = key(aggregate.keys().get(i), filter);
            groups.add(field);
            columns.add(field.as("k" + i));
        }
        if (aggregate.perShop()) {
            groups.add(shop());
        }
        for (Measure measure : merge.measures()) {
            columns.add(
                    aggregate.measures().contains(measure)
                            ? measure(measure, entity, time, now).as(measure.id())
                            : castNull(type(measure)).as(measure.id()));
        }
        boolean money =
                entity.currency() != null && aggregate.measures().stream().anyMatch(Measure::decimal);
        Field<String> currency = money
                ? Dialects.column(DimensionField.FACT, String.valueOf(entity.currency()), String.class)
                : castNull(SQLDataType.VARCHAR);
        columns.add(money ? min(currency).as(CURRENCY_FROM) : currency.as(CURRENCY_FROM));
        columns.add(money ? max(currency).as(CURRENCY_TO) : currency.as(CURRENCY_TO));
        return select(columns)
                .from(DimensionField.source(HourlyRows.of(filter), entity, dimensions(aggregate)))
                .where(where(filter, time))
                .groupBy(groups);
    }

    /** What the keys, the filter and the conditions of the measures look up. */
    static List<Dimension> dimensions(Aggregate aggregate) {
        return Stream.of(
                        aggregate.keys().stream()
                                .flatMap(key -> key instanceof Key.OfDimension d
                                        ? Stream.of(d.dimension())
                                        : Stream.<Dimension>empty()),
                        aggregate.input().dimensions(),
                        aggregate.measures().stream()
                                .flatMap(measure -> measure.conditions().stream())
                                .flatMap(row -> row instanceof RowCondition.OfDimension of
                                        ? Stream.of(of.dimension())
                                        : Stream.<Dimension>empty()))
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    static Field<?> key(Key key, Filter filter) {
        Entity.Time time = filter.input().time();
        return switch (key) {
            case Key.OfDimension d ->
                DimensionField.of(d.dimension(), filter.input().entity(), time);
            case Key.OfPeriod p -> period(shifted(time, filter.window().shift()), p.grain());
            case Key.OfHour h -> {
                Field<Long> hour =
                        Dialects.column(DimensionField.FACT, java.util.Objects.requireNonNull(time.hour()), Long.class);
                yield h.cutoff() == 0
                        ? hour
                        : when(hour.lt(inline((long) h.cutoff())), hour.plus(inline(24L)))
                                .otherwise(hour);
            }
        };
    }

    /** The day of the question that a row's day stands for. */
    static Field<LocalDate> shifted(Entity.Time time, Shift shift) {
        Field<LocalDate> day = Dialects.column(DimensionField.FACT, time.day(), LocalDate.class);
        return switch (shift) {
            case Shift.ByDays by -> by.days() == 0 ? day : added(day, by.days(), DatePart.DAY);
            case Shift.ByMonths by ->
                by.months() % 12 == 0
                        ? added(day, by.months() / 12, DatePart.YEAR)
                        : added(day, by.months(), DatePart.MONTH);
            case Shift.ByPieces by -> pieces(day, by.pieces());
        };
    }

    private static Field<LocalDate> added(Field<LocalDate> day, long number, DatePart part) {
        return localDateAdd(day, inline((int) number), part).cast(SQLDataType.LOCALDATE);
    }

    /** The last piece needs no condition: other days are left out. */
    private static Field<LocalDate> pieces(Field<LocalDate> day, List<Piece> pieces) {
        // Bounds as literals: with bind values the key would be another expression in the group than in the columns.
        Field<LocalDate> shifted = added(day, Shift.ByPieces.distance(pieces.getLast()), DatePart.DAY);
        for (Piece piece : pieces.subList(0, pieces.size() - 1).reversed()) {
            shifted = when(day.le(inline(piece.base().to())), added(day, Shift.ByPieces.distance(piece), DatePart.DAY))
                    .otherwise(shifted);
        }
        return shifted;
    }

    private static Field<?> period(Field<LocalDate> day, Grain grain) {
        return switch (grain) {
            case WEEK, MONTH ->
                function("date_trunc", LocalDate.class, inline(grain.id()), day).cast(SQLDataType.LOCALDATE);
            case HOUR, DAY, TOTAL -> day;
        };
    }

    static Field<String> shop() {
        return Dialects.column(DimensionField.FACT, "shop", String.class);
    }

    static Condition where(Filter filter, Entity.Time time) {
        Window window = filter.window();
        Field<LocalDate> day = Dialects.column(DimensionField.FACT, time.day(), LocalDate.class);
        Condition condition = shop().in(filter.shops())
                .and(day.between(window.days().from(), window.days().to()));
        if (window.shift() instanceof Shift.ByPieces by && by.pieces().size() > 1) {
            condition = condition.and(DSL.or(by.pieces().stream()
                    .map(piece -> day.between(piece.base().from(), piece.base().to()))
                    .toList()));
        }
        String at = time.at();
        if (time.wholeDays()) {
            // The running day has no part that could be compared.
            for (Window.Elapsed elapsed : window.elapsed()) {
                condition = condition.and(not(shop().in(elapsed.shops()).and(day.ge(elapsed.lastDay()))));
            }
        }
        if (at != null && !window.elapsed().isEmpty()) {
            Field<LocalDateTime> moment = Dialects.column(DimensionField.FACT, at, LocalDateTime.class);
            condition = condition.and(DSL.or(window.elapsed().stream()
                    .map(elapsed -> shop().in(elapsed.shops())
                            .and(day.lt(elapsed.lastDay())
                                    .or(day.eq(elapsed.lastDay()).and(moment.lt(utc(elapsed.until()))))))
                    .toList()));
        }
        for (Keep keep : filter.keeps()) {
            condition = condition.and(DimensionField.keeps(keep, filter.input().entity(), time));
        }
        if (filter.except() != null) {
            condition = condition.and(
                    DimensionField.leaves(filter.except(), filter.input().entity(), time));
        }
        return condition;
    }

    static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Field<?> measure(Measure measure, Entity entity, Entity.Time time, Instant now) {
        Condition condition = conditions(measure, entity, time, now);
        boolean all = measure.conditions().isEmpty();
        return switch (measure.function()) {
            case COUNT -> all ? count() : count(when(condition, inline(1)));
            case DISTINCT -> {
                Field<String> column = Dialects.column(DimensionField.FACT, name(measure), String.class);
                yield countDistinct(all ? column : when(condition, column));
            }
            case SUM -> {
                Field<BigDecimal> column = Dialects.column(DimensionField.FACT, name(measure), BigDecimal.class);
                yield sum(all ? column : when(condition, column)).cast(type(measure));
            }
        };
    }

    static String name(Measure measure) {
        return java.util.Objects.requireNonNull(measure.column());
    }

    /** Which rows a measure counts. */
    static Condition conditions(Measure measure, Entity entity, Entity.Time time, Instant now) {
        return measure.conditions().stream()
                .map(row -> switch (row) {
                    case RowCondition.OfColumn of -> row(of, now);
                    case RowCondition.Of of ->
                        DimensionField.of(of.dimension(), entity, time)
                                .cast(SQLDataType.VARCHAR)
                                .eq(inline(of.value()));
                    case RowCondition.Among among -> DimensionField.among(among, entity, time);
                })
                .reduce(noCondition(), Condition::and);
    }

    private static Condition row(RowCondition.OfColumn row, Instant now) {
        String column = row.column();
        return switch (row) {
            case RowCondition.Equal e ->
                Dialects.column(DimensionField.FACT, column, String.class).eq(inline(e.value()));
            case RowCondition.Is i ->
                Dialects.column(DimensionField.FACT, column, Boolean.class).eq(inline(i.value()));
            case RowCondition.Above a ->
                Dialects.column(DimensionField.FACT, column, Long.class).gt(inline(a.value()));
            case RowCondition.Missing m ->
                Dialects.column(DimensionField.FACT, column, Object.class).isNull();
            case RowCondition.Present p ->
                Dialects.column(DimensionField.FACT, column, Object.class).isNotNull();
            case RowCondition.OlderThan o ->
                Dialects.column(DimensionField.FACT, column, LocalDateTime.class)
                        .le(utc(now.minus(Duration.ofHours(o.hours()))));
        };
    }

    static DataType<?> type(Measure measure) {
        return measure.decimal() ? AMOUNT : SQLDataType.BIGINT;
    }

    private static Field<?> total(String measure, DataType<?> type) {
        return sum(Dialects.column(measure, BigDecimal.class)).cast(type);
    }

    /** Only for the order of rows; the figures themselves are worked out exactly from the measures. */
    private static Field<Double> expression(Formula formula) {
        return switch (formula) {
            case Formula.Reference r ->
                // Named with its table: an engine that looks among the columns of the answer first finds a sum of a
                // sum.
                DSL.coalesce(sum(Dialects.column(UNION, r.id(), BigDecimal.class)), inline(BigDecimal.ZERO))
                        .cast(SQLDataType.DOUBLE);
            // One number for all rows of a period leaves their order as it is.
            case Formula.OfTotal t -> inline(1d);
            case Formula.Constant c -> inline(c.number().doubleValue());
            case Formula.Known k ->
                when(expression(new Formula.Reference(k.missing())).eq(inline(0d)), expression(k.value()));
            case Formula.Noted n -> expression(n.value());
            case Formula.Operation o -> {
                Field<Double> left = expression(o.left());
                Field<Double> right = expression(o.right());
                yield switch (o.sign()) {
                    case '+' -> left.plus(right);
                    case '-' -> left.minus(right);
                    case '*' -> left.times(right);
                    default -> left.div(nullif(right, inline(0d)));
                };
            }
        };
    }
}
