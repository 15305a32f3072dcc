package io.quanjing.warehouse.engine;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The regions and channels that every shop knows. Plain comma-separated files of our own: no value holds a comma or a quote. */
public final class Seeds {

    private Seeds() {}

    /** The rows for a dimension from its seed file; the file's first column is the natural key. */
    public static List<FactRow> rows(TableSchema table) {
        List<String> lines = lines(table.name());
        List<String> header = List.of(lines.getFirst().split(",", -1));
        List<FactRow> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            FactRow row =
                    FactRow.of(table).set("shop", "*").set("source", "quanjing").set("natural_key", cells[0]);
            for (int i = 0; i < cells.length; i++) {
                Column column = table.columns().get(table.index(header.get(i)));
                row.set(column.name(), column.type() == Column.Type.BOOLEAN ? Boolean.valueOf(cells[i]) : cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> lines(String name) {
        try (InputStream in = Seeds.class.getResourceAsStream("/warehouse/seed/" + name + ".csv")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The seed of " + name + " cannot be read.", e);
        }
    }
}
