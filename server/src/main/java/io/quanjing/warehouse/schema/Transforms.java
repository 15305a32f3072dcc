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
 * The statements that make the marts from what was recorded after {@code :since}, in the order in which they have to run.
 *
 * @param text everything, to notice a change
 * @param files in the order in which they have to run
 */
public record Transforms(String text, List<File> files) {

    /**
     * One file.
     *
     * @param name without ending
     * @param gate a working table made by an earlier file; while it is empty there is nothing to do. Empty text for none
     * @param statements one statement each
     */
    public record File(String name, String gate, List<String> statements) {}

    private static final Pattern GATE = Pattern.compile("^-- only with: (\\w+)\n");

    private static final List<String> ORDER = List.of(
            "dirty_visit",
            "visit_event",
            "session",
            "visitor_hour",
            "visitor_product_hour",
            "dirty_order",
            "sales_line",
            "dirty_refund",
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
            files.add(new File(name, gate.find() ? gate.group(1) : "", statements(file)));
        }
        return new Transforms(text.toString(), List.copyOf(files));
    }

    private static List<String> statements(String file) {
        return Arrays.stream(file.split(";[ ]*\n"))
                .filter(statement -> statement.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--")))
                .toList();
    }

    private static @Nullable String text(String name) {
        try (InputStream in = Transforms.class.getResourceAsStream("/warehouse/schema/transform/" + name + ".sql")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The transform " + name + " cannot be read.", e);
        }
    }
}
