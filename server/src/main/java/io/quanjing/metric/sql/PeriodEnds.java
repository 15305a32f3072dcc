package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.inline;

import io.quanjing.metric.plan.Counted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.RowN;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The last days of periods as a table that rows are joined to, each for the shops with one clock. */
final class PeriodEnds {

    private static final String END = "e";

    private final List<RowN> ends = new ArrayList<>();
    private final List<List<String>> clocks = new ArrayList<>();

    PeriodEnds(List<Counted.End> periods) {
        for (Counted.End each : periods) {
            if (!clocks.contains(each.shops())) {
                clocks.add(each.shops());
            }
            ends.add(DSL.row(List.of(inline(clocks.indexOf(each.shops())), inline(each.period()), inline(each.day()))));
        }
        if (ends.isEmpty()) {
            // A period that lies ahead has no end yet.
            ends.add(DSL.row(List.of(inline(-1), inline(LocalDate.EPOCH), inline(LocalDate.EPOCH))));
        }
    }

    /** Each period with its last day. */
    Table<?> table() {
        return DSL.values(ends.toArray(RowN[]::new)).as(END, "clock", "period", "day");
    }

    /** Each last day once, whichever periods end with it. */
    Table<?> days() {
        return DSL.selectDistinct(clock(), day()).from(table()).asTable(END);
    }

    /** A row's shop is one of those whose period it is. */
    Condition ofShop() {
        Condition condition = DSL.falseCondition();
        for (int i = 0; i < clocks.size(); i++) {
            condition =
                    condition.or(clock().eq(inline(i)).and(PlanRenderer.shop().in(clocks.get(i))));
        }
        return condition;
    }

    static Field<LocalDate> day() {
        return Dialects.column(END, "day", LocalDate.class);
    }

    static Field<LocalDate> period() {
        return Dialects.column(END, "period", LocalDate.class);
    }

    private static Field<Integer> clock() {
        return Dialects.column(END, "clock", Integer.class);
    }
}
