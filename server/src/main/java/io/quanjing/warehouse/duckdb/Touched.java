package io.quanjing.warehouse.duckdb;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Remembers how far back each mart was changed, and in which order, so that what was worked out from earlier days can be kept. */
final class Touched {

    /** By mart, the days from which on it was changed, each with the number of the change; a later day always has a later change. */
    private final Map<String, TreeMap<LocalDate, Long>> changes = new HashMap<>();

    private long number;

    /** Tells of a complete refresh: by mart, the first day of the rows that came or went. */
    synchronized void changed(Map<String, LocalDate> firstDays) {
        number++;
        firstDays.forEach((mart, day) -> {
            TreeMap<LocalDate, Long> ofMart = changes.computeIfAbsent(mart, name -> new TreeMap<>());
            // What was changed from a later day on is changed again.
            ofMart.tailMap(day, true).clear();
            ofMart.put(day, number);
        });
    }

    /** The last change of a row before a day. */
    synchronized long last(String mart, LocalDate before) {
        TreeMap<LocalDate, Long> ofMart = changes.get(mart);
        Map.Entry<LocalDate, Long> last = ofMart == null ? null : ofMart.lowerEntry(before);
        return last == null ? 0 : last.getValue();
    }
}
