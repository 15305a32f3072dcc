package io.quanjing.ingest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps other users of the machine away from files, where the system knows of such. */
final class OwnerOnly {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerOnly() {}

    static void close(Path path, String permissions) throws IOException {
        if (POSIX) {
            Path ignored = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
