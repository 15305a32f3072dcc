package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import io.quanjing.metric.dictionary.Counting;
import io.quanjing.metric.dictionary.Entity;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Recency, frequency and monetary value of things at the ends of periods, by all rows of theirs, whatever a question keeps. */
final class LayerScores {

    private static final String SCORE = "l";
    /** Amounts, and what they are times a number of things. */
    private static final DataType<BigDecimal> AMOUNT = SQLDataType.DECIMAL(24, 4);

    private static final DataType<BigDecimal> NUMBER = SQLDataType.DECIMAL(12, 0);

    private final Counting.Layer layer;
    private final Entity entity;
    private final Entity.Time time;
    private final String thing;

    /**
     * Scores of the things of a column.
     *
     * @param time by which rows are dated
     * @param thing the column
     */
    LayerScores(Counting.Layer layer, Entity entity, Entity.Time time, String thing) {
        this.layer = layer;
        this.entity = entity;
        this.time = time;
        this.thing = thing;
    }

    /** One row for each thing with a row in the days before an end; what is not there scores low. */
    Table<?> table(PeriodEnds ends, Condition condition) {
        Field<LocalDate> day = fact(time.day(), LocalDate.class);
        Field<String> who = fact(thing, String.class);
        Field<BigDecimal> amount = sum(fact(layer.sum(), BigDecimal.class));
        return select(
                        PlanRenderer.shop().as("shop"),
                        who.as("v"),
                        PeriodEnds.day().as("day"),
                        max(day).as("latest"),
                        countDistinct(fact(layer.column(), Object.class)).as("frequency"),
                        amount.as("amount"),
                        sum(amount)
                                .over()
                                .partitionBy(PlanRenderer.shop(), PeriodEnds.day())
                                .as("whole"),
                        count().over()
                                .partitionBy(PlanRenderer.shop(), PeriodEnds.day())
                                .as("things"))
                .from(Dialects.table(entity.name())
                        .as(DimensionField.FACT)
                        .join(ends.days())
                        .on(ends.ofShop())
                        .and(Spans.within(layer.days(), day, PeriodEnds.day())))
                .where(who.isNotNull())
                .and(condition)
                .groupBy(PlanRenderer.shop(), who, PeriodEnds.day())
                .asTable(SCORE);
    }

    /** The score of a thing at the end of its period: both have shop, v and day. */
    Condition sameThing(String things) {
        return DSL.and(
                score("shop", String.class).eq(Dialects.column(things, "shop", String.class)),
                score("v", String.class).eq(Dialects.column(things, "v", String.class)),
                score("day", LocalDate.class).eq(Dialects.column(things, "day", LocalDate.class)));
    }

    Condition inLayer(Field<LocalDate> end) {
        Condition recent = Spans.within(layer.recent(), score("latest", LocalDate.class), end);
        Condition frequent = score("frequency", Integer.class).ge(inline(layer.least()));
        // a sum times a number is exact, a mean is not
        Condition valuable = score("amount", BigDecimal.class)
                .cast(AMOUNT)
                .mul(score("things", Integer.class).cast(NUMBER))
                .ge(score("whole", BigDecimal.class).cast(AMOUNT));
        return DSL.or(layer.of().stream()
                .map(high ->
                        DSL.and(is(recent, high.charAt(0)), is(frequent, high.charAt(1)), is(valuable, high.charAt(2))))
                .toList());
    }

    private static Condition is(Condition high, char letter) {
        return when(high, inline(1)).otherwise(inline(0)).eq(inline(Character.isUpperCase(letter) ? 1 : 0));
    }

    private static <T> Field<T> fact(String column, Class<T> type) {
        return Dialects.column(DimensionField.FACT, column, type);
    }

    private static <T> Field<T> score(String column, Class<T> type) {
        return Dialects.column(SCORE, column, type);
    }
}
