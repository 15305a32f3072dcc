package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.sum;

import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Dimension.TitleTable;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.plan.Keep;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse.Dialect;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Words the small questions beside a plan: titles, values, the first day of a history. */
public final class LookupRenderer {

    private LookupRenderer() {}

    /** Key, zh and en title of these keys; rows of a shop itself after those of every shop. */
    public static SqlQuery titles(
            TitleTable titles, Collection<String> shops, Collection<String> keys, Dialect dialect) {
        Field<String> key = Dialects.column(titles.key(), String.class);
        Field<String> shop = Dialects.column("shop", String.class);
        return Dialects.render(
                select(
                                key,
                                Dialects.column(titles.zh(), String.class).as("zh"),
                                Dialects.column(titles.en(), String.class).as("en"))
                        .from(Dialects.table(titles.table()))
                        .where(key.in(keys))
                        .and(shop.eq(inline("*")).or(shop.in(shops)))
                        .orderBy(shop, key),
                dialect);
    }

    /** The keys of which one of the titles, or another name, is this, in whatever case. */
    public static SqlQuery keysByName(TitleTable titles, Collection<String> shops, String name, Dialect dialect) {
        Field<String> shop = Dialects.column("shop", String.class);
        List<String> columns = new ArrayList<>(List.of(titles.key(), titles.zh(), titles.en()));
        columns.addAll(titles.also());
        List<Condition> any = columns.stream()
                .distinct()
                .map(column -> lower(Dialects.column(column, String.class)).eq(name.toLowerCase(Locale.ROOT)))
                .toList();
        return Dialects.render(
                selectDistinct(Dialects.column(titles.key(), String.class))
                        .from(Dialects.table(titles.table()))
                        .where(DSL.or(any))
                        .and(shop.eq(inline("*")).or(shop.in(shops)))
                        .limit(inline(200)),
                dialect);
    }

    /** The keys and titles of a dimension table, to suggest from. */
    public static SqlQuery names(TitleTable titles, Collection<String> shops, Dialect dialect) {
        Field<String> shop = Dialects.column("shop", String.class);
        return Dialects.render(
                selectDistinct(
                                Dialects.column(titles.key(), String.class),
                                Dialects.column(titles.zh(), String.class),
                                Dialects.column(titles.en(), String.class))
                        .from(Dialects.table(titles.table()))
                        .where(shop.eq(inline("*")).or(shop.in(shops)))
                        .limit(inline(2000)),
                dialect);
    }

    /** One row if a table has a row with one of the values. */
    public static SqlQuery exists(Entity entity, Keep keep, Collection<String> shops, Dialect dialect) {
        Entity.Time time = entity.times().values().iterator().next();
        return Dialects.render(
                select(inline(1).as("found"))
                        .from(DimensionField.source(entity, List.of(keep.dimension())))
                        .where(Dialects.column(DimensionField.FACT, "shop", String.class)
                                .in(shops))
                        .and(DimensionField.keeps(keep, entity, time))
                        .limit(inline(1)),
                dialect);
    }

    /** The loads that brought rows with these keys after a moment. */
    public static SqlQuery loads(
            String fact,
            String key,
            Collection<String> keys,
            Collection<String> shops,
            Instant after,
            Dialect dialect) {
        return Dialects.render(
                selectDistinct(Dialects.column("load_id", String.class))
                        .from(Dialects.table(fact))
                        .where(Dialects.column("shop", String.class).in(shops))
                        .and(Dialects.column(key, String.class).in(keys))
                        .and(Dialects.column("recorded_at", LocalDateTime.class).gt(PlanRenderer.utc(after)))
                        .limit(inline(20)),
                dialect);
    }

    /** Some of the values that a table has of a dimension, to suggest from. */
    public static SqlQuery values(Entity entity, Dimension dimension, Collection<String> shops, Dialect dialect) {
        Entity.Time time = entity.times().values().iterator().next();
        return Dialects.render(
                selectDistinct(DimensionField.of(dimension, entity, time).as("v"))
                        .from(DimensionField.source(entity, List.of(dimension)))
                        .where(Dialects.column(DimensionField.FACT, "shop", String.class)
                                .in(shops))
                        .limit(inline(2000)),
                dialect);
    }

    /** The keys of which one of the titles, or another name, has this text in it, in whatever case. */
    public static SqlQuery keysWith(
            TitleTable titles, Collection<String> shops, String text, int most, Dialect dialect) {
        Field<String> shop = Dialects.column("shop", String.class);
        Field<String> key = Dialects.column(titles.key(), String.class);
        List<String> columns = new ArrayList<>(List.of(titles.zh(), titles.en()));
        columns.addAll(titles.also());
        return Dialects.render(
                selectDistinct(key)
                        .from(Dialects.table(titles.table()))
                        .where(DSL.or(columns.stream()
                                .distinct()
                                .map(column ->
                                        Dialects.column(column, String.class).containsIgnoreCase(text))
                                .toList()))
                        .and(shop.eq(inline("*")).or(shop.in(shops)))
                        .orderBy(key)
                        .limit(inline(most)),
                dialect);
    }

    /** The values in any of these tables that have this text in them, or are among these keys, in their order. */
    public static SqlQuery valuesWith(
            Collection<Entity> entities,
            Dimension dimension,
            Collection<String> shops,
            String text,
            Collection<String> keys,
            int most,
            Dialect dialect) {
        Field<String> value = Dialects.column("v", String.class);
        Select<Record1<String>> all = entities.stream()
                .<Select<Record1<String>>>map(entity -> {
                    Entity.Time time = entity.times().values().iterator().next();
                    Field<String> field =
                            DimensionField.of(dimension, entity, time).cast(SQLDataType.VARCHAR);
                    return selectDistinct(field.as("v"))
                            .from(DimensionField.source(entity, List.of(dimension)))
                            .where(Dialects.column(DimensionField.FACT, "shop", String.class)
                                    .in(shops));
                })
                .reduce((one, other) -> one.unionAll(other))
                .orElseThrow();
        return Dialects.render(
                selectDistinct(value)
                        .from(all.asTable("a"))
                        .where(value.containsIgnoreCase(text).or(value.in(keys)))
                        .orderBy(value)
                        .limit(inline(most)),
                dialect);
    }

    /** Shop and first day, for each of these shops that a table has rows of. */
    public static SqlQuery firstDays(Entity entity, String time, Collection<String> shops, Dialect dialect) {
        Field<String> shop = Dialects.column("shop", String.class);
        return Dialects.render(
                select(
                                shop,
                                min(Dialects.column(entity.time(time).day(), LocalDate.class))
                                        .as("first_day"))
                        .from(Dialects.table(entity.name()))
                        .where(shop.in(shops))
                        .groupBy(shop),
                dialect);
    }

    /**
     * When an order was paid, its region, the product of its largest amount, its amount and currency; the last first. What tells the orders
     * apart is not among them.
     *
     * @param shops by the shop day from which on their orders are wanted
     */
    public static SqlQuery latestPaid(Map<LocalDate, List<String>> shops, int limit, Dialect dialect) {
        Field<String> shop = Dialects.column("shop", String.class);
        Field<String> order = Dialects.column("order_id", String.class);
        Field<LocalDateTime> paid = Dialects.column("paid_at", LocalDateTime.class);
        Field<BigDecimal> amount = Dialects.column("paid_amount", BigDecimal.class);
        Field<String> product = DSL.function("max_by", String.class, Dialects.column("product", String.class), amount);
        return Dialects.render(
                select(
                                max(paid).as("at"),
                                max(Dialects.column("region", String.class)).as("region"),
                                product.as("product"),
                                sum(amount).as("amount"),
                                max(Dialects.column("currency", String.class)).as("currency"))
                        .from(Dialects.table("sales_line"))
                        .where(DSL.or(shops.entrySet().stream()
                                .map(since -> shop.in(since.getValue())
                                        .and(Dialects.column("paid_day", LocalDate.class)
                                                .ge(since.getKey())))
                                .toList()))
                        .groupBy(shop, order)
                        .orderBy(max(paid).desc(), order)
                        .limit(inline(limit)),
                dialect);
    }
}
