package io.quanjing.database;

import io.quanjing.kernel.QuanjingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the archive in the class path.
 *
 * @param folder with {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {

    /** Names the unpacked folder; goes with the version in the build file. */
    private static final String VERSION = "18.6.0";

    /** The system property that names a tar archive of the same programs, which the build has unpacked once for all first starts. */
    private static final String UNPACKED_ARCHIVE = "quanjing.postgres.archive";

    /** The programs for this machine below the given folder, unpacked on the first call. */
    static PostgresBinaries unpackInto(Path parent) throws IOException {
        Path folder = parent.resolve("bin-" + VERSION);
        if (!Files.isDirectory(folder)) {
            // Unpacked aside and renamed: a crash in between leaves no half set of programs.
            Path aside = parent.resolve("bin-" + VERSION + ".part");
            delete(aside);
            unpack(aside);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(folder);
    }

    /** Whether the class path has programs for this machine. */
    static boolean available() {
        return PostgresBinaries.class.getResource("/" + archive()) != null;
    }

    /** The path of a program. */
    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Removes a folder with everything in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void unpack(Path target) throws IOException {
        String archive = archive();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(open(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive " + archive + " reaches outside its folder: " + entry.getName());
                }
                write(tar, entry, path);
            }
            permit(target, true);
        }
    }

    /** The archive of the class path is packed hard: unpacking takes longer than all the rest of a first start. */
    private static InputStream open(String archive) throws IOException {
        Path unpacked = Path.of(System.getProperty(UNPACKED_ARCHIVE, ""));
        if (Files.isRegularFile(unpacked)) {
            return new BufferedInputStream(Files.newInputStream(unpacked));
        }
        InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (packed == null) {
            throw noBinaries(archive);
        }
        return new XZCompressorInputStream(new BufferedInputStream(packed));
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            permit(path, true);
            return;
        }
        Path parent = Objects.requireNonNull(path.getParent());
        Files.createDirectories(parent);
        permit(parent, true);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        long copied = Files.copy(tar, path);
        if (copied != entry.getSize()) {
            throw new IOException(
                    "The program " + path + " has " + copied + " bytes instead of " + entry.getSize() + ".");
        }
        permit(path, (entry.getMode() & 0100) != 0);
    }

    /** The programs are no secret, and under root another user runs them. */
    private static void permit(Path path, boolean executable) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
        return "postgres-" + system + "-" + processor + ".txz";
    }

    private static QuanjingException noBinaries(String archive) {
        return new QuanjingException(
                DatabaseError.NO_BINARIES,
                "There is no embedded PostgreSQL for this machine (" + archive
                        + "). Maybe use a PostgreSQL of your own: set quanjing.database.url, username and password.",
                Map.of("archive", archive));
    }
}
