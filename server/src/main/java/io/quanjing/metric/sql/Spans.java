package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.localDateAdd;
import static org.jooq.impl.DSL.noCondition;

import io.quanjing.metric.dictionary.Span;
import java.time.LocalDate;
import org.jooq.Condition;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Days counted from another one. */
final class Spans {

    private Spans() {}

    /** A day of the span that is counted from another. */
    static Condition within(Span span, Field<LocalDate> day, Field<LocalDate> from) {
        Integer first = span.from();
        Integer last = span.to();
        if (first != null && first.equals(last)) {
            return day.eq(plus(from, first));
        }
        Condition condition = noCondition();
        if (first != null) {
            condition = condition.and(day.ge(plus(from, first)));
        }
        return last == null ? condition : condition.and(day.le(plus(from, last)));
    }

    static Field<LocalDate> plus(Field<LocalDate> day, int days) {
        return days == 0 ? day : localDateAdd(day, inline(days), DatePart.DAY).cast(SQLDataType.LOCALDATE);
    }
}
