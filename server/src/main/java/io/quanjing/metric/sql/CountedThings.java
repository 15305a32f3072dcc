package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import io.quanjing.kernel.DayRange;
import io.quanjing.metric.dictionary.Counting;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Span;
import io.quanjing.metric.plan.Counted;
import io.quanjing.metric.plan.Except;
import io.quanjing.metric.plan.Key;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.metric.plan.PlanNode.Scan;
import io.quanjing.metric.plan.Shift;
import io.quanjing.metric.plan.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Words an aggregate that counts things in a way of its own. First the things, each once with the keys of its rows: shop, keys and the thing
 * itself; then how many there are.
 */
final class CountedThings {

    private static final String THING = "o";
    private static final String OTHER = "s";
    private static final String PERSON = "person";

    private final Aggregate aggregate;
    private final Merge merge;
    private final Instant now;
    private final Filter filter;
    private final Entity entity;
    private final Entity.Time time;
    private final Measure measure;
    private boolean listed;

    CountedThings(Aggregate aggregate, Merge merge, Instant now) {
        this.aggregate = aggregate;
        this.merge = merge;
        this.now = now;
        this.filter = aggregate.input();
        this.entity = filter.input().entity();
        this.time = filter.input().time();
        this.measure = aggregate.measures().getFirst();
    }

    Select<? extends Record> words() {
        return switch (aggregate.counted()) {
            case Counted.Each each -> throw new IllegalArgumentException("Rows are counted as they are.");
            case Counted.Newcomers newcomers -> newcomers(newcomers);
            case Counted.Repeated repeated -> repeated(repeated);
            case Counted.EachDay eachDay -> eachDay(eachDay);
            case Counted.AtEnd atEnd -> atEnd(atEnd);
            case Counted.SinceFirst first -> sinceFirst(first);
            case Counted.Followed followed -> followed(followed);
            case Counted.FirstTime first -> firstTime(first);
        };
    }

    /**
     * The things that count, one a row, instead of how many there are: their shop, themselves ({@code v}), the day by which they count
     * ({@code day}, missing where no one day is meant), what each brings (by the measure's id), and the currency of that.
     */
    Select<? extends Record> things() {
        listed = true;
        return words();
    }

    /** Those that were not there on the known days. */
    private Select<? extends Record> newcomers(Counted.Newcomers newcomers) {
        Filter before =
                filter.within(new Window(newcomers.known(), filter.window().shift(), List.of()));
        Condition same = sameThing();
        for (int i = 0; i < aggregate.keys().size(); i++) {
            same = same.and(other("k" + i, Object.class).isNotDistinctFrom(thing("k" + i, Object.class)));
        }
        return counted(
                things(List.of(), filter, rows(filter), true).asTable(THING),
                notExists(selectOne()
                        .from(things(List.of(), before, rows(before), false).asTable(OTHER))
                        .where(same)));
    }

    private Select<? extends Record> repeated(Counted.Repeated repeated) {
        List<Field<?>> columns = columns(List.of(), filter);
        Field<Object> different = fact(repeated.how().column(), Object.class);
        return counted(
                select(columns)
                        .from(rows(filter))
                        .where(wanted(filter))
                        .groupBy(unnamed(columns))
                        .having(countDistinct(different)
                                .ge(inline(repeated.how().least())))
                        .asTable(THING),
                noCondition());
    }

    private Select<? extends Record> eachDay(Counted.EachDay eachDay) {
        Field<LocalDate> day = fact(time.day(), LocalDate.class);
        Filter whole = withoutElapsed();
        Condition condition = wanted(whole).and(over(eachDay.lastDays()));
        List<Field<?>> columns = columns(List.of(day.as("day")), whole);
        Span after = eachDay.how().after();
        Condition back = noCondition();
        if (eachDay.how().back()) {
            back = exists(selectOne()
                    .from(other())
                    .where(sameThingThere())
                    .and(within(after, thing("day", LocalDate.class)))
                    // Only for the engine, which sees from it what it need not read.
                    .and(other(time.day(), LocalDate.class)
                            .ge(filter.window().days().from().plusDays(Objects.requireNonNull(after.from())))));
        }
        return counted(
                select(columns)
                        .from(rows(whole))
                        .where(condition)
                        .groupBy(unnamed(columns))
                        .asTable(THING),
                back);
    }

    /** The ends of the periods beside the rows that count for each. */
    private Select<? extends Record> atEnd(Counted.AtEnd atEnd) {
        PeriodEnds ends = new PeriodEnds(atEnd.ends());
        Condition condition = thingThere()
                .and(kept())
                .and(PlanRenderer.conditions(measure, entity, time, now))
                .and(notAfterTheMoment(DimensionField.FACT));
        List<Field<?>> columns = new ArrayList<>();
        columns.add(PlanRenderer.shop().as("shop"));
        columns.add(fact(PlanRenderer.name(measure), String.class).as("v"));
        columns.add(PeriodEnds.day().as("day"));
        for (int i = 0; i < aggregate.keys().size(); i++) {
            Key key = aggregate.keys().get(i);
            Field<?> field = key instanceof Key.OfPeriod ? PeriodEnds.period() : PlanRenderer.key(key, filter);
            columns.add(field.as("k" + i));
        }
        Table<?> things = select(columns)
                .from(DimensionField.source(entity, PlanRenderer.dimensions(aggregate))
                        .join(ends.table())
                        .on(ends.ofShop())
                        .and(Spans.within(atEnd.how().within(), fact(time.day(), LocalDate.class), PeriodEnds.day())))
                .where(condition)
                .groupBy(unnamed(columns))
                .asTable(THING);
        Condition there = there(atEnd.how().again(), true).and(there(atEnd.how().without(), false));
        Counting.Layer layer = atEnd.how().layer();
        if (layer == null) {
            return counted(things, there);
        }
        LayerScores scores = new LayerScores(layer, entity, time, PlanRenderer.name(measure));
        return counted(
                things.leftJoin(scores.table(ends, notAfterTheMoment(DimensionField.FACT)))
                        .on(scores.sameThing(THING)),
                there.and(scores.inLayer(thing("day", LocalDate.class))));
    }

    private Condition there(@Nullable Span span, boolean wanted) {
        if (span == null) {
            return noCondition();
        }
        Select<?> rows = selectOne()
                .from(other())
                .where(sameThingThere())
                .and(within(span, thing("day", LocalDate.class)))
                .and(notAfterTheMoment(OTHER));
        return wanted ? exists(rows) : notExists(rows);
    }

    private Select<? extends Record> sinceFirst(Counted.SinceFirst first) {
        Field<LocalDate> day = fact(time.day(), LocalDate.class);
        Filter whole = withoutElapsed();
        Table<? extends Record> source = DimensionField.source(
                firstRows(
                        Dialects.table(entity.name()),
                        Dialects.column(PlanRenderer.name(measure), Object.class),
                        columnsOfRows()),
                entity,
                PlanRenderer.dimensions(aggregate));
        Condition condition = PlanRenderer.where(whole, time)
                .and(over(first.lastDays()))
                .and(PlanRenderer.conditions(measure, entity, time, now));
        Field<?> figure = count();
        Scan later = first.later();
        if (later != null) {
            Field<LocalDate> then = Dialects.column(OTHER, later.time().day(), LocalDate.class);
            source = source.join(Dialects.table(later.entity().name()).as(OTHER))
                    .on(other("shop", String.class).eq(PlanRenderer.shop()))
                    .and(other(PlanRenderer.name(measure), String.class)
                            .eq(fact(PlanRenderer.name(measure), String.class)))
                    .and(then.between(day, Spans.plus(day, first.how().days())));
            figure = sum(other(Objects.requireNonNull(first.how().later()).sum(), BigDecimal.class))
                    .cast(PlanRenderer.type(measure));
        }
        boolean money = entity.currency() != null && measure.decimal();
        if (listed) {
            Field<String> thing = fact(PlanRenderer.name(measure), String.class);
            return select(one(PlanRenderer.shop(), thing, day, figure, money))
                    .from(source)
                    .where(condition)
                    .groupBy(PlanRenderer.shop(), thing, day);
        }
        List<Field<?>> keys = new ArrayList<>();
        for (Key key : aggregate.keys()) {
            keys.add(PlanRenderer.key(key, filter));
        }
        return figures(keys, figure, money).from(source).where(condition).groupBy(keys);
    }

    private Select<? extends Record> followed(Counted.Followed followed) {
        Counting.Followed how = followed.how();
        Field<LocalDateTime> then = other("at", LocalDateTime.class);
        Condition deed = samePerson(People.person())
                .and(then.ge(fact(how.from(), LocalDateTime.class)))
                .and(then.le(
                        DSL.localDateTimeAdd(fact(how.to(), LocalDateTime.class), inline(how.hours()), DatePart.HOUR)));
        if (how.same() != null) {
            deed = deed.and(other(how.same(), String.class).eq(fact(how.same(), String.class)));
        }
        List<Field<?>> columns = columns(List.of(), filter);
        return counted(
                select(columns)
                        .from(People.joined(rows(filter), how.deed().people(), filter.shops()))
                        .where(wanted(filter))
                        .and(exists(selectOne()
                                .from(deeds(
                                        followed.deeds(),
                                        how.deed().people(),
                                        followedDays(how),
                                        how.same() == null
                                                ? null
                                                : fact(how.same(), String.class).as(how.same())))
                                .where(deed)))
                        .groupBy(unnamed(columns))
                        .asTable(THING),
                noCondition());
    }

    /** On which days somebody may have done what follows; only for the engine, which sees from it what it need not read. */
    private Window followedDays(Counting.Followed how) {
        DayRange days = filter.window().days();
        return new Window(
                new DayRange(
                        days.from().minusDays(1),
                        days.to().plusDays(Duration.ofHours(how.hours()).toDays() + 2)),
                Shift.NONE,
                List.of());
    }

    /** What persons did: shop, person, moment, and one more column if it has to be the same. */
    private Table<?> deeds(Scan scan, String people, Window window, @Nullable Field<?> more) {
        Filter done = new Filter(scan, window, filter.shops(), List.of(), null);
        List<Field<?>> columns = new ArrayList<>();
        columns.add(PlanRenderer.shop().as("shop"));
        columns.add(People.person().as(PERSON));
        columns.add(fact(Objects.requireNonNull(scan.time().at()), LocalDateTime.class)
                .as("at"));
        if (more != null) {
            columns.add(more);
        }
        Table<?> rows = Dialects.table(scan.entity().name()).as(DimensionField.FACT);
        return select(columns)
                .from(People.joined(rows, people, filter.shops()))
                .where(PlanRenderer.where(done, scan.time()))
                .asTable(OTHER);
    }

    private Condition samePerson(Field<String> person) {
        return other("shop", String.class)
                .eq(PlanRenderer.shop())
                .and(other(PERSON, String.class).eq(person));
    }

    private Select<? extends Record> firstTime(Counted.FirstTime first) {
        List<Field<Object>> columns = new ArrayList<>(columnsOfRows());
        for (String needed : List.of(People.CUSTOMER, Objects.requireNonNull(time.at()))) {
            Field<Object> column = Dialects.column(needed, Object.class);
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        Field<Object> person = Dialects.column(PERSON, Object.class);
        Table<?> rows = select(columns.stream()
                        .map(column -> fact(column.getName(), Object.class).as(column.getName()))
                        .toList())
                .select(People.person().as(PERSON))
                .from(People.joined(
                        Dialects.table(entity.name()).as(DimensionField.FACT),
                        first.how().people(),
                        filter.shops()))
                .asTable("p");
        columns.add(person);
        Table<? extends Record> source =
                DimensionField.source(firstRows(rows, person, columns), entity, PlanRenderer.dimensions(aggregate));
        Condition condition = PlanRenderer.where(filter, time).and(PlanRenderer.conditions(measure, entity, time, now));
        Counting.Deed deed = first.how().deed();
        if (deed != null) {
            Scan scan = Objects.requireNonNull(first.deeds());
            Filter done = new Filter(scan, filter.window(), filter.shops(), List.of(), null);
            Condition same = samePerson(fact(PERSON, String.class))
                    .and(other("at", LocalDateTime.class)
                            .ge(fact(Objects.requireNonNull(time.at()), LocalDateTime.class)));
            Field<?> period = null;
            for (Key key : aggregate.keys()) {
                if (key instanceof Key.OfPeriod) {
                    period = PlanRenderer.key(key, done).as("period");
                    same = same.and(other("period", LocalDate.class)
                            .eq(PlanRenderer.key(key, filter).coerce(LocalDate.class)));
                }
            }
            condition = condition.and(exists(selectOne()
                    .from(deeds(scan, deed.people(), filter.window(), period))
                    .where(same)));
        }
        if (listed) {
            Field<String> thing = DSL.coalesce(fact(People.VISITOR, String.class), fact(People.CUSTOMER, String.class));
            return select(one(PlanRenderer.shop(), thing, fact(time.day(), LocalDate.class), inline(1), false))
                    .from(source)
                    .where(condition);
        }
        List<Field<?>> keys = new ArrayList<>();
        for (Key key : aggregate.keys()) {
            keys.add(PlanRenderer.key(key, filter));
        }
        return figures(keys, count(), false).from(source).where(condition).groupBy(keys);
    }

    /** The columns of a row that a question may need. */
    private List<Field<Object>> columnsOfRows() {
        List<Field<Object>> columns = new ArrayList<>(HourlyRows.columns(entity, time));
        if (entity.currency() != null) {
            Field<Object> currency = Dialects.column(entity.currency(), Object.class);
            if (!columns.contains(currency)) {
                columns.add(currency);
            }
        }
        return columns;
    }

    /** The first row of each thing in the whole history, as a table in the place of the entity's. */
    private Table<? extends Record> firstRows(Table<?> rows, Field<Object> thing, List<Field<Object>> columns) {
        Field<LocalDateTime> at = Dialects.column(Objects.requireNonNull(time.at()), LocalDateTime.class);
        List<org.jooq.OrderField<?>> order = new ArrayList<>(List.of(at));
        // Whatever else tells rows of one moment apart, so that every engine takes the same.
        columns.forEach(column -> order.add(column.asc().nullsLast()));
        Table<?> ranked = select(columns)
                .select(rowNumber()
                        .over()
                        .partitionBy(Dialects.column("shop", String.class), thing)
                        .orderBy(order)
                        .as("place"))
                .from(rows)
                .where(Dialects.column("shop", String.class).in(filter.shops()))
                .and(at.isNotNull())
                .and(thing.isNotNull())
                .asTable("f");
        return select(columns)
                .from(ranked)
                .where(Dialects.column("place", Integer.class).eq(inline(1)))
                .asTable(DimensionField.FACT);
    }

    /** How many of the things fulfil a condition, by keys. */
    private Select<? extends Record> counted(Table<?> things, Condition condition) {
        if (listed) {
            boolean dated =
                    aggregate.counted() instanceof Counted.EachDay || aggregate.counted() instanceof Counted.AtEnd;
            int keyed = aggregate.keys().indexOf(RowRenderer.EACH_DAY);
            Field<LocalDate> day = dated
                    ? thing("day", LocalDate.class)
                    : keyed < 0 ? DSL.castNull(SQLDataType.LOCALDATE) : thing("k" + keyed, LocalDate.class);
            return select(one(thing("shop", String.class), thing("v", String.class), day, inline(1), false))
                    .from(things)
                    .where(condition);
        }
        List<Field<?>> keys = new ArrayList<>();
        for (int i = 0; i < aggregate.keys().size(); i++) {
            keys.add(thing("k" + i, Object.class));
        }
        return figures(keys, count(), false).from(things).where(condition).groupBy(keys);
    }

    private List<Field<?>> one(
            Field<String> shop, Field<String> thing, Field<LocalDate> day, Field<?> figure, boolean money) {
        Field<String> currency =
                money ? max(fact(String.valueOf(entity.currency()), String.class)) : DSL.castNull(SQLDataType.VARCHAR);
        return List.of(
                shop.as("shop"),
                thing.as("v"),
                day.as("day"),
                figure.cast(PlanRenderer.type(measure)).as(measure.id()),
                currency.as(PlanRenderer.CURRENCY_FROM));
    }

    private org.jooq.SelectSelectStep<? extends Record> figures(List<Field<?>> keys, Field<?> figure, boolean money) {
        List<Field<?>> columns = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            columns.add(keys.get(i).as("k" + i));
        }
        for (Measure each : merge.measures()) {
            columns.add(
                    each.equals(measure)
                            ? figure.as(each.id())
                            : DSL.castNull(PlanRenderer.type(each)).as(each.id()));
        }
        Field<String> currency =
                money ? fact(String.valueOf(entity.currency()), String.class) : DSL.castNull(SQLDataType.VARCHAR);
        columns.add((money ? min(currency) : currency).as(PlanRenderer.CURRENCY_FROM));
        columns.add((money ? max(currency) : currency).as(PlanRenderer.CURRENCY_TO));
        return select(columns);
    }

    /** The things of a filter by shop and keys. */
    private Select<? extends Record> things(
            List<Field<?>> more, Filter of, Table<? extends Record> rows, boolean once) {
        List<Field<?>> columns = columns(more, of);
        var things = DSL.select(columns).from(rows).where(wanted(of));
        return once ? things.groupBy(unnamed(columns)) : things;
    }

    private List<Field<?>> columns(List<Field<?>> more, Filter of) {
        List<Field<?>> columns = new ArrayList<>();
        columns.add(PlanRenderer.shop().as("shop"));
        for (int i = 0; i < aggregate.keys().size(); i++) {
            columns.add(PlanRenderer.key(aggregate.keys().get(i), of).as("k" + i));
        }
        columns.add(fact(PlanRenderer.name(measure), String.class).as("v"));
        columns.addAll(more);
        return columns;
    }

    /** Named columns without their names, to group by. */
    private static List<Field<?>> unnamed(List<Field<?>> columns) {
        return columns.stream()
                .<Field<?>>map(
                        column -> column instanceof org.jooq.impl.QOM.FieldAlias<?> alias ? alias.$aliased() : column)
                .toList();
    }

    private Table<? extends Record> rows(Filter of) {
        return DimensionField.source(HourlyRows.of(of), entity, PlanRenderer.dimensions(aggregate));
    }

    private Condition wanted(Filter of) {
        return PlanRenderer.where(of, time).and(thingThere()).and(PlanRenderer.conditions(measure, entity, time, now));
    }

    private Condition thingThere() {
        return fact(PlanRenderer.name(measure), String.class).isNotNull();
    }

    private Condition kept() {
        Condition condition = PlanRenderer.shop().in(filter.shops());
        for (var keep : filter.keeps()) {
            condition = condition.and(DimensionField.keeps(keep, entity, time));
        }
        Except except = filter.except();
        return except == null ? condition : condition.and(DimensionField.leaves(except, entity, time));
    }

    /** Days that count are over, so nothing of them is left out. */
    private Filter withoutElapsed() {
        Window window = filter.window();
        return filter.within(new Window(window.days(), window.shift(), List.of()));
    }

    private Condition over(List<Counted.LastDay> lastDays) {
        Field<LocalDate> day = PlanRenderer.shifted(time, filter.window().shift());
        return DSL.or(lastDays.stream()
                .map(last -> PlanRenderer.shop().in(last.shops()).and(day.le(inline(last.day()))))
                .toList());
    }

    /** Where a base ends within a day, what came after the moment had not happened yet. */
    private Condition notAfterTheMoment(String alias) {
        String at = time.at();
        if (at == null) {
            return noCondition();
        }
        Condition condition = noCondition();
        for (Window.Elapsed elapsed : filter.window().elapsed()) {
            condition = condition.and(not(Dialects.column(alias, "shop", String.class)
                    .in(elapsed.shops())
                    .and(Dialects.column(alias, at, LocalDateTime.class).ge(PlanRenderer.utc(elapsed.until())))));
        }
        return condition;
    }

    private Table<?> other() {
        return Dialects.table(entity.name()).as(OTHER);
    }

    private static Condition sameThing() {
        return other("shop", String.class)
                .eq(thing("shop", String.class))
                .and(other("v", String.class).eq(thing("v", String.class)));
    }

    private Condition sameThingThere() {
        return other("shop", String.class)
                .eq(thing("shop", String.class))
                .and(other(PlanRenderer.name(measure), String.class).eq(thing("v", String.class)));
    }

    private Condition within(Span span, Field<LocalDate> from) {
        return Spans.within(span, other(time.day(), LocalDate.class), from);
    }

    private static <T> Field<T> fact(String column, Class<T> type) {
        return Dialects.column(DimensionField.FACT, column, type);
    }

    private static <T> Field<T> thing(String column, Class<T> type) {
        return Dialects.column(THING, column, type);
    }

    private static <T> Field<T> other(String column, Class<T> type) {
        return Dialects.column(OTHER, column, type);
    }
}
