package io.quanjing.ingest;

import io.quanjing.ingest.mapping.CanonicalFormat;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingReader;
import io.quanjing.ingest.mapping.Suggestion;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The formats that files can have: a mapping file each under {@code formats/}, our own one, and {@code csv} with the user's mapping. */
final class Formats {

    static final String CSV = "csv";

    private static final String SUFFIX = ".yml";
    private static final long MAPPING_BYTES = 1 << 20;

    private final Warehouse warehouse;
    private final Map<String, Resource> files = new TreeMap<>();
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();

    Formats(Warehouse warehouse) {
        this.warehouse = warehouse;
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:formats/*" + SUFFIX)) {
                String name = String.valueOf(file.getFilename());
                files.put(name.substring(0, name.length() - SUFFIX.length()), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>(files.keySet());
        names.add(CanonicalFormat.NAME);
        names.add(CSV);
        names.add(FileImport.RECOGNISED);
        return names.stream().sorted().toList();
    }

    /** The mapping of a format by name. */
    Mapping named(String format) {
        if (format.equals(CanonicalFormat.NAME)) {
            return read.computeIfAbsent(format, f -> CanonicalFormat.of(warehouse.tables()));
        }
        Resource file = files.get(format);
        if (file == null) {
            throw new QuanjingException(
                    IngestError.UNKNOWN_FORMAT,
                    "There is no format " + format + "; there are " + String.join(", ", names()) + "."
                            + Suggestion.maybe(format, names()),
                    Map.of("format", format, "formats", names()));
        }
        return read.computeIfAbsent(format, f -> {
            try (InputStream in = file.getInputStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return MappingReader.read(f + SUFFIX, text, warehouse.tables());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * What tells what the files of a request are.
     *
     * @throws QuanjingException if there is no such format, the mapping file is missing, superfluous or wrong
     */
    Recogniser of(String format, @Nullable Path mapping) {
        if (!format.equals(FileImport.RECOGNISED)) {
            return new Recogniser.One(one(format, mapping));
        }
        return mapping == null ? any() : new Recogniser.One(one(CSV, mapping));
    }

    private Recogniser any() {
        List<Mapping> mappings = new ArrayList<>();
        for (String file : files.keySet()) {
            mappings.add(named(file));
        }
        mappings.add(named(CanonicalFormat.NAME));
        return new Recogniser.Any(mappings);
    }

    private Mapping one(String format, @Nullable Path mapping) {
        if (!format.equals(CSV)) {
            Mapping named = named(format);
            if (mapping != null) {
                throw new QuanjingException(
                        IngestError.MAPPING_MISSING,
                        "The format " + format + " brings its own mapping, and a mapping file is given: " + mapping
                                + ". Maybe the format csv is meant.",
                        Map.of("format", format));
            }
            return named;
        }
        if (mapping == null) {
            throw new QuanjingException(
                    IngestError.MAPPING_MISSING,
                    "The format csv needs a mapping file, which says what the columns mean. Maybe add --map FILE.yml.",
                    Map.of("format", format));
        }
        String name = String.valueOf(mapping.getFileName());
        try {
            if (Files.size(mapping) > MAPPING_BYTES) {
                throw new QuanjingException(
                        IngestError.MAPPING_INVALID,
                        "The mapping " + name + " is larger than " + MAPPING_BYTES
                                + " bytes. Maybe it is the data file and not the mapping.",
                        Map.of("file", name));
            }
            return MappingReader.read(name, Files.readString(mapping), warehouse.tables());
        } catch (CharacterCodingException e) {
            throw new QuanjingException(
                    IngestError.MAPPING_INVALID,
                    "The mapping " + name + " is not UTF-8 text. Save it as UTF-8.",
                    Map.of("file", name),
                    e);
        } catch (IOException e) {
            throw new QuanjingException(
                    IngestError.FILE_MISSING,
                    "The mapping " + mapping + " cannot be read. Maybe its name is misspelt or it is a folder.",
                    Map.of("file", mapping.toString()),
                    e);
        }
    }
}
