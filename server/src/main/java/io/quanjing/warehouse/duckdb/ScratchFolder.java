package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder among the system's temporary ones that is deleted when it is closed. One of a process that was killed goes with the next that
 * is created: a lock, which ends with its process, tells who is still there.
 */
final class ScratchFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
    private static final String NAME = "quanjing-past-";
    private static final String LOCK = "lock";

    /** Closing any other channel of a lock's file would drop the lock of this process, so those of our own are never opened twice. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private ScratchFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static ScratchFolder create() {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static ScratchFolder create(Path below) {
        try {
            deleteLeft(below);
            Path path = Files.createTempDirectory(below, NAME);
            OWN.add(path);
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            LOG.trace("Locked {}: {}", path, lock.lock());
            return new ScratchFolder(path, lock);
        } catch (IOException e) {
            throw Refusals.failure(
                    WarehouseError.NOT_WRITABLE,
                    "A folder for what was known cannot be created in " + below + ": " + e.getMessage()
                            + ". Maybe it belongs to another user or its disk is full; java.io.tmpdir names another one.",
                    e);
        }
    }

    private static void deleteLeft(Path below) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(below, NAME + "*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder) && isLeft(folder)) {
                    LOG.info("The folder {} was left by a process that is no more, and is deleted.", folder);
                    delete(folder);
                }
            }
        }
    }

    /** One without a lock's file is about to get it, or belongs to somebody else. */
    private static boolean isLeft(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.trace("The folder {} stays.", folder, e);
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("The folder {} was not deleted.", folder, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete(path);
        OWN.remove(path);
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} was not closed.", path, e);
        }
    }
}
