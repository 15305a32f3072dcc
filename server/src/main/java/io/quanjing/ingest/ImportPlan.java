package io.quanjing.ingest;

import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Head;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.RowSource;
import io.quanjing.ingest.source.SourceFile;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.QuanjingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run in the order in which they have to be read, each with its layout.
 *
 * @param steps the files
 * @param bytes their size on the disk, compressed
 */
record ImportPlan(List<Step> steps, long bytes) {

    /**
     * One file.
     *
     * @param currency the currency that its first rows name, or null
     */
    record Step(
            SourceFile file,
            Mapping mapping,
            FileLayout layout,
            @Nullable Currency currency) {}

    /** The currency of the amounts as the formats, or else the files, name it. */
    Optional<Currency> currency() {
        return steps.stream()
                .flatMap(step -> Stream.of(step.mapping().currency(), step.currency()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The formats of the files, in the order of reading. */
    List<Mapping> mappings() {
        return steps.stream().map(Step::mapping).distinct().toList();
    }

    /** Their names, joined. */
    String formats() {
        return mappings().stream().map(Mapping::name).collect(Collectors.joining("+"));
    }

    /**
     * Looks at the head of every file.
     *
     * @throws QuanjingException for the first file that is not what it has to be
     */
    static ImportPlan of(Recogniser recogniser, List<Path> paths, SourceLimits limits) {
        List<Step> steps = new ArrayList<>();
        for (Path path : paths) {
            boolean folder = recogniser.takesFolders() && Files.isDirectory(path);
            boolean export = folder && recogniser.foldersAreExports();
            List<Path> files = folder ? SourceFile.below(path) : List.of(path);
            int before = steps.size();
            for (Path file : files) {
                for (SourceFile source : SourceFile.in(file, limits)) {
                    step(recogniser, source, export).ifPresent(steps::add);
                }
            }
            if (steps.size() == before) {
                throw new QuanjingException(
                        IngestError.FILE_EMPTY,
                        "The folder " + path + " holds no file of the format. Maybe another folder or format is meant.",
                        Map.of("file", path.toString()));
            }
        }
        if (steps.isEmpty()) {
            throw new QuanjingException(IngestError.FILE_MISSING, "No file is named. Maybe it was forgotten.");
        }
        Map<Mapping, Set<String>> kinds = steps.stream()
                .collect(Collectors.groupingBy(
                        Step::mapping, Collectors.mapping(s -> s.layout().kindName(), Collectors.toSet())));
        for (Step step : steps) {
            step.layout()
                    .missingCompanion(kinds.getOrDefault(step.mapping(), Set.of()))
                    .ifPresent(missing -> {
                        throw new QuanjingException(
                                IngestError.COMPANION_MISSING,
                                "The file " + step.file().name() + " needs the " + missing
                                        + " file of the same export in the same import. Maybe name the whole folder.",
                                Map.of("file", step.file().name(), "missing", missing));
                    });
        }
        steps.sort(Comparator.comparingInt(s -> s.layout().order()));
        long bytes = steps.stream().mapToLong(s -> s.file().bytes()).sum();
        return new ImportPlan(List.copyOf(steps), bytes);
    }

    private static Optional<Step> step(Recogniser recogniser, SourceFile source, boolean optional) {
        List<RawRow> first = new ArrayList<>();
        try (RowSource rows = source.open(recogniser.options())) {
            for (RawRow row = rows.next(); row != null && first.size() < FileLayout.HEADER_ROWS; row = rows.next()) {
                first.add(row);
            }
        }
        Head head = new Head(first);
        if (head.blank()) {
            throw new QuanjingException(
                    IngestError.FILE_EMPTY,
                    "The file " + source.name() + " has no rows. Maybe the export failed; export it again.",
                    Map.of("file", source.name()));
        }
        Optional<Step> step = recogniser
                .recognise(source.name(), head)
                .map(found -> new Step(
                        source,
                        found.mapping(),
                        found.layout(),
                        found.layout().currency(head).orElse(null)));
        if (step.isEmpty() && !optional) {
            throw recogniser.unrecognised(source.name(), head);
        }
        return step;
    }
}
