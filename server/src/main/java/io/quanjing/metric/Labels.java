package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Title;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what people call the values of an answer. */
final class Labels {

    /** More values than this are read with their keys only: nobody reads that many rows. */
    static final int MOST = 2_000;

    private final Warehouse warehouse;

    Labels(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    static Label label(Title title) {
        return new Label(title.zh(), title.en());
    }

    Map<String, Map<String, Label>> of(
            List<Dimension> dimensions, List<Map<String, @Nullable Object>> rows, List<Shop> shops) {
        Map<String, Map<String, Label>> labels = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            Set<String> values = new LinkedHashSet<>();
            for (Map<String, @Nullable Object> row : rows) {
                Object value = row.get(dimension.id());
                if (value != null && values.size() < MOST) {
                    values.add(value.toString());
                }
            }
            Map<String, Label> titles = titles(dimension, values, shops);
            if (!titles.isEmpty()) {
                labels.put(dimension.id(), titles);
            }
        }
        return labels;
    }

    private Map<String, Label> titles(Dimension dimension, Set<String> values, List<Shop> shops) {
        Map<String, Label> titles = new LinkedHashMap<>();
        if (dimension.id().equals("shop")) {
            shops.stream()
                    .filter(shop -> values.contains(shop.id()))
                    .forEach(shop -> titles.put(shop.id(), new Label(shop.name(), shop.name())));
        }
        dimension.values().forEach((value, title) -> {
            if (values.contains(value)) {
                titles.put(value, label(title));
            }
        });
        if (dimension.titles() != null && !values.isEmpty()) {
            List<String> ids = shops.stream().map(Shop::id).toList();
            warehouse
                    .query(
                            LookupRenderer.titles(dimension.titles(), ids, values, warehouse.dialect()),
                            options(values.size() * (ids.size() + 1)))
                    .rows()
                    .forEach(row -> {
                        Object zh = row.get(1) == null ? row.get(2) : row.get(1);
                        Object en = row.get(2) == null ? row.get(1) : row.get(2);
                        if (zh != null && en != null) {
                            titles.put(String.valueOf(row.get(0)), new Label(zh.toString(), en.toString()));
                        }
                    });
        }
        return titles;
    }

    /** Whoever waits for the figures waits for their titles: one of each shop for each value, and one that holds for all. */
    private static QueryOptions options(int mostRows) {
        QueryOptions interactive = QueryOptions.interactive();
        return new QueryOptions(interactive.lane(), interactive.timeout(), mostRows);
    }
}
