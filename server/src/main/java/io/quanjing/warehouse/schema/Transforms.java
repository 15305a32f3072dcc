package io.quanjing.warehouse.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that make the marts from what was recorded after {@code :since}, in the order in which they have to run.
 *
 * @param text everything, to notice a change
 * @param steps one statement each
 */
public record Transforms(String text, List<String> steps) {

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
        List<String> steps = new ArrayList<>();
        for (String name : ORDER) {
            String file = text(engine + "/" + name);
            if (file == null) {
                file = text(name);
            }
            if (file == null) {
                throw new IllegalStateException("The transform " + name + " is missing in the program.");
            }
            text.append(file);
            steps.addAll(statements(file));
        }
        return new Transforms(text.toString(), List.copyOf(steps));
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
