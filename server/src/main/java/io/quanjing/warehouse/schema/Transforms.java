package io.quanjing.warehouse.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps that make the marts from what was recorded after {@code :since}, up to {@code :until}, in the order in which they have to run.
 * A file says in comments what becomes of each query, and every engine does that in its own way.
 *
 * @param text everything, to notice a change
 * @param files in the order in which they have to run
 */
public record Transforms(String text, List<File> files) {

    /**
     * One file.
     *
     * @param name without ending
     * @param gate a working table made by an earlier file ({@code -- only with: name}); while it is empty there is nothing to do. Empty text
     *     for none
     * @param steps in their order
     */
    public record File(String name, String gate, List<Step> steps) {}

    /** What becomes of a query. */
    public sealed interface Step {

        /** The query, without a semicolon. */
        String select();
    }

    /**
     * Its rows have a name in the steps after it ({@code -- table: name}), until a later one takes the name.
     *
     * @param brings the rows of other tables that its rows concern
     */
    public record Working(String name, List<Bringing> brings, String select) implements Step {}

    /**
     * Rows that later steps ask for because of those of a working table ({@code -- brings: table (shop, natural_key = refund)}), for an
     * engine that has to fetch them first.
     *
     * @param table a fact, a dimension or a mart
     * @param keys the columns of the table and of the working table; an empty text of a key equals a missing one. None for the whole table
     */
    public record Bringing(String table, List<Key> keys) {}

    /**
     * Rows that are taken for being new.
     *
     * @param table a fact or dimension, or the history of one
     * @param column that says since when
     */
    public record Window(String table, String column) {}

    /**
     * Its rows take the place of those rows of a mart that have the keys of another table
     * ({@code -- replace: mart by table (shop, refund = natural_key)}).
     *
     * @param mart whose columns the query has, in their order
     * @param by the table with the keys, which may be there several times
     * @param keys the columns; an empty text of a mart's key equals a missing one
     */
    public record Replacing(String mart, String by, List<Key> keys, String select) implements Step {}

    /**
     * A pair of columns that have to be equal.
     *
     * @param column of the table that is asked
     * @param by the column of the table with the keys
     */
    public record Key(String column, String by) {}

    private static final Pattern GATE = Pattern.compile("^-- only with: (\\w+)\n");
    private static final Pattern WORKING = Pattern.compile("^-- table: (\\w+)$", Pattern.MULTILINE);
    private static final Pattern REPLACING =
            Pattern.compile("^-- replace: (\\w+) by (\\w+) \\(([\\w =,]+)\\)$", Pattern.MULTILINE);

    private static final Pattern BRINGS = Pattern.compile("^-- brings: (.+)$", Pattern.MULTILINE);
    private static final Pattern BRINGING = Pattern.compile("(\\w+)(?: \\(([\\w =,]+)\\))?");
    private static final Pattern WINDOW =
            Pattern.compile("\\bFROM (\\w+) WHERE (recorded_at|superseded_at) > :since AND \\2 <= :until");

    private static final List<String> ORDER = List.of(
            "changed",
            "dirty_visit",
            "visit_event",
            "session",
            "visitor_hour",
            "visitor_product_hour",
            "dirty_order",
            "fresh_order",
            "shared_line",
            "sales_line",
            "dirty_refund",
            "fresh_refund",
            "refund_line",
            "dirty_cost",
            "cost_line");

    /** Reads the files. */
    public static Transforms read() {
        StringBuilder text = new StringBuilder();
        List<File> files = new ArrayList<>();
        for (String name : ORDER) {
            String file = text(name);
            text.append(file);
            Matcher gate = GATE.matcher(file);
            files.add(new File(name, gate.find() ? gate.group(1) : "", steps(name, file)));
        }
        return new Transforms(text.toString(), List.copyOf(files));
    }

    /** What the steps take for being new. */
    public Set<Window> windows() {
        Set<Window> windows = new LinkedHashSet<>();
        WINDOW.matcher(text).results().forEach(found -> windows.add(new Window(found.group(1), found.group(2))));
        return windows;
    }

    /** A query without its windows, so that what is left names the tables of which it asks for more than the new rows. */
    public static String withoutWindows(String select) {
        return WINDOW.matcher(select).replaceAll("");
    }

    static List<Step> steps(String name, String file) {
        return Arrays.stream(file.split(";[ ]*\n"))
                .filter(statement -> statement.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--")))
                .map(statement -> step(name, statement.strip()))
                .toList();
    }

    private static Step step(String file, String statement) {
        Matcher working = WORKING.matcher(statement);
        if (working.find()) {
            return new Working(working.group(1), brings(statement), statement);
        }
        Matcher replacing = REPLACING.matcher(statement);
        if (replacing.find()) {
            return new Replacing(replacing.group(1), replacing.group(2), keys(replacing.group(3)), statement);
        }
        throw new IllegalStateException(
                "The transform " + file
                        + " has a query of which no comment says what becomes of it. Maybe it lacks a line such as '-- table: name'.");
    }

    private static List<Bringing> brings(String statement) {
        return BRINGS.matcher(statement)
                .results()
                .flatMap(line -> BRINGING.matcher(line.group(1)).results())
                .map(found -> new Bringing(found.group(1), found.group(2) == null ? List.of() : keys(found.group(2))))
                .toList();
    }

    private static List<Key> keys(String text) {
        return Arrays.stream(text.split(","))
                .map(key -> key.split("="))
                .map(pair -> new Key(pair[0].strip(), pair[pair.length - 1].strip()))
                .toList();
    }

    private static String text(String name) {
        try (InputStream in = Transforms.class.getResourceAsStream("/warehouse/schema/transform/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("The transform " + name + " is missing in the program.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The transform " + name + " cannot be read.", e);
        }
    }
}
