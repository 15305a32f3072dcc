package io.quanjing.metric.sql;

import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse.Dialect;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The renderers, and the turning of a rendered query into the warehouse's own type. */
final class Dialects {

    static {
        // jOOQ greets on the log otherwise.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        // This class fills jOOQ's registry of types. Two that ask first at the same moment would find it half filled,
        // and one be refused.
        Objects.requireNonNull(SQLDataType.LOCALDATE);
    }

    private Dialects() {}

    static SqlQuery render(Query query, Dialect dialect) {
        DSLContext context = DSL.using(
                switch (dialect) {
                    case DUCKDB -> SQLDialect.DUCKDB;
                    case TRINO -> SQLDialect.TRINO;
                });
        List<@Nullable Object> binds = new ArrayList<>();
        for (Object value : context.extractBindValues(query)) {
            binds.add(
                    switch (value) {
                        case LocalDateTime at -> at.toInstant(ZoneOffset.UTC);
                        case Integer number -> number.longValue();
                        default -> value;
                    });
        }
        return new SqlQuery(context.render(query), binds);
    }

    static Table<?> table(String name) {
        return DSL.table(DSL.name(name));
    }

    static <T> Field<T> column(String alias, String column, Class<T> type) {
        return DSL.field(DSL.name(alias, column), type);
    }

    static <T> Field<T> column(String column, Class<T> type) {
        return DSL.field(DSL.name(column), type);
    }
}
