package io.quanjing.ingest;

import io.quanjing.ingest.draft.Draft;
import io.quanjing.ingest.mapping.CanonicalFormat;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Head;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingReader;
import io.quanjing.ingest.mapping.Suggestion;
import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.source.RawRow;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The formats that files can have: a mapping file each under {@code formats/}, our own one, and {@code csv} with the user's mapping. */
final class Formats {

    static final String CSV = "csv";

    private static final String SUFFIX = ".yml";
    private static final long MAPPING_BYTES = 1 << 20;
    private static final int REMEMBERED = 500;

    private final Warehouse warehouse;
    private final Map<String, Resource> files = new TreeMap<>();
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();
    private final Map<String, Mapping> readOwn = new ConcurrentHashMap<>();
    private final Supplier<List<OwnFormat>> own;

    /**
     * The formats of the program and of the installation.
     *
     * @param own asked for at each use, because another replica may have changed them
     */
    Formats(Warehouse warehouse, Supplier<List<OwnFormat>> own) {
        this.warehouse = warehouse;
        this.own = own;
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

    /** The names of all that can be asked for. */
    List<String> names() {
        return Stream.concat(builtIn().stream(), own().stream().map(OwnFormat::name))
                .sorted()
                .toList();
    }

    /** The formats of this installation. */
    List<OwnFormat> own() {
        return own.get();
    }

    /** The names of those that come with the program. */
    List<String> builtIn() {
        List<String> names = new ArrayList<>(files.keySet());
        names.add(CanonicalFormat.NAME);
        names.add(CSV);
        names.add(FileImport.RECOGNISED);
        return names.stream().sorted().toList();
    }

    /** The files to download, fill in and import, by what they belong to. */
    List<Template> templates() {
        return files.keySet().stream()
                .flatMap(file -> named(file).templates().stream())
                .sorted(Comparator.comparing(Template::group))
                .toList();
    }

    /** One of them. */
    Template template(String id) {
        List<Template> all = templates();
        return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> {
            List<String> ids = all.stream().map(Template::id).toList();
            return new QuanjingException(
                    IngestError.UNKNOWN_TEMPLATE,
                    "There is no template " + id + "; there are " + String.join(", ", ids) + "."
                            + Suggestion.maybe(id, ids),
                    Map.of("template", id));
        });
    }

    /** The mapping of a format by name. */
    Mapping named(String format) {
        if (format.equals(CanonicalFormat.NAME)) {
            return read.computeIfAbsent(format, f -> CanonicalFormat.of(warehouse.tables()));
        }
        Resource file = files.get(format);
        Optional<OwnFormat> mine = file != null
                ? Optional.empty()
                : own().stream()
                        .filter(one -> one.name().equalsIgnoreCase(format))
                        .findFirst();
        if (mine.isPresent()) {
            return mapping(mine.get());
        }
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

    private Mapping mapping(OwnFormat format) {
        if (readOwn.size() > REMEMBERED) {
            readOwn.clear();
        }
        return readOwn.computeIfAbsent(
                format.mapping(), text -> MappingReader.read(format.name() + SUFFIX, text, warehouse.tables()));
    }

    /** The text of a mapping, if it is one. */
    String checked(String name, String text) {
        Mapping ignored = MappingReader.read(name + SUFFIX, text, warehouse.tables());
        return text;
    }

    /** The format, if there is one, as which files with the columns of a draft are recognised already. */
    Optional<String> knownBy(Draft draft, String mapping) {
        Integer header = draft.reading().headerRow();
        if (header != null && header == 0) {
            return Optional.empty();
        }
        String[] cells = draft.columns().toArray(String[]::new);
        Head head = new Head(List.of(new RawRow(1, cells, String.join(",", cells))));
        Recogniser.Any all = any();
        Optional<String> builtIn = new Recogniser.Any(all.builtIn(), List.of()).known(head);
        if (builtIn.isPresent()) {
            return builtIn;
        }
        Mapping ours = MappingReader.read(draft.name() + SUFFIX, mapping, warehouse.tables());
        int found = FileLayout.find(ours, "", head).map(FileLayout::found).orElse(0);
        return all.own().stream()
                .filter(other -> FileLayout.find(other, "", head)
                        .filter(layout -> layout.found() > 0 && layout.found() >= found)
                        .isPresent())
                .map(Mapping::name)
                .findFirst();
    }

    private Recogniser.Any any() {
        List<Mapping> mappings = new ArrayList<>();
        for (String file : files.keySet()) {
            mappings.add(named(file));
        }
        mappings.add(named(CanonicalFormat.NAME));
        return new Recogniser.Any(mappings, own().stream().map(this::mapping).toList());
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
