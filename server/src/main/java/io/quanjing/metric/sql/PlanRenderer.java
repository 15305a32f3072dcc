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
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.dictionary.RowCondition;
import io.quanjing.metric.plan.Keep;
import io.quanjing.metric.plan.Key;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.PlanNode.Limit;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.metric.plan.PlanNode.Order;
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
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Words the warehouse's part of a plan. The columns are the keys ({@code k0} …), the measures by id, and the currencies' limits. */
public final class PlanRenderer {

    /** The column of the first currency of a row's amounts. */
    public static final String CURRENCY_FROM = "currency_from";
    /** The column of the last currency of a row's amounts; another one than the first means that they are mixed. */
    public static final String CURRENCY_TO = "currency_to";

    private static final String NEW = "o";
    private static final String KNOWN = "s";

    private static final DataType<BigDecimal> AMOUNT = SQLDataType.DECIMAL(38, 4);

    private static final String UNION = "u";

    private PlanRenderer() {}

    /** One statement for the whole merge, ordered and limited. */
    public static SqlQuery render(Limit limit, Instant now, Dialect dialect) {
        Order order = limit.input();
        Merge merge = order.input();
        Select<? extends Record> union = merge.inputs().stream()
                .<Select<? extends Record>>map(input -> aggregate(input, merge, now))
                .reduce(PlanRenderer::unionAll)
                .orElseThrow();
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
                        .from(union.asTable(UNION))
                        .groupBy(keys)
                        .orderBy(orders)
                        // One row too many is refused by whoever reads the rows.
                        .limit(inline(limit.rows() + (limit.cut() ? 0L : 1L))),
                dialect);
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
        if (aggregate.known() != null) {
            return newcomers(aggregate, merge, aggregate.known(), now);
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
                            ? measure(measure, now).as(measure.id())
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

    private static List<Dimension> dimensions(Aggregate aggregate) {
        return Stream.concat(
                        aggregate.keys().stream()
                                .flatMap(key -> key instanceof Key.OfDimension d
                                        ? Stream.of(d.dimension())
                                        : Stream.<Dimension>empty()),
                        aggregate.input().keeps().stream().map(Keep::dimension))
                .distinct()
                .toList();
    }

    /** How many values of a distinct measure come that were not there on the known days. */
    private static Select<? extends Record> newcomers(Aggregate aggregate, Merge merge, DayRange known, Instant now) {
        Filter filter = aggregate.input();
        Measure counted = aggregate.measures().getFirst();
        Filter before = new Filter(
                filter.input(), new Window(known, filter.window().shift(), List.of()), filter.shops(), filter.keeps());
        Condition same = Dialects.column(KNOWN, "shop", String.class)
                .eq(Dialects.column(NEW, "shop", String.class))
                .and(Dialects.column(KNOWN, "v", String.class).eq(Dialects.column(NEW, "v", String.class)));
        List<Field<?>> groups = new ArrayList<>();
        List<Field<?>> columns = new ArrayList<>();
        for (int i = 0; i < aggregate.keys().size(); i++) {
            Field<Object> key = Dialects.column(NEW, "k" + i, Object.class);
            groups.add(key);
            columns.add(key.as("k" + i));
            same = same.and(Dialects.column(KNOWN, "k" + i, Object.class).isNotDistinctFrom(key));
        }
        if (aggregate.perShop()) {
            groups.add(Dialects.column(NEW, "shop", String.class));
        }
        for (Measure measure : merge.measures()) {
            columns.add(
                    measure.equals(counted)
                            ? count().as(measure.id())
                            : castNull(type(measure)).as(measure.id()));
        }
        columns.add(castNull(SQLDataType.VARCHAR).as(CURRENCY_FROM));
        columns.add(castNull(SQLDataType.VARCHAR).as(CURRENCY_TO));
        return select(columns)
                .from(values(aggregate, filter, counted, now, true).asTable(NEW))
                .where(DSL.notExists(DSL.selectOne()
                        .from(values(aggregate, before, counted, now, false).asTable(KNOWN))
                        .where(same)))
                .groupBy(groups);
    }

    /** The values of a distinct measure by shop and keys. */
    private static Select<? extends Record> values(
            Aggregate aggregate, Filter filter, Measure measure, Instant now, boolean once) {
        Entity entity = filter.input().entity();
        Entity.Time time = filter.input().time();
        List<Field<?>> groups = new ArrayList<>(List.of(shop()));
        List<Field<?>> columns = new ArrayList<>(List.of(shop().as("shop")));
        for (int i = 0; i < aggregate.keys().size(); i++) {
            Field<?> key = key(aggregate.keys().get(i), filter);
            groups.add(key);
            columns.add(key.as("k" + i));
        }
        Field<String> value = Dialects.column(DimensionField.FACT, name(measure), String.class);
        groups.add(value);
        columns.add(value.as("v"));
        Condition condition = where(filter, time).and(value.isNotNull());
        for (RowCondition row : measure.conditions()) {
            condition = condition.and(row(row, now));
        }
        var rows = select(columns)
                .from(DimensionField.source(HourlyRows.of(filter), entity, dimensions(aggregate)))
                .where(condition);
        return once ? rows.groupBy(groups) : rows;
    }

    private static Field<?> key(Key key, Filter filter) {
        Entity.Time time = filter.input().time();
        return switch (key) {
            case Key.OfDimension d ->
                DimensionField.of(d.dimension(), filter.input().entity(), time);
            case Key.OfPeriod p -> period(shifted(time, filter.window().shift()), p.grain());
            case Key.OfHour h -> {
                Field<Long> hour = Dialects.column(DimensionField.FACT, time.hour(), Long.class);
                yield h.cutoff() == 0
                        ? hour
                        : when(hour.lt(inline((long) h.cutoff())), hour.plus(inline(24L)))
                                .otherwise(hour);
            }
        };
    }

    private static Field<LocalDate> shifted(Entity.Time time, Window.Shift shift) {
        Field<LocalDate> day = Dialects.column(DimensionField.FACT, time.day(), LocalDate.class);
        if (shift.years() != 0) {
            day = localDateAdd(day, inline(shift.years()), DatePart.YEAR).cast(SQLDataType.LOCALDATE);
        }
        return shift.days() == 0
                ? day
                : localDateAdd(day, inline(shift.days()), DatePart.DAY).cast(SQLDataType.LOCALDATE);
    }

    private static Field<?> period(Field<LocalDate> day, Grain grain) {
        return switch (grain) {
            case WEEK, MONTH ->
                function("date_trunc", LocalDate.class, inline(grain.id()), day).cast(SQLDataType.LOCALDATE);
            case HOUR, DAY, TOTAL -> day;
        };
    }

    private static Field<String> shop() {
        return Dialects.column(DimensionField.FACT, "shop", String.class);
    }

    private static Condition where(Filter filter, Entity.Time time) {
        Window window = filter.window();
        Field<LocalDate> day = Dialects.column(DimensionField.FACT, time.day(), LocalDate.class);
        Condition condition = shop().in(filter.shops())
                .and(day.between(window.days().from(), window.days().to()));
        String at = time.at();
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
        return condition;
    }

    static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Field<?> measure(Measure measure, Instant now) {
        Condition condition =
                measure.conditions().stream().map(row -> row(row, now)).reduce(noCondition(), Condition::and);
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

    private static String name(Measure measure) {
        return java.util.Objects.requireNonNull(measure.column());
    }

    private static Condition row(RowCondition row, Instant now) {
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

    private static DataType<?> type(Measure measure) {
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
