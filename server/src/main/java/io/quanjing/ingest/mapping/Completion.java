package io.quanjing.ingest.mapping;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills the columns of a fact that follow from the run and from the fact itself: its shop, source, currency and shop time; and puts pseudonyms
 * in the place of ids that name a person.
 */
final class Completion {

    private static final Set<String> PEOPLE = Set.of("customer", "visitor");
    /** Of the table of customers, whose key is the id, and who may be brought by another one. */
    private static final Set<String> CUSTOMERS = Set.of("natural_key", "referrer");

    /** Fills what is still empty in a row of the table. */
    private interface Filler {
        @Nullable Object value(@Nullable Object[] values, FactRule.Constants run);
    }

    private final @Nullable Filler[] fillers;
    private final int[] people;

    Completion(TableSchema table) {
        List<Column> columns = table.columns();
        fillers = new Filler[columns.size()];
        for (int i = 0; i < fillers.length; i++) {
            fillers[i] = filler(columns.get(i), table);
        }
        people = IntStream.range(0, columns.size())
                .filter(i -> PEOPLE.contains(columns.get(i).name())
                        || (table.name().equals("customer")
                                && CUSTOMERS.contains(columns.get(i).name())))
                .toArray();
    }

    void fill(@Nullable Object[] values, FactRule.Constants run) {
        for (int i = 0; i < fillers.length; i++) {
            Filler filler = fillers[i];
            if (filler != null && values[i] == null) {
                values[i] = filler.value(values, run);
            }
        }
        for (int person : people) {
            if (values[person] instanceof String id) {
                values[person] = run.pseudonyms().of(id);
            }
        }
    }

    private static @Nullable Filler filler(Column column, TableSchema table) {
        return switch (column.name()) {
            case "shop" -> (values, run) -> run.shop();
            case "source" -> (values, run) -> run.source();
            case "currency" -> currency(column, table);
            case "shop_day" -> day(table, "at");
            case "shop_hour" -> hour(table, "at");
            case "paid_day" -> day(table, "paid_at");
            case "paid_hour" -> hour(table, "paid_at");
            default -> null;
        };
    }

    /** A row without any amount needs no currency. */
    private static Filler currency(Column column, TableSchema table) {
        if (column.required()) {
            return (values, run) -> run.currency();
        }
        int dwell = table.has("dwell_seconds") ? table.index("dwell_seconds") : -1;
        return (values, run) -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof BigDecimal && i != dwell) {
                    return run.currency();
                }
            }
            return null;
        };
    }

    private static @Nullable Filler day(TableSchema table, String time) {
        if (!table.has(time)) {
            return null;
        }
        int index = table.index(time);
        return (values, run) -> values[index] instanceof Instant at ? run.days().day(at) : null;
    }

    private static @Nullable Filler hour(TableSchema table, String time) {
        if (!table.has(time)) {
            return null;
        }
        int index = table.index(time);
        return (values, run) ->
                values[index] instanceof Instant at ? (Long) run.days().hour(at) : null;
    }
}
