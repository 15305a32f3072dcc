package io.quanjing.ingest;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where uploads and rejected rows lie.
 *
 * @param folder the folder
 * @param shared whether all replicas have it
 */
record ImportLanding(Path folder, boolean shared) {

    /** The folder that all replicas share, or else the one of this process. */
    static ImportLanding of(@Nullable Path shared, Path own) {
        if (shared == null || shared.toString().isEmpty()) {
            return new ImportLanding(own, false);
        }
        try {
            if (!shared.isAbsolute()) {
                throw new IOException("the path is not absolute");
            }
            Files.createDirectories(shared.resolve("upload"));
            Files.delete(Files.createTempFile(shared, "written", ".probe"));
            return new ImportLanding(shared, true);
        } catch (IOException e) {
            throw new QuanjingException(
                    IngestError.LANDING_UNUSABLE,
                    "The folder " + shared + " of quanjing.ingest.import.landing cannot be used: " + e.getMessage()
                            + ". It has to be an absolute path that this process can write. Maybe it is not mounted.",
                    Map.of("folder", shared.toString()),
                    e);
        }
    }
}
