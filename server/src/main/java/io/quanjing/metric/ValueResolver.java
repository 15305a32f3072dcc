package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.Suggestion;
import io.quanjing.metric.dictionary.Title;
import io.quanjing.metric.plan.Keep;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the values that a filter means: keys as facts carry them, or titles in either language. */
final class ValueResolver {

    private final Dictionary dictionary;
    private final Warehouse warehouse;

    ValueResolver(Dictionary dictionary, Warehouse warehouse) {
        this.dictionary = dictionary;
        this.warehouse = warehouse;
    }

    /** @param metrics whose tables are searched for values that no dimension table names */
    Keep resolve(Dimension dimension, List<String> texts, List<Shop> shops, List<Metric> metrics) {
        Set<@Nullable Object> values = new LinkedHashSet<>();
        for (String text : texts) {
            if (text.isEmpty()) {
                values.add(null);
            } else if (dimension.id().equals("shop")) {
                values.add(shop(text, shops));
            } else {
                values.addAll(values(dimension, text, shops, metrics));
            }
        }
        return new Keep(dimension, new ArrayList<>(values));
    }

    private static String shop(String text, List<Shop> shops) {
        return shops.stream()
                .filter(shop -> shop.id().equals(text) || shop.name().equalsIgnoreCase(text))
                .map(Shop::id)
                .findFirst()
                .orElseThrow(() -> ShopScope.unknown(text, shops));
    }

    private Set<Object> values(Dimension dimension, String text, List<Shop> shops, List<Metric> metrics) {
        List<String> ids = shops.stream().map(Shop::id).toList();
        Set<Object> found = new LinkedHashSet<>();
        if (dimension.values().containsKey(text)) {
            return Set.of(dimension.numeric() ? (Object) Long.valueOf(text) : text);
        }
        dimension.values().forEach((value, title) -> {
            if (title.zh().equals(text) || title.en().equalsIgnoreCase(text)) {
                found.add(dimension.numeric() ? (Object) Long.valueOf(value) : value);
            }
        });
        if (found.isEmpty() && dimension.numeric() && dimension.values().isEmpty() && text.matches("1?\\d|2[0-3]")) {
            found.add(Long.valueOf(text));
        }
        if (found.isEmpty() && dimension.titles() != null) {
            query(LookupRenderer.keysByName(dimension.titles(), ids, text, warehouse.dialect()))
                    .forEach(row -> found.add(String.valueOf(row.getFirst())));
        }
        boolean open = !dimension.closed() && !dimension.numeric();
        // A key wins alone: another product may have it as its title, or as its key in another case.
        if (found.contains(text) || (open && occurs(dimension, text, ids, metrics))) {
            return Set.of(text);
        }
        if (found.isEmpty()) {
            throw new QuanjingException(
                    MetricError.UNKNOWN_VALUE,
                    "No " + dimension.title().en().toLowerCase(java.util.Locale.ROOT) + " is called " + text + ". "
                            + Suggestion.maybe(text, candidates(dimension, ids, metrics)),
                    Map.of("dimension", dimension.id(), "value", text));
        }
        return found;
    }

    private Set<Entity> tables(Dimension dimension, List<Metric> metrics) {
        Set<Entity> tables = new LinkedHashSet<>();
        for (Metric metric : metrics) {
            for (String measure : metric.definition().measures()) {
                dictionary.cheapest(measure, List.of(dimension)).ifPresent(tables::add);
            }
        }
        return tables;
    }

    private boolean occurs(Dimension dimension, String text, List<String> shops, List<Metric> metrics) {
        Keep keep = new Keep(dimension, List.of(text));
        return tables(dimension, metrics).stream()
                .anyMatch(table -> !query(LookupRenderer.exists(table, keep, shops, warehouse.dialect()))
                        .isEmpty());
    }

    private List<String> candidates(Dimension dimension, List<String> shops, List<Metric> metrics) {
        Set<String> names = new LinkedHashSet<>();
        for (Map.Entry<String, Title> value : dimension.values().entrySet()) {
            names.add(value.getKey());
            names.add(value.getValue().zh());
            names.add(value.getValue().en());
        }
        if (dimension.titles() != null) {
            addAll(names, query(LookupRenderer.names(dimension.titles(), shops, warehouse.dialect())));
        }
        if (!dimension.closed() && !dimension.numeric()) {
            tables(dimension, metrics)
                    .forEach(table ->
                            addAll(names, query(LookupRenderer.values(table, dimension, shops, warehouse.dialect()))));
        }
        return List.copyOf(names);
    }

    private static void addAll(Set<String> names, List<List<@Nullable Object>> rows) {
        for (List<@Nullable Object> row : rows) {
            for (Object value : row) {
                if (value != null) {
                    names.add(value.toString());
                }
            }
        }
    }

    private List<List<@Nullable Object>> query(SqlQuery query) {
        return warehouse.query(query, QueryOptions.interactive()).rows();
    }
}
