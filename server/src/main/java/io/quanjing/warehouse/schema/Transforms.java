package io.quanjing.warehouse.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps that make the marts from what was recorded after {@code :since}, up to {@code :until}, in the order in which they have to run.
 * A file says in comments what becomes of each query, and every engine words that in its own way, so that nearly every file serves all of them.
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
     * Its rows have a name in the steps after it, until a later one takes the name.
     *
     * @param kept whether they have to be written down ({@code -- keep: name}), since later steps shall see them as they are now; otherwise
     *     ({@code -- view: name}) the query may as well be repeated
     */
    public record Working(String name, boolean kept, String select) implements Step {}

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
     * @param mart the mart's column
     * @param by the column of the table with the keys
     */
    public record Key(String mart, String by) {}

    private static final Pattern GATE = Pattern.compile("^-- only with: (\\w+)\n");
    private static final Pattern WORKING = Pattern.compile("^-- (keep|view): (\\w+)$", Pattern.MULTILINE);
    private static final Pattern REPLACING =
            Pattern.compile("^-- replace: (\\w+) by (\\w+) \\(([\\w =,]+)\\)$", Pattern.MULTILINE);

    private static final List<String> ORDER = List.of(
            "dirty_visit",
            "visit_event",
            "session",
            "visitor_hour",
            "visitor_product_hour",
            "dirty_order",
            "fresh_order",
            "fresh_line",
            "sales_line",
            "dirty_refund",
            "fresh_refund",
            "refund_line");

    /**
     * Reads the files.
     *
     * @param engine the engine's name; a file in the folder of that name goes before the one of the same name for all
     */
    public static Transforms read(String engine) {
        StringBuilder text = new StringBuilder();
        List<File> files = new ArrayList<>();
        for (String name : ORDER) {
            String file = text(engine + "/" + name);
            if (file == null) {
                file = text(name);
            }
            if (file == null) {
                throw new IllegalStateException("The transform " + name + " is missing in the program.");
            }
            text.append(file);
            Matcher gate = GATE.matcher(file);
            files.add(new File(name, gate.find() ? gate.group(1) : "", steps(name, file)));
        }
        return new Transforms(text.toString(), List.copyOf(files));
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
            return new Working(working.group(2), working.group(1).equals("keep"), statement);
        }
        Matcher replacing = REPLACING.matcher(statement);
        if (replacing.find()) {
            List<Key> keys = Arrays.stream(replacing.group(3).split(","))
                    .map(key -> key.split("="))
                    .map(pair -> new Key(pair[0].strip(), pair[pair.length - 1].strip()))
                    .toList();
            return new Replacing(replacing.group(1), replacing.group(2), keys, statement);
        }
        throw new IllegalStateException(
                "The transform " + file
                        + " has a query of which no comment says what becomes of it. Maybe it lacks a line such as '-- keep: name'.");
    }

    private static @Nullable String text(String name) {
        try (InputStream in = Transforms.class.getResourceAsStream("/warehouse/schema/transform/" + name + ".sql")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The transform " + name + " cannot be read.", e);
        }
    }
}
