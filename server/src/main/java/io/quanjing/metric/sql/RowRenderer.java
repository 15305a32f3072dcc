package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.plan.Counted;
import io.quanjing.metric.plan.Key;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse.Dialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Words an aggregate as the rows that it is made of: the same table, joins and conditions, but each row for itself with what it brings to
 * each measure. A measure that counts different things brings the thing, a sum its amount, a number of rows 1; a row that brings nothing is
 * none of them.
 */
public final class RowRenderer {

    /** The shop's id. */
    public static final String SHOP = "shop";
    /** The shop day by which the row counts. */
    public static final String DAY = "day";
    /** The hour by which it counts, on the shop's wall clock. */
    public static final String HOUR = "hour";
    /** The moment by which it counts. */
    public static final String AT = "at";
    /** The thing that is counted, of figures that count things in a way of their own. */
    public static final String THING = "v";

    /** What keeps the things of each day apart. */
    static final Key EACH_DAY = new Key.OfPeriod(Grain.DAY);

    private static final String ROWS = "r";
    /** Keeps a shop and what it has apart in one text. */
    private static final String SEPARATOR = "\u001F";

    private final Aggregate aggregate;
    private final List<String> shown;
    private final Instant now;

    /**
     * @param aggregate of everything in one row without keys, or of each day
     * @param shown columns of the table to show, where rows are counted as they are; none is called like a measure
     */
    public RowRenderer(Aggregate aggregate, List<String> shown, Instant now) {
        this.aggregate = aggregate;
        this.shown = shown;
        this.now = now;
    }

    /** The columns of the list, the measures last. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(SHOP, DAY));
        if (each()) {
            Entity.Time time = aggregate.input().input().time();
            if (time.hour() != null && time.at() == null) {
                columns.add(HOUR);
            }
            if (time.at() != null) {
                columns.add(AT);
            }
            columns.addAll(shown);
        } else {
            columns.add(THING);
        }
        aggregate.measures().forEach(measure -> columns.add(measure.id()));
        return columns;
    }

    /** Some of the rows, the latest first, always in the same order. */
    public SqlQuery list(int offset, int rows, Dialect dialect) {
        List<Field<Object>> columns =
                columns().stream().map(name -> column(name, Object.class)).toList();
        List<OrderField<?>> order = new ArrayList<>();
        if (columns().contains(AT)) {
            order.add(column(AT, Object.class).desc().nullsLast());
        }
        order.add(column(DAY, Object.class).desc().nullsLast());
        if (columns().contains(HOUR)) {
            order.add(column(HOUR, Object.class).desc().nullsLast());
        }
        columns.forEach(column -> order.add(column.asc().nullsLast()));
        return Dialects.render(
                select(columns)
                        .from(rows())
                        .orderBy(order)
                        .limit(inline((long) rows))
                        .offset(inline((long) offset)),
                dialect);
    }

    /** One row: how many rows there are, what the measures add up to, and the limits of the currencies. */
    public SqlQuery totals(Dialect dialect) {
        List<Field<?>> columns = new ArrayList<>();
        columns.add(count().as("n"));
        for (Measure measure : aggregate.measures()) {
            columns.add(total(measure).as(measure.id()));
        }
        columns.add(min(column(PlanRenderer.CURRENCY_FROM, String.class)).as(PlanRenderer.CURRENCY_FROM));
        columns.add(max(column(PlanRenderer.CURRENCY_FROM, String.class)).as(PlanRenderer.CURRENCY_TO));
        return Dialects.render(select(columns).from(rows()), dialect);
    }

    /** How what the rows bring becomes the measure. */
    public How how(Measure measure) {
        if (!each()) {
            return measure.decimal() ? How.SUM : How.COUNT;
        }
        return switch (measure.function()) {
            case SUM -> How.SUM;
            case COUNT -> How.COUNT;
            case DISTINCT -> eachDay() ? How.DISTINCT_BY_DAY : How.DISTINCT;
        };
    }

    /** How a column becomes a number. */
    public enum How {
        /** Added up. */
        SUM,
        /** Every row that has a value. */
        COUNT,
        /** The different values of each shop. */
        DISTINCT,
        /** The different values of each shop on each day, added up. */
        DISTINCT_BY_DAY
    }

    private boolean each() {
        return aggregate.counted() instanceof Counted.Each;
    }

    private boolean eachDay() {
        return aggregate.keys().contains(EACH_DAY);
    }

    private Field<?> total(Measure measure) {
        return switch (how(measure)) {
            case SUM -> sum(column(measure.id(), BigDecimal.class)).cast(PlanRenderer.type(measure));
            case COUNT -> count(column(measure.id(), Object.class));
            case DISTINCT -> countDistinct(concat(column(SHOP, String.class), inline(SEPARATOR), thing(measure)));
            case DISTINCT_BY_DAY ->
                countDistinct(concat(
                        column(SHOP, String.class),
                        inline(SEPARATOR),
                        column(DAY, Object.class).cast(SQLDataType.VARCHAR),
                        inline(SEPARATOR),
                        thing(measure)));
        };
    }

    private static Field<String> thing(Measure measure) {
        return column(measure.id(), Object.class).cast(SQLDataType.VARCHAR);
    }

    private Table<? extends Record> rows() {
        return each()
                ? facts()
                : new CountedThings(
                                aggregate, new Merge(List.of(aggregate), aggregate.keys(), aggregate.measures()), now)
                        .things()
                        .asTable(ROWS);
    }

    private Table<? extends Record> facts() {
        Filter filter = aggregate.input();
        Entity entity = filter.input().entity();
        Entity.Time time = filter.input().time();
        List<Field<?>> columns = new ArrayList<>();
        columns.add(PlanRenderer.shop().as(SHOP));
        columns.add(fact(time.day()).as(DAY));
        if (columns().contains(HOUR)) {
            columns.add(fact(String.valueOf(time.hour())).as(HOUR));
        }
        if (columns().contains(AT)) {
            columns.add(fact(String.valueOf(time.at())).as(AT));
        }
        shown.forEach(column -> columns.add(fact(column).as(column)));
        List<Condition> brings = new ArrayList<>();
        for (Measure measure : aggregate.measures()) {
            Condition condition = PlanRenderer.conditions(measure, entity, time, now);
            boolean all = measure.conditions().isEmpty();
            if (measure.column() == null) {
                columns.add((all ? inline(1L) : when(condition, inline(1L)))
                        .cast(SQLDataType.BIGINT)
                        .as(measure.id()));
                brings.add(all ? DSL.trueCondition() : condition);
            } else {
                Field<Object> column = fact(PlanRenderer.name(measure));
                columns.add((all ? column : when(condition, column)).as(measure.id()));
                brings.add(column.isNotNull().and(condition));
            }
        }
        boolean money =
                entity.currency() != null && aggregate.measures().stream().anyMatch(Measure::decimal);
        columns.add((money ? fact(String.valueOf(entity.currency())) : DSL.castNull(SQLDataType.VARCHAR))
                .as(PlanRenderer.CURRENCY_FROM));
        return select(columns)
                .from(DimensionField.source(HourlyRows.of(filter), entity, PlanRenderer.dimensions(aggregate)))
                .where(PlanRenderer.where(filter, time))
                .and(DSL.or(brings))
                .asTable(ROWS);
    }

    private static Field<Object> fact(String column) {
        return Dialects.column(DimensionField.FACT, column, Object.class);
    }

    private static <T> Field<T> column(String name, Class<T> type) {
        return Dialects.column(ROWS, name, type);
    }
}
