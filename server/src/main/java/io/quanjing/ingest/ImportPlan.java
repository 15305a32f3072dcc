package io.quanjing.ingest;

import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.ReadOptions;
import io.quanjing.ingest.source.RowSource;
import io.quanjing.ingest.source.SourceFile;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.QuanjingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of a run in the order in which they have to be read, each with its layout.
 *
 * @param steps the files
 * @param bytes their size on the disk, compressed
 */
record ImportPlan(List<Step> steps, long bytes) {

    /** One file. */
    record Step(SourceFile file, FileLayout layout) {}

    /**
     * Looks at the head of every file.
     *
     * @throws QuanjingException for the first file that is not what the mapping says
     */
    static ImportPlan of(Mapping mapping, List<Path> paths, SourceLimits limits) {
        List<Step> steps = new ArrayList<>();
        for (Path path : paths) {
            boolean folder = Files.isDirectory(path) && mapping.takesFolders();
            List<Path> files = folder ? SourceFile.below(path) : List.of(path);
            int before = steps.size();
            for (Path file : files) {
                for (SourceFile source : SourceFile.in(file, limits)) {
                    layout(mapping, source, folder).ifPresent(layout -> steps.add(new Step(source, layout)));
                }
            }
            if (steps.size() == before) {
                throw new QuanjingException(
                        IngestError.FILE_EMPTY,
                        "The folder " + path + " holds no file of the format " + mapping.name()
                                + ". Maybe another folder or format is meant.",
                        Map.of("file", path.toString()));
            }
        }
        if (steps.isEmpty()) {
            throw new QuanjingException(IngestError.FILE_MISSING, "No file is named. Maybe it was forgotten.");
        }
        Set<String> kinds = steps.stream().map(s -> s.layout().kindName()).collect(Collectors.toSet());
        for (Step step : steps) {
            step.layout().missingCompanion(kinds).ifPresent(missing -> {
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

    private static Optional<FileLayout> layout(Mapping mapping, SourceFile source, boolean optional) {
        List<RawRow> head = new ArrayList<>();
        ReadOptions options = mapping.readOptions();
        try (RowSource rows = source.open(options)) {
            for (RawRow row = rows.next(); row != null && head.size() < FileLayout.HEADER_ROWS; row = rows.next()) {
                head.add(row);
            }
        }
        if (head.stream().allMatch(RawRow::blank)) {
            throw new QuanjingException(
                    IngestError.FILE_EMPTY,
                    "The file " + source.name() + " has no rows. Maybe the export failed; export it again.",
                    Map.of("file", source.name()));
        }
        Optional<FileLayout> layout = FileLayout.find(mapping, source.name(), head);
        if (layout.isEmpty() && !optional) {
            throw FileLayout.unrecognised(mapping, source.name(), head);
        }
        return layout;
    }
}
