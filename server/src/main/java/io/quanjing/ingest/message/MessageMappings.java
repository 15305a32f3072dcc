package io.quanjing.ingest.message;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.live.LiveError;
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

/** The mappings of messages: a file each under {@code hooks/} for shop systems, and those that people write. */
public final class MessageMappings {

    private static final int MOST_CHARACTERS = 100_000;
    private static final int REMEMBERED = 200;

    private final Warehouse warehouse;
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();

    /** Mappings of the tables of a warehouse. */
    public MessageMappings(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** A mapping that somebody wrote, and that was {@link #checked}. */
    public Mapping own(String text) {
        if (read.size() > REMEMBERED) {
            read.clear();
        }
        return read.computeIfAbsent(text, this::checked);
    }

    /** The mapping that comes with the program for a shop system. */
    public Mapping ready(String system) {
        return read.computeIfAbsent(system + ".yml", this::builtIn);
    }

    /**
     * What a message of a topic is.
     *
     * @throws QuanjingException if the mapping knows nothing of the topic
     */
    public static Payload.Topic topic(Mapping mapping, String name) {
        return mapping.payload()
                .topic(name)
                .orElseThrow(() -> new QuanjingException(
                        LiveError.DELIVERY_TOPIC_UNKNOWN,
                        "The mapping knows no topic " + name + ". Maybe leave it out where the messages come from.",
                        Map.of("topic", name)));
    }

    /**
     * Reads a mapping that somebody wrote.
     *
     * @throws QuanjingException naming line and column of what is wrong
     */
    public Mapping checked(String text) {
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
        try (@Nullable InputStream in = MessageMappings.class.getClassLoader().getResourceAsStream("hooks/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks hooks/" + file + ".");
            }
            return MappingReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), warehouse.tables());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
