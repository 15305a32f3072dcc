package io.quanjing.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a cluster's {@code postmaster.pid} says and whether it is true. */
final class Postmaster {

    /** The state of the process that the file names. */
    enum State {
        /** There is no file. */
        ABSENT,
        /** The file is left over: its process is dead, a zombie, or another program that got the number since. */
        STALE,
        /** A server of this cluster runs. */
        RUNNING
    }

    private static final String ZOMBIE = "Z";

    private final Path file;

    Postmaster(Path cluster) {
        file = cluster.resolve("postmaster.pid");
    }

    State state() throws IOException {
        if (!Files.exists(file)) {
            return State.ABSENT;
        }
        Optional<Long> pid = pid();
        return pid.isPresent() && runs(pid.get()) ? State.RUNNING : State.STALE;
    }

    void removeStale() throws IOException {
        if (state() == State.STALE) {
            Files.deleteIfExists(file);
        }
    }

    private Optional<Long> pid() throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException broken) {
            return Optional.empty();
        }
    }

    private static boolean runs(long pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty() || isZombie(pid)) {
            return false;
        }
        // Where the command cannot be read, take it for PostgreSQL: stopping it fails loudly, a second server would
        // not.
        return process.get()
                .info()
                .command()
                .map(command -> command.endsWith("/postgres") || command.endsWith("/postgres (deleted)"))
                .orElse(true);
    }

    /** A zombie still has a number and counts as alive for PostgreSQL; containers without an init process keep them for ever. */
    private static boolean isZombie(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(stat)) {
            return false;
        }
        String text = Files.readString(stat);
        return text.substring(text.lastIndexOf(')') + 1).strip().startsWith(ZOMBIE);
    }
}
