package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.Transforms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words the steps of a refresh for Trino, which has neither temporary tables nor transactions of several statements: what has to be kept is
 * a table, what need not is written into each statement that asks for it, and a mart's rows are replaced by one statement, so that nobody
 * sees it without them.
 */
final class MartSql {

    private static final String ROWS = "step_rows";

    /** What a query takes from a table for being new. */
    private static final Pattern NEW_ROWS =
            Pattern.compile("FROM (\\w+) WHERE (?=(?:recorded_at|superseded_at) > TIMESTAMP)");

    private final Map<String, Mart> marts;
    private final Set<String> changed;
    private final Map<String, String> views = new LinkedHashMap<>();
    private final Set<String> kept = new HashSet<>();
    private final ToLongFunction<String> rows;

    /**
     * For one refresh.
     *
     * @param changed the tables with rows that are new to it
     * @param rows of a kept step, by its name, once it is done
     */
    MartSql(List<Mart> marts, Set<String> changed, ToLongFunction<String> rows) {
        this.rows = rows;
        this.changed = changed;
        this.marts = marts.stream().collect(Collectors.toMap(Mart::name, mart -> mart));
    }

    /** Notes a view; a later one of the same name takes its place. */
    void view(String name, String select) {
        views.remove(name);
        views.put(name, pruned(select));
    }

    /** Says of tables without new rows that nothing is to be read there, which Trino would find out by reading them. */
    private String pruned(String select) {
        return NEW_ROWS.matcher(select)
                .replaceAll(found -> changed.contains(found.group(1)) ? found.group() : found.group() + "false AND ");
    }

    /** Creates the table of a kept step. */
    String keep(String name, String select) {
        String sql = "CREATE OR REPLACE TABLE " + quoted(name) + " AS\n" + with(pruned(select), ROWS) + "SELECT * FROM "
                + ROWS;
        views.remove(name);
        kept.add(name);
        return sql;
    }

    /**
     * Whether a working table can have rows at all. A view of what is new has none if none of the tables changed of which it takes new rows,
     * and no kept step that it asks has some. Trino need not be asked then, which is what saves most of the time of a small refresh.
     */
    boolean mayHaveRows(String name) {
        if (kept.contains(name)) {
            return rows.applyAsLong(name) > 0;
        }
        String view = views.get(name);
        return view != null && mayFind(name, view);
    }

    /** Whether the query of a kept step can find rows, by the same rule. */
    boolean mayFind(String name, String select) {
        String code = code(select);
        if (NEW_ROWS.matcher(code).results().anyMatch(found -> changed.contains(found.group(1)))) {
            return true;
        }
        return Stream.concat(kept.stream(), views.keySet().stream())
                .filter(other -> !other.equals(name) && asks(code, other))
                .anyMatch(this::mayHaveRows);
    }

    private static boolean asks(String code, String table) {
        return Pattern.compile("\\b" + table + "\\b").matcher(code).find();
    }

    private static String code(String select) {
        return select.lines().map(line -> line.replaceFirst("--.*", "")).collect(Collectors.joining("\n"));
    }

    /** Replaces rows of a mart. */
    String replace(Transforms.Replacing step, String select) {
        Mart mart = marts.get(step.mart());
        if (mart == null) {
            throw new IllegalStateException("There is no mart " + step.mart() + ".");
        }
        List<Column> columns = mart.columns();
        String names = columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
        Map<String, String> keys = new LinkedHashMap<>();
        step.keys().forEach(key -> keys.put(key.mart(), mart.comparable(key.mart(), key.by())));
        String gone = columns.stream()
                .map(c -> keys.containsKey(c.name())
                        ? quoted("key_" + c.name())
                        : "CAST(NULL AS " + IcebergSchema.sql(c.type()) + ")")
                .collect(Collectors.joining(", "));
        String same = step.keys().stream()
                .map(key -> mart.comparable(key.mart(), "m." + quoted(key.mart())) + " = s." + quoted(key.mart()))
                .collect(Collectors.joining(" AND "));
        return "MERGE INTO " + quoted(mart.name()) + " AS m USING (\n" + with(select, ROWS + " (" + names + ")")
                + "SELECT true AS is_new, " + names + " FROM " + ROWS + "\nUNION ALL\nSELECT false, " + gone
                + " FROM (SELECT DISTINCT "
                + keys.entrySet().stream()
                        .map(key -> key.getValue() + " AS " + quoted("key_" + key.getKey()))
                        .collect(Collectors.joining(", "))
                + " FROM " + quoted(step.by()) + ")\n) AS s (is_new, " + names + ") ON NOT s.is_new AND " + same
                + "\nWHEN MATCHED THEN DELETE\nWHEN NOT MATCHED AND s.is_new THEN INSERT (" + names + ") VALUES ("
                + columns.stream()
                        .map(c -> "CAST(s." + quoted(c.name()) + " AS " + IcebergSchema.sql(c.type()) + ")")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** The views that a query asks for, directly or through others, and the query itself under a name. */
    private String with(String select, String as) {
        Set<String> wanted = new LinkedHashSet<>();
        wanted(select, wanted);
        List<String> parts = new ArrayList<>();
        views.forEach((name, query) -> {
            if (wanted.contains(name)) {
                parts.add(quoted(name) + " AS (\n" + query + "\n)");
            }
        });
        parts.add(as + " AS (\n" + select + "\n)");
        return "WITH " + String.join(",\n", parts) + "\n";
    }

    private void wanted(String select, Set<String> found) {
        String code = code(select);
        views.forEach((name, query) -> {
            if (!found.contains(name) && asks(code, name)) {
                found.add(name);
                wanted(query, found);
            }
        });
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
