package io.quanjing.ingest.message;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the rows that a mapping asks for by {@code $known}: what the warehouse has of a source so far. */
final class KnownRowStore {

    private static final int KEYS_AT_A_TIME = 500;

    private final Warehouse warehouse;

    KnownRowStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The columns of the current rows as texts, by natural key. */
    Map<String, Map<String, String>> rows(String table, String shop, String source, List<String> keys) {
        Map<String, Map<String, String>> known = new HashMap<>();
        for (int from = 0; from < keys.size(); from += KEYS_AT_A_TIME) {
            some(
                    warehouse.table(table),
                    shop,
                    source,
                    keys.subList(from, Math.min(keys.size(), from + KEYS_AT_A_TIME)),
                    known);
        }
        return known;
    }

    private void some(
            TableSchema table, String shop, String source, List<String> keys, Map<String, Map<String, String>> known) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        // In quotes, since some are words of the language.
        String columns = names.stream().collect(Collectors.joining("\", \"", "\"", "\""));
        List<@Nullable Object> binds = new ArrayList<>(List.of(shop, source));
        binds.addAll(keys);
        SqlQuery query = new SqlQuery(
                """
                SELECT %s
                FROM %s
                WHERE shop = ? AND source = ? AND natural_key IN (%s)
                """.formatted(columns, table.name(), String.join(", ", Collections.nCopies(keys.size(), "?"))), binds);
        for (List<@Nullable Object> row :
                warehouse.query(query, QueryOptions.interactive()).rows()) {
            Map<String, String> texts = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                Object value = row.get(i);
                if (value != null) {
                    texts.put(names.get(i), value instanceof BigDecimal n ? n.toPlainString() : value.toString());
                }
            }
            known.put(texts.getOrDefault("natural_key", ""), texts);
        }
    }
}
