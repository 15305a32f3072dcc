package io.quanjing.warehouse;

import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SchemaReader;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the rows of a table come from.
 *
 * @param table its name
 * @param kind what it is
 * @param transform the file that makes it, without folder and ending; empty for what is recorded
 * @param from the tables that the transform reads, by name; none for what is recorded
 */
public record TableOrigin(String table, Kind kind, String transform, List<String> from) {

    private static final Pattern READ = Pattern.compile("\\b(?:FROM|JOIN)\\s+(\\w+)");

    /** Working tables that only say which rows to make anew. */
    private static final Pattern CONCERNED = Pattern.compile("(dirty|changed|stale|seen)_\\w+");

    /** What a table is. */
    public enum Kind {
        /** Recorded, or told by a dimension file of a source. */
        FACT,
        /** Made from facts by a transform. */
        MART
    }

    private static final class All {
        private static final Map<String, TableOrigin> TABLES = read();
    }

    /** Every table of the warehouse by name, as the program's own files make it. */
    public static Map<String, TableOrigin> all() {
        return All.TABLES;
    }

    private static Map<String, TableOrigin> read() {
        WarehouseSchema schema = SchemaReader.read();
        Map<String, TableOrigin> origins = new LinkedHashMap<>();
        schema.tables()
                .forEach(table -> origins.put(table.name(), new TableOrigin(table.name(), Kind.FACT, "", List.of())));
        Set<String> known = new HashSet<>(origins.keySet());
        schema.marts().forEach(mart -> known.add(mart.name()));
        Map<String, Set<String>> working = new HashMap<>();
        Map<String, Set<String>> made = new HashMap<>();
        Map<String, String> files = new HashMap<>();
        for (Transforms.File file : Transforms.read().files()) {
            for (Transforms.Step step : file.steps()) {
                switch (step) {
                    case Transforms.Working table ->
                        working.computeIfAbsent(table.name(), name -> new TreeSet<>())
                                .addAll(tables(step.select()));
                    case Transforms.Replacing replacing -> {
                        files.put(replacing.mart(), file.name());
                        made.computeIfAbsent(replacing.mart(), name -> new TreeSet<>())
                                .addAll(tables(step.select()));
                    }
                }
            }
        }
        for (Mart mart : schema.marts()) {
            Set<String> from = resolved(made.getOrDefault(mart.name(), Set.of()), working, known);
            from.remove(mart.name());
            origins.put(
                    mart.name(),
                    new TableOrigin(
                            mart.name(), Kind.MART, files.getOrDefault(mart.name(), mart.name()), List.copyOf(from)));
        }
        return Map.copyOf(origins);
    }

    private static Set<String> resolved(Collection<String> read, Map<String, Set<String>> working, Set<String> known) {
        Set<String> found = new TreeSet<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(read);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!seen.add(name) || CONCERNED.matcher(name).matches()) {
                continue;
            }
            if (known.contains(name)) {
                found.add(name);
            } else {
                open.addAll(working.getOrDefault(name, Set.of()));
            }
        }
        return found;
    }

    private static Set<String> tables(String select) {
        Set<String> tables = new TreeSet<>();
        READ.matcher(select)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(tables::add);
        return tables;
    }
}
