package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.job.Jobs;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that other programs drop exports into, {@code <folder>/<shop>/<file>}. Files that nobody writes to any more are imported as if
 * they were dropped on the page, those of a shop together, because some need each other; then they are moved to {@code imported} or
 * {@code failed} beside. If they cannot be taken together, each is tried alone, so that one broken file does not hold up the others.
 *
 * <p>A file that was imported and not yet moved when the process ended is imported once more, which changes nothing. One that was replaced
 * while it was imported stays and is imported again: nobody knows which of its bytes were read.
 */
final class DropFolder {

    static final String IMPORTED = "imported";
    static final String FAILED = "failed";

    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final Caller CALLER = new Caller("drop folder", Role.OPERATOR, Set.of());
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** A file that was not written to for so long is whole. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** A file that broke off by a fault of ours so often is put aside: the fault may lie in what the file asks of us. */
    static final int MOST_FAULTS = 5;

    private static final Set<String> UNFINISHED = Set.of("part", "tmp", "crdownload", "filepart");

    private final Path folder;
    private final FileImport imports;
    private final InstantSource clock;
    private final Map<Path, Faults> faults = new ConcurrentHashMap<>();

    /** A file as it was found: what lies under its path is the same one while it equals this. */
    private record Found(
            Path path,
            long size,
            FileTime written,
            @Nullable Object key) {

        /** Null if no file lies there. */
        static @Nullable Found at(Path path) {
            try {
                BasicFileAttributes now =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return now.isRegularFile() ? new Found(path, now.size(), now.lastModifiedTime(), now.fileKey()) : null;
            } catch (IOException e) {
                // Somebody has taken it away again.
                return null;
            }
        }
    }

    /** How often a file broke off by a fault of ours. */
    private record Faults(Found file, int times) {}

    DropFolder(Path folder, FileImport imports, InstantSource clock) {
        this.folder = folder;
        this.imports = imports;
        this.clock = clock;
    }

    void schedule(Jobs jobs) {
        jobs.every("ingest.drop-folder", LOOK, this::look);
    }

    /** Imports what lies there. */
    void look() {
        try {
            Files.createDirectories(folder);
            faults.keySet().removeIf(path -> !Files.exists(path));
            for (Path shop : children(folder)) {
                if (Files.isDirectory(shop, LinkOption.NOFOLLOW_LINKS)) {
                    shop(shop);
                }
            }
        } catch (IOException e) {
            LOG.warn("The folder {} of quanjing.ingest.import.drop cannot be read or written.", folder, e);
        }
    }

    private void shop(Path shop) throws IOException {
        List<Found> files =
                children(shop).stream().flatMap(file -> whole(file).stream()).toList();
        if (files.isEmpty()) {
            return;
        }
        QuanjingException together = imported(shop, files);
        if (together == null) {
            for (Found file : files) {
                aside(file, shop.resolve(IMPORTED), null);
            }
        } else if (files.size() == 1) {
            refused(shop, files.getFirst(), together);
        } else {
            for (Found file : files) {
                QuanjingException alone = imported(shop, List.of(file));
                if (alone == null) {
                    aside(file, shop.resolve(IMPORTED), null);
                } else {
                    refused(shop, file, alone);
                }
            }
        }
    }

    /** Null if the files are imported, or else why not. */
    private @Nullable QuanjingException imported(Path shop, List<Found> found) {
        List<Path> files = found.stream().map(Found::path).toList();
        try {
            ImportSummary summary = imports.run(
                    new FileImport.Request(
                            FileImport.RECOGNISED, null, String.valueOf(shop.getFileName()), files, CALLER),
                    progress -> {});
            LOG.info(
                    "Imported {} of {}: {} rows, {} of them rejected.",
                    files,
                    shop.getFileName(),
                    summary.read(),
                    summary.rejected());
            return null;
        } catch (QuanjingException e) {
            return e;
        }
    }

    /** Puts a file aside, unless it may be taken later as it is. */
    private void refused(Path shop, Found file, QuanjingException why) throws IOException {
        ErrorCode.Kind kind = why.errorCode().kind();
        int times = kind == ErrorCode.Kind.INTERNAL ? faults(file) : 0;
        if (kind == ErrorCode.Kind.UNAVAILABLE
                || kind == ErrorCode.Kind.TOO_MANY
                || (kind == ErrorCode.Kind.INTERNAL && times < MOST_FAULTS)) {
            LOG.warn("{} is not imported yet and is tried again: {}", file.path(), why.getMessage());
            return;
        }
        String message =
                times == 0 ? why.getMessage() : why.getMessage() + " It was tried " + times + " times, always in vain.";
        LOG.warn("{} is not imported: {}", file.path(), message);
        aside(file, shop.resolve(FAILED), message);
    }

    /** Counts a fault of ours with a file; another file under its path begins anew. */
    private int faults(Found file) {
        Faults before = faults.get(file.path());
        int times = before != null && before.file().equals(file) ? before.times() + 1 : 1;
        faults.put(file.path(), new Faults(file, times));
        return times;
    }

    /** Moves a file that was dealt with, unless another one lies there by now. */
    private void aside(Found file, Path target, @Nullable String why) throws IOException {
        if (!file.equals(Found.at(file.path()))) {
            LOG.info(
                    "{} was changed or taken away while it was imported; what lies there is looked at anew.",
                    file.path());
            return;
        }
        faults.remove(file.path());
        move(file.path(), target, why);
    }

    /** Moves a file, next to a text that says why if there is something to say; equal names get a number. */
    private static void move(Path file, Path target, @Nullable String why) throws IOException {
        Files.createDirectories(target);
        String name = String.valueOf(file.getFileName());
        Path moved = target.resolve(name);
        for (int n = 2; Files.exists(moved, LinkOption.NOFOLLOW_LINKS); n++) {
            moved = target.resolve(n + "-" + name);
        }
        Path ignored = Files.move(file, moved);
        if (why != null) {
            ignored = Files.writeString(target.resolve(moved.getFileName() + ".error.txt"), why + "\n");
        }
    }

    /** The file, unless it cannot be taken yet. */
    private Optional<Found> whole(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.startsWith(".") || UNFINISHED.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return Optional.empty();
        }
        return Optional.ofNullable(Found.at(file))
                .filter(found ->
                        !found.written().toInstant().isAfter(clock.instant().minus(QUIET)));
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
