package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.splitPart;
import static org.jooq.impl.DSL.when;

import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.RowCondition;
import io.quanjing.metric.plan.Except;
import io.quanjing.metric.plan.Keep;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** How a dimension is worded over one table, with the joins it needs. */
final class DimensionField {

    static final String FACT = "t";
    /** A Monday, from which weekdays are counted: the engines name their weekday functions differently. */
    private static final LocalDate MONDAY = LocalDate.of(1900, 1, 1);

    private static final String EVERY_SHOP = "*";

    private DimensionField() {}

    static Field<?> of(Dimension dimension, Entity entity, Entity.Time time) {
        return switch (dimension.origin()) {
            case Dimension.OfColumn c -> base(entity, c.dimension());
            case Dimension.PathLevel p ->
                p.level() == 1
                        ? splitPart(base(entity, p.dimension()), inline("/"), inline(1))
                        : function(
                                "regexp_extract",
                                String.class,
                                base(entity, p.dimension()),
                                inline("^[^/]*(/[^/]*){0," + (p.level() - 1) + "}"));
            case Dimension.OfTime t ->
                switch (t.part()) {
                    case HOUR -> Dialects.column(FACT, Objects.requireNonNull(time.hour()), Long.class);
                    case WEEKDAY -> weekday(Dialects.column(FACT, time.day(), LocalDate.class));
                };
            case Dimension.OfLookup l -> looked(dimension.id());
            case Dimension.Grouped g -> grouped(g, entity, time);
        };
    }

    /** Literals, since a key with bind values would be another expression in the group than in the columns. */
    private static Field<String> grouped(Dimension.Grouped grouped, Entity entity, Entity.Time time) {
        Field<?> field = of(grouped.of(), entity, time);
        CaseConditionStep<String> groups = null;
        for (Map.Entry<String, List<String>> group : grouped.groups().entrySet()) {
            Condition inside = literally(grouped.of(), group.getValue(), field);
            groups =
                    groups == null ? when(inside, inline(group.getKey())) : groups.when(inside, inline(group.getKey()));
        }
        return Objects.requireNonNull(groups).when(field.isNotNull(), inline(grouped.rest()));
    }

    private static Condition literally(Dimension dimension, List<String> values, Field<?> field) {
        Field<String> text = field.cast(SQLDataType.VARCHAR);
        Condition any = text.in(values.stream().map(DSL::inline).toList());
        if (dimension.path()) {
            for (String value : values) {
                any = any.or(text.startsWith(inline(value + "/")));
            }
        }
        return any;
    }

    /** True or false, also for rows without a value. */
    static Condition among(RowCondition.Among among, Entity entity, Entity.Time time) {
        Field<?> field = of(among.dimension(), entity, time);
        Condition inside = literally(among.dimension(), among.values(), field);
        return among.kept() ? field.isNotNull().and(inside) : field.isNull().or(DSL.not(inside));
    }

    private static Field<Long> weekday(Field<LocalDate> day) {
        return function("date_diff", Long.class, inline("day"), inline(MONDAY), day)
                .mod(inline(7L))
                .plus(inline(1L));
    }

    private static Field<?> looked(String id) {
        Field<String> own = Dialects.column(alias(id, true), "v", String.class);
        Field<String> shared = Dialects.column(alias(id, false), "v", String.class);
        return coalesce(own, shared);
    }

    /** The fact table joined with what the dimensions look up: the shop's own row wins over the one of every shop. */
    static Table<? extends Record> source(Entity entity, List<Dimension> dimensions) {
        return source(Dialects.table(entity.name()).as(FACT), entity, dimensions);
    }

    /** The same over rows with the columns of the entity's table. */
    static Table<? extends Record> source(Table<? extends Record> rows, Entity entity, List<Dimension> dimensions) {
        Table<? extends Record> source = rows;
        for (Dimension dimension :
                dimensions.stream().map(Dimension::known).distinct().toList()) {
            if (dimension.origin() instanceof Dimension.OfLookup lookup) {
                Field<String> key = base(entity, lookup.dimension());
                Field<String> shop = Dialects.column(FACT, "shop", String.class);
                Table<?> own = values(lookup, dimension.id(), true);
                Table<?> shared = values(lookup, dimension.id(), false);
                source = source.leftJoin(own)
                        .on(Dialects.column(alias(dimension.id(), true), "shop", String.class)
                                .eq(shop))
                        .and(Dialects.column(alias(dimension.id(), true), "k", String.class)
                                .eq(key))
                        .leftJoin(shared)
                        .on(Dialects.column(alias(dimension.id(), false), "k", String.class)
                                .eq(key));
            }
        }
        return source;
    }

    /** One row per key, whatever sources the dimension table has, so that the join never doubles a fact. */
    private static Table<?> values(Dimension.OfLookup lookup, String id, boolean own) {
        Field<String> shop = Dialects.column("shop", String.class);
        Field<String> key = Dialects.column(lookup.key(), String.class);
        Field<String> value = max(
                lookup.whenTrue() == null
                        ? Dialects.column(lookup.column(), String.class)
                        : when(Dialects.column(lookup.column(), Boolean.class).isTrue(), inline(lookup.whenTrue()))
                                .otherwise(inline(Objects.requireNonNull(lookup.whenFalse()))));
        return own
                ? select(shop.as("shop"), key.as("k"), value.as("v"))
                        .from(Dialects.table(lookup.table()))
                        .where(shop.ne(inline(EVERY_SHOP)))
                        .groupBy(shop, key)
                        .asTable(alias(id, true))
                : select(key.as("k"), value.as("v"))
                        .from(Dialects.table(lookup.table()))
                        .where(shop.eq(inline(EVERY_SHOP)))
                        .groupBy(key)
                        .asTable(alias(id, false));
    }

    private static String alias(String dimension, boolean own) {
        return (own ? "own_" : "all_") + dimension;
    }

    static Condition keeps(Keep keep, Entity entity, Entity.Time time) {
        Field<?> field = of(keep.dimension(), entity, time);
        List<Condition> any = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Object value : keep.values()) {
            if (value == null) {
                any.add(field.isNull());
            } else {
                values.add(value);
                if (keep.dimension().path()) {
                    any.add(field.cast(SQLDataType.VARCHAR).startsWith(value + "/"));
                }
            }
        }
        if (!values.isEmpty()) {
            any.add(in(field, values));
        }
        return DSL.or(any);
    }

    /** True for rows of none of the values shown: where a value is missing the condition is not unknown, but true or false. */
    static Condition leaves(Except except, Entity entity, Entity.Time time) {
        List<Field<?>> fields = except.named().stream()
                .<Field<?>>map(dimension -> of(dimension, entity, time))
                .toList();
        if (fields.isEmpty()) {
            return DSL.noCondition();
        }
        if (fields.size() == 1) {
            Field<?> field = fields.getFirst();
            List<Object> values = except.shown().stream()
                    .map(List::getFirst)
                    .filter(Objects::nonNull)
                    .toList();
            boolean missing = values.size() < except.shown().size();
            Condition other = values.isEmpty() ? DSL.trueCondition() : DSL.not(in(field, values));
            return missing ? field.isNotNull().and(other) : field.isNull().or(other);
        }
        return DSL.not(DSL.or(except.shown().stream()
                .map(values -> {
                    Condition all = DSL.noCondition();
                    for (int i = 0; i < fields.size(); i++) {
                        all = all.and(same(fields.get(i), values.get(i)));
                    }
                    return all;
                })
                .toList()));
    }

    @SuppressWarnings("unchecked") // A dimension's values have the type of its field.
    private static Condition same(Field<?> field, @Nullable Object value) {
        return value == null ? field.isNull() : field.isNotNull().and(((Field<@Nullable Object>) field).eq(value));
    }

    @SuppressWarnings("unchecked") // A dimension's values have the type of its field.
    private static Condition in(Field<?> field, List<Object> values) {
        return ((Field<@Nullable Object>) field).in(values);
    }

    private static Field<String> base(Entity entity, String dimension) {
        return Dialects.column(FACT, Objects.requireNonNull(entity.columns().get(dimension)), String.class);
    }
}
