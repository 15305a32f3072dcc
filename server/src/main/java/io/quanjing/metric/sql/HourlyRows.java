package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.select;

import io.quanjing.metric.dictionary.Counting;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.RowCondition;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.Window.Elapsed;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The rows of an entity that answer a filter. Where the filter ends within a day and the entity's table only knows hours, its full hours
 * come from the table and the hour that had partly passed from the facts, so that a base ends at the same second for every figure.
 */
final class HourlyRows {

    /** An hour of the wall clock, also one that comes twice, and some more. */
    private static final Duration LONGEST_HOUR = Duration.ofHours(3);

    private static final DateTimeFormatter BEGUN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HourlyRows() {}

    static Table<? extends Record> of(Filter filter) {
        Entity entity = filter.input().entity();
        Entity.Time time = filter.input().time();
        Table<Record> table = DSL.table(DSL.name(entity.name()));
        List<Elapsed> elapsed = filter.window().elapsed();
        String moments = time.moments();
        if (moments == null || elapsed.isEmpty()) {
            return table.as(DimensionField.FACT);
        }
        List<Field<Object>> columns = columns(entity, time);
        Field<String> shop = Dialects.column("shop", String.class);
        Field<LocalDate> day = Dialects.column(time.day(), LocalDate.class);
        Field<Long> hour = Dialects.column(Objects.requireNonNull(time.hour()), Long.class);
        Field<LocalDateTime> at = Dialects.column("at", LocalDateTime.class);
        Condition whole = DSL.or(elapsed.stream()
                .map(each -> shop.in(each.shops())
                        .and(day.lt(each.lastDay()).or(day.eq(each.lastDay()).and(hour.in(each.hours())))))
                .toList());
        Select<Record> rows = select(columns)
                .from(table)
                .where(whole)
                .and(day.between(
                        filter.window().days().from(), filter.window().days().to()));
        for (Elapsed each : elapsed) {
            if (each.partly() != null) {
                rows = rows.unionAll(select(columns)
                        .from(DSL.table("(" + bounded(moments, each) + ")").as("m"))
                        .where(shop.in(each.shops()))
                        .and(day.eq(each.lastDay()))
                        .and(hour.eq(each.partly()))
                        .and(at.lt(PlanRenderer.utc(each.until()))));
            }
        }
        return rows.asTable(DimensionField.FACT);
    }

    /** With the bounds as literals, so that the engine sees before it reads which blocks of a table it can leave out. */
    private static String bounded(String moments, Elapsed each) {
        return moments.replace(":day", "DATE '" + each.lastDay() + "'")
                .replace(":from", "TIMESTAMP '" + BEGUN.format(each.until().minus(LONGEST_HOUR)) + "'");
    }

    /** Of what a question may need, in one order for both parts. */
    static List<Field<Object>> columns(Entity entity, Entity.Time time) {
        Set<String> names = new LinkedHashSet<>(List.of("shop", time.day()));
        if (time.hour() != null) {
            names.add(time.hour());
        }
        names.addAll(entity.columns().values());
        for (Measure measure : entity.measures().values()) {
            if (measure.column() != null) {
                names.add(Objects.requireNonNull(measure.column()));
            }
            measure.conditions().stream()
                    .filter(RowCondition.OfColumn.class::isInstance)
                    .forEach(row -> names.add(((RowCondition.OfColumn) row).column()));
            if (measure.counting() instanceof Counting.Followed followed) {
                names.addAll(List.of(followed.from(), followed.to(), People.CUSTOMER));
            }
        }
        return names.stream().map(name -> Dialects.column(name, Object.class)).toList();
    }
}
