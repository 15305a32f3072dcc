package io.quanjing.database;

import io.quanjing.kernel.QuanjingException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whose files the embedded PostgreSQL's are. PostgreSQL refuses to run as root, so under root it gets the uid and gid that systems reserve for
 * nobody; under a normal user it is that user.
 */
final class FolderOwner {

    /** The overflow uid and gid of Linux, in every image, with or without a name. */
    private static final int NOBODY = 65534;

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final int OTHERS_MAY_ENTER = 1;

    private FolderOwner() {}

    /** What stands before a command line so that it runs as the owner. */
    static List<String> commandPrefix() {
        if (!ROOT) {
            return List.of();
        }
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
    }

    /** Whether this machine can run a program as the owner. */
    static boolean canChangeUser() {
        return !ROOT
                || Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setpriv")));
    }

    /** Nobody else reads the folder; under root the owner of the cluster can pass through it. */
    static void closeToOthers(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(ROOT ? "rwx--x--x" : "rwx------"));
    }

    /** Readable and writable by the owner only, and the owner's. */
    static void give(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"));
        if (ROOT) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /**
     * Refuses a place that the owner cannot reach.
     *
     * @throws QuanjingException naming the folder that is in the way
     */
    static void requireReachable(Path folder) throws IOException {
        if (!ROOT) {
            return;
        }
        for (Path step = folder.toRealPath(); step != null; step = step.getParent()) {
            int mode = (Integer) Files.getAttribute(step, "unix:mode");
            if ((mode & OTHERS_MAY_ENTER) == 0) {
                throw new QuanjingException(
                        DatabaseError.DATA_FOLDER_UNUSABLE,
                        "The folder " + step + " on the way to " + folder
                                + " can be entered by its owner only, but PostgreSQL does not run as root and has to pass"
                                + " through it as user " + NOBODY
                                + ". Maybe run Quanjing as a normal user, name another"
                                + " data folder, or allow passing through with: chmod o+x " + step,
                        Map.of("folder", step.toString()));
            }
        }
    }
}
