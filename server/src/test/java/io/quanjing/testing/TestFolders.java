package io.quanjing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** Folders below the temporary folder that go when the test run ends, after the servers that work in them were stopped. */
public final class TestFolders {

    private static final Deque<Path> FOLDERS = new ArrayDeque<>();
    private static final Deque<Runnable> BEFORE = new ArrayDeque<>();

    static {
        // After the application contexts are closed: one that has lost its database waits for it.
        SpringApplication.getShutdownHandlers().add(TestFolders::clear);
    }

    private TestFolders() {}

    /** Lets a folder that lies elsewhere go with the others. */
    static void adopt(Path folder) {
        synchronized (FOLDERS) {
            FOLDERS.push(folder);
        }
    }

    /** A new folder that other users may pass through: under root PostgreSQL does not run as root. */
    public static Path create(String name) {
        try {
            Path folder = Files.createTempDirectory("quanjing-" + name + "-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            synchronized (FOLDERS) {
                FOLDERS.push(folder);
            }
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs an action when the test run ends and all folders are still there; the last registered first. */
    public static void beforeDeletion(Runnable action) {
        synchronized (FOLDERS) {
            BEFORE.push(action);
        }
    }

    private static void clear() {
        synchronized (FOLDERS) {
            BEFORE.forEach(Runnable::run);
            FOLDERS.forEach(TestFolders::delete);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
