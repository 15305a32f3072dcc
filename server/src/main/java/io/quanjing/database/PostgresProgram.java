package io.quanjing.database;

import io.quanjing.kernel.QuanjingException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs PostgreSQL's programs as the owner of the cluster. */
final class PostgresProgram {

    private final PostgresBinaries binaries;
    private final Path folder;

    /** The programs, run from the folder. */
    PostgresProgram(PostgresBinaries binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder;
    }

    /**
     * Runs a program to its end.
     *
     * @param purpose completes "PostgreSQL did not …"
     * @throws QuanjingException with what the program said, if it fails or takes too long
     */
    void run(String purpose, Duration limit, String name, String... arguments) {
        List<String> command = new ArrayList<>(FolderOwner.commandPrefix());
        command.add(binaries.program(name));
        command.addAll(List.of(arguments));
        Path output = null;
        try {
            // A file and not a pipe: the server inherits it, and a pipe would stay open as long as the server runs.
            output = Files.createTempFile(folder, name, ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(purpose, "it took longer than " + limit.toSeconds() + " s", null);
            }
            if (process.exitValue() != 0) {
                throw failed(purpose, Files.readString(output).strip().replace('\n', ' '), null);
            }
        } catch (IOException failure) {
            throw failed(purpose, String.valueOf(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(purpose, "this process was told to stop", interrupted);
        } finally {
            delete(output);
        }
    }

    private static void delete(@Nullable Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private QuanjingException failed(String purpose, String reason, @Nullable Throwable cause) {
        return new QuanjingException(
                DatabaseError.POSTGRES_FAILED,
                "The embedded PostgreSQL in " + folder + " did not " + purpose + ": " + reason
                        + " Maybe `bin/quanjing doctor` says what is missing.",
                Map.of("folder", folder.toString(), "reason", reason),
                cause);
    }
}
