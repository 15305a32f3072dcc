package io.quanjing.metric.sql;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Who did what a row tells: its customer, or else the customer of its visitor, or else the visitor. Works on tables with the columns shop,
 * visitor and customer under the alias {@link DimensionField#FACT}.
 */
final class People {

    static final String CUSTOMER = "customer";
    static final String VISITOR = "visitor";

    private static final String KNOWN = "known_people";

    private People() {}

    /** Rows beside the customers of their visitors. */
    static Table<? extends Record> joined(Table<? extends Record> rows, String people, List<String> shops) {
        Table<?> known = select(
                        Dialects.column("p", "shop", String.class).as("shop"),
                        Dialects.column("p", VISITOR, String.class).as(VISITOR),
                        Dialects.column("p", CUSTOMER, String.class).as(CUSTOMER))
                .from(DSL.table("(" + people + ")").as("p"))
                .where(Dialects.column("p", "shop", String.class).in(shops))
                .asTable(KNOWN);
        return rows.leftJoin(known)
                .on(Dialects.column(KNOWN, "shop", String.class).eq(PlanRenderer.shop()))
                .and(Dialects.column(KNOWN, VISITOR, String.class).eq(fact(VISITOR)));
    }

    /** Whom a joined row is about; a customer is never taken for a visitor of the same name. */
    static Field<String> person() {
        return coalesce(
                named('c', fact(CUSTOMER)),
                named('c', Dialects.column(KNOWN, CUSTOMER, String.class)),
                named('v', fact(VISITOR)));
    }

    private static Field<String> named(char kind, Field<String> id) {
        return concat(inline(String.valueOf(kind)), id);
    }

    private static Field<String> fact(String column) {
        return Dialects.column(DimensionField.FACT, column, String.class);
    }
}
