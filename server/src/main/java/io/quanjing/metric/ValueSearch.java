package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.Metrics.FoundValue;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds values of a dimension by a part of their key or title, for lists that are too long to be shown. */
final class ValueSearch {

    /** Nobody reads more of a list than this; who does not find it types on. */
    static final int MOST = 50;

    private static final int MOST_KEYS = 500;

    private final Dictionary dictionary;
    private final Warehouse warehouse;
    private final Labels labels;

    ValueSearch(Dictionary dictionary, Warehouse warehouse, Labels labels) {
        this.dictionary = dictionary;
        this.warehouse = warehouse;
        this.labels = labels;
    }

    List<FoundValue> find(Dimension dimension, String text, List<Shop> shops) {
        String wanted = text.strip();
        Set<String> values = new LinkedHashSet<>();
        if (dimension.id().equals("shop")) {
            shops.stream()
                    .filter(shop -> has(shop.id(), wanted) || has(shop.name(), wanted))
                    .forEach(shop -> values.add(shop.id()));
        } else {
            dimension.values().forEach((value, title) -> {
                if (Stream.of(value, title.zh(), title.en()).anyMatch(name -> has(name, wanted))) {
                    values.add(value);
                }
            });
            if (!dimension.closed() && !dimension.numeric() && !shops.isEmpty()) {
                values.addAll(occurring(
                        dimension, wanted, shops.stream().map(Shop::id).toList()));
            }
        }
        List<String> found = values.stream().limit(MOST).toList();
        List<Map<String, @Nullable Object>> rows = found.stream()
                .map(value -> Map.<String, @Nullable Object>of(dimension.id(), value))
                .toList();
        Map<String, Label> titles = labels.of(List.of(dimension), rows, shops).getOrDefault(dimension.id(), Map.of());
        return found.stream()
                .map(value -> new FoundValue(value, titles.get(value)))
                .toList();
    }

    private static boolean has(String name, String wanted) {
        return name.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    private List<String> occurring(Dimension dimension, String wanted, List<String> shops) {
        List<String> keys = dimension.titles() == null || wanted.isEmpty()
                ? List.of()
                : texts(LookupRenderer.keysWith(dimension.titles(), shops, wanted, MOST_KEYS, warehouse.dialect()));
        return texts(LookupRenderer.valuesWith(
                dictionary.knowing(dimension), dimension, shops, wanted, keys, MOST, warehouse.dialect()));
    }

    private List<String> texts(SqlQuery query) {
        return warehouse.query(query, QueryOptions.interactive()).rows().stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }
}
