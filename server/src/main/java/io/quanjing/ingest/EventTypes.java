package io.quanjing.ingest;

import io.quanjing.warehouse.FactRow;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of a run by type. */
final class EventTypes {

    private final Map<String, LongAdder> counts = new HashMap<>();
    private int type = -1;

    void count(FactRow fact) {
        if (!fact.table().name().equals("event")) {
            return;
        }
        if (type < 0) {
            type = fact.table().index("type");
        }
        counts.computeIfAbsent(String.valueOf(fact.values()[type]), t -> new LongAdder())
                .increment();
    }

    Map<String, Long> counts() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((name, count) -> sorted.put(name, count.sum()));
        return sorted;
    }
}
