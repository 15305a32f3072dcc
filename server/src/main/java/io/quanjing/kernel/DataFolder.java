package io.quanjing.kernel;

import java.nio.file.Path;

/**
 * The names inside an installation's data folder. Only names: nothing is read or written here.
 *
 * @param root the folder, absolute
 */
public record DataFolder(Path root) {

    /** Always absolute, so that a change of working directory does not move the data. */
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** The embedded PostgreSQL: binaries, cluster, log and password. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The embedded warehouse. */
    public Path warehouse() {
        return root.resolve("warehouse");
    }

    /** Files on their way in, and the raw text of quarantined rows. */
    public Path landing() {
        return root.resolve("landing");
    }

    /** Held by the one process that works on the folder; its text is that process's address or command. */
    public Path lock() {
        return root.resolve("quanjing.lock");
    }
}
