package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.OwnDefinitions;
import io.quanjing.metric.dictionary.Problem;
import io.quanjing.metric.dictionary.Suggestion;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which values of own definitions a shop's data does not have so far: a mistyped one would silently count nothing. */
final class ValueHints {

    /** Of longer lists only a part is read, which says nothing about the others. */
    private static final int MOST_KNOWN = 2_000;

    private final Warehouse warehouse;

    ValueHints(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The values that no row of the shop has, with the one that was probably meant. */
    List<Problem> of(OwnDefinitions read, Shop shop) {
        List<String> shops = List.of(shop.id());
        Map<String, Set<String>> known = new HashMap<>();
        List<Problem> hints = new ArrayList<>();
        for (Problem unsure : read.unsure()) {
            Dimension dimension = read.dictionary().dimension(unsure.subject());
            Set<String> values = known.computeIfAbsent(dimension.id(), id -> known(read, dimension, shops));
            boolean there = dimension.id().equals("shop")
                    || values.size() >= MOST_KNOWN
                    || values.contains(unsure.value())
                    || (dimension.path() && values.stream().anyMatch(value -> value.startsWith(unsure.value() + "/")));
            if (!there) {
                hints.add(unsure.meaning(meant(dimension, unsure.value(), values, shops)));
            }
        }
        return hints;
    }

    private Set<String> known(OwnDefinitions read, Dimension dimension, List<String> shops) {
        Set<String> values = new LinkedHashSet<>();
        for (Entity table : read.dictionary().knowing(dimension)) {
            values.addAll(texts(LookupRenderer.values(table, dimension, shops, warehouse.dialect())));
        }
        return values;
    }

    private List<String> meant(Dimension dimension, String text, Set<String> values, List<String> shops) {
        Dimension.TitleTable titles = dimension.titles();
        if (titles != null) {
            List<String> named = texts(LookupRenderer.keysByName(titles, shops, text, warehouse.dialect()));
            if (named.size() == 1) {
                return named;
            }
        }
        return Suggestion.nearest(text, values).map(List::of).orElse(List.of());
    }

    private List<String> texts(SqlQuery query) {
        List<String> texts = new ArrayList<>();
        for (List<? extends Object> row :
                warehouse.query(query, QueryOptions.interactive()).rows()) {
            Object value = row.getFirst();
            if (value != null) {
                texts.add(value.toString());
            }
        }
        return texts;
    }
}
