package io.quanjing.ingest.hook;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingReader;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The mappings of webhooks: a file each under {@code hooks/} for shop systems, and their own for signed sources. */
final class HookMappings {

    private static final int MOST_CHARACTERS = 100_000;
    private static final int REMEMBERED = 200;

    private final Warehouse warehouse;
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();

    HookMappings(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The mapping of a source. */
    Mapping of(Source source) {
        String own = source.mapping();
        if (own != null) {
            if (read.size() > REMEMBERED) {
                read.clear();
            }
            return read.computeIfAbsent(own, this::checked);
        }
        String file = source.kind().id() + ".yml";
        return read.computeIfAbsent(file, this::builtIn);
    }

    /**
     * Reads a mapping that somebody wrote.
     *
     * @throws QuanjingException naming line and column of what is wrong
     */
    Mapping checked(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new QuanjingException(
                    IngestError.MAPPING_INVALID,
                    "The mapping has more than " + MOST_CHARACTERS
                            + " characters. Maybe it is a message and not the mapping.",
                    Map.of("file", "mapping.yml"));
        }
        Mapping mapping = MappingReader.read("mapping.yml", text, warehouse.tables());
        for (Payload.Rows kind : mapping.payload().kinds()) {
            List<String> known = kind.known() == null
                    ? List.of()
                    : warehouse.table(kind.known().table()).columns().stream()
                            .map(Column::name)
                            .toList();
            for (String place : kind.columns().stream().flatMap(List::stream).toList()) {
                String wrong = Place.wrong(place, known);
                if (wrong != null) {
                    throw refused(text, place, wrong);
                }
            }
        }
        return mapping;
    }

    private static QuanjingException refused(String text, String place, String why) {
        int at = Math.max(0, text.indexOf(place));
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = at - text.lastIndexOf('\n', Math.max(0, at - 1));
        String rule = "\"" + place + "\" is no place of a message: " + why + ".";
        return new QuanjingException(
                IngestError.MAPPING_INVALID,
                "The mapping mapping.yml, line " + line + ", column " + column + ": " + rule,
                Map.of("file", "mapping.yml", "line", line, "column", column, "rule", rule));
    }

    private Mapping builtIn(String file) {
        try (@Nullable InputStream in = HookMappings.class.getClassLoader().getResourceAsStream("hooks/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks hooks/" + file + ".");
            }
            return MappingReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), warehouse.tables());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
