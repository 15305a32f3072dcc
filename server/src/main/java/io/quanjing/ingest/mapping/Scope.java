package io.quanjing.ingest.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that the expressions of one kind of file can use, with their places in the row frame. */
final class Scope {

    /** A column or a let. */
    record Name(int slot, ValueKind kind) {}

    /** A kind of file whose rows are kept: its place, its name, its key's column and its names. */
    record Kept(int index, String kind, Scope scope, List<Integer> slots) {

        /** Where a name's value stands in a kept row; asking makes it be kept. */
        int position(int slot) {
            if (!slots.contains(slot)) {
                slots.add(slot);
            }
            return slots.indexOf(slot);
        }
    }

    /** One aggregate of a group. */
    record Aggregate(Operation operation, Expression argument) {
        enum Operation {
            SUM,
            MIN,
            MAX,
            FIRST,
            LAST,
            COUNT
        }
    }

    private final Map<String, Name> names = new LinkedHashMap<>();
    final Map<String, Map<String, String>> tables;
    final Map<String, Kept> kept;
    private int counters;
    private int shares;
    private boolean counting;
    private @Nullable String each;
    private @Nullable List<Aggregate> aggregates;

    Scope(Map<String, Map<String, String>> tables, Map<String, Kept> kept) {
        this.tables = new HashMap<>(tables);
        this.kept = kept;
    }

    void add(String name, ValueKind kind) {
        names.put(name, new Name(names.size(), kind));
    }

    Map<String, Name> names() {
        return names;
    }

    int counters() {
        return counters;
    }

    int shares() {
        return shares;
    }

    /** {@code occurrence} and {@code share} count rows, so that they may only stand where every row comes by. */
    void counting(boolean allowed) {
        counting = allowed;
    }

    boolean counting() {
        return counting;
    }

    int nextCounter() {
        return counters++;
    }

    int nextShare() {
        return shares++;
    }

    /** What {@code each} stands for while a fact is read once for each of several names, or null. */
    void each(@Nullable String name) {
        each = name;
    }

    @Nullable String each() {
        return each;
    }

    /** Turns aggregates on for one group, whose list the parser fills, or off with null. */
    void aggregates(@Nullable List<Aggregate> group) {
        aggregates = group;
    }

    @Nullable List<Aggregate> aggregates() {
        return aggregates;
    }

    /** Everything that can stand where a value is expected. */
    List<String> known() {
        List<String> all = new ArrayList<>(names.keySet());
        all.addAll(tables.keySet());
        all.addAll(kept.keySet());
        all.addAll(Functions.names());
        return all;
    }
}
