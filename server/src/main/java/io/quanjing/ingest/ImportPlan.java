package io.quanjing.ingest;

import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Head;
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
            @Nullable Currency currency) {

        /** Whether the file is one that we gave out to be filled in. */
        boolean template() {
            return mapping.templates().stream().anyMatch(one -> one.id().equals(layout.kindName()));
        }
    }

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

    /**
     * The headers of the files that have one of their own: a mended download of the quarantine has ours beside it, and a template has
     * nothing but ours, in one language or the other.
     */
    List<FileHeader> headers() {
        return steps.stream()
                .filter(step ->
                        step.layout().rowsBeforeData() > 0 && !step.layout().mended() && !step.template())
                .map(step -> new FileHeader(
                        step.file().name(),
                        step.mapping().source(),
                        step.mapping().name() + "/" + step.layout().kindName(),
                        step.layout().columns().stream().map(String::strip).toList()))
                .toList();
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
        Head head = head(source, recogniser.options());
        if (head.blank()) {
            throw new QuanjingException(
                    IngestError.FILE_EMPTY,
                    "The file " + source.name() + " has no rows. Maybe the export failed; export it again.",
                    Map.of("file", source.name()));
        }
        Optional<Step> step = step(recogniser, source, head);
        step.filter(found -> found.template() && head.endsAfter(found.layout().rowsBeforeData()))
                .ifPresent(found -> {
                    throw new QuanjingException(
                            IngestError.TEMPLATE_EMPTY,
                            "The file " + source.name()
                                    + " is a template with its header and no row below it. Maybe it was not filled in, or the"
                                    + " rows stand on another sheet than the first.",
                            Map.of("file", source.name()));
                });
        for (ReadOptions options : recogniser.otherOptions()) {
            if (step.isEmpty()) {
                step = otherwise(recogniser, source, options);
            }
        }
        if (step.isEmpty() && !optional) {
            throw recogniser.unrecognised(source.name(), head);
        }
        return step;
    }

    private static Optional<Step> step(Recogniser recogniser, SourceFile source, Head head) {
        return recogniser
                .recognise(source.name(), head)
                .map(found -> new Step(
                        source,
                        found.mapping(),
                        found.layout(),
                        found.layout().currency(head).orElse(null)));
    }

    private static Optional<Step> otherwise(Recogniser recogniser, SourceFile source, ReadOptions options) {
        try {
            return step(recogniser, source, head(source, options));
        } catch (QuanjingException e) {
            // Another sheet or encoding than the file has: it is not of the format that needs it.
            return Optional.empty();
        }
    }

    private static Head head(SourceFile source, ReadOptions options) {
        List<RawRow> first = new ArrayList<>();
        try (RowSource rows = source.open(options)) {
            for (RawRow row = rows.next(); row != null && first.size() < FileLayout.HEADER_ROWS; row = rows.next()) {
                first.add(row);
            }
        }
        return new Head(first);
    }
}
