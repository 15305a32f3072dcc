package io.quanjing.metric;

import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows since when there are facts: one day per table and shop, read again when the warehouse has changed. */
final class Histories {

    private final Dictionary dictionary;
    private final Warehouse warehouse;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    private record Key(Entity.History table, String shop) {}

    /** What it was when the warehouse had this version. */
    private record Known(long version, Optional<LocalDate> first) {}

    Histories(Dictionary dictionary, Warehouse warehouse) {
        this.dictionary = dictionary;
        this.warehouse = warehouse;
    }

    /** The first day that any of the shops has in the table, or null if none has a row. */
    @Nullable LocalDate first(Entity.History table, Collection<String> shops) {
        long version = warehouse.version();
        List<String> unread = shops.stream()
                .filter(shop -> {
                    Known read = known.get(new Key(table, shop));
                    return read == null || read.version() != version;
                })
                .toList();
        if (!unread.isEmpty()) {
            Map<String, LocalDate> days = read(table, unread);
            unread.forEach(
                    shop -> known.put(new Key(table, shop), new Known(version, Optional.ofNullable(days.get(shop)))));
        }
        return shops.stream()
                .flatMap(shop -> Objects.requireNonNull(known.get(new Key(table, shop))).first().stream())
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    private Map<String, LocalDate> read(Entity.History table, List<String> shops) {
        Map<String, LocalDate> days = new HashMap<>();
        warehouse
                .query(
                        LookupRenderer.firstDays(
                                dictionary.entity(table.entity()), table.time(), shops, warehouse.dialect()),
                        QueryOptions.interactive())
                .rows()
                .forEach(row -> {
                    if (row.get(1) instanceof LocalDate day) {
                        days.put(String.valueOf(row.get(0)), day);
                    }
                });
        return days;
    }

    /** How many days are remembered. */
    int size() {
        return known.size();
    }
}
