package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.ingest.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings files in: recognise, read, map to canonical facts, quarantine what breaks a rule, commit all of a run at once. */
public interface FileImport {

    /** The format that stands for any: files are recognised by their content. */
    String RECOGNISED = "auto";

    /**
     * What to import.
     *
     * @param format a named format, {@link #RECOGNISED}, or {@code csv} together with a mapping file
     * @param mapping the mapping file for {@code csv}
     * @param shop the shop's name or id; a shop that does not exist is created with the format's time zone and currency
     * @param files files, or folders whose files the format names
     * @param caller who imports
     */
    record Request(String format, @Nullable Path mapping, String shop, List<Path> files, Caller caller) {}

    /**
     * How far a run is.
     *
     * @param bytesDone compressed bytes read so far
     * @param bytesTotal compressed bytes of all files
     * @param rowsRead rows read so far
     */
    record Progress(long bytesDone, long bytesTotal, long rowsRead) {}

    /** Told now and then, at most a few times a second, from the importing thread. */
    @FunctionalInterface
    interface Listener {
        void progressed(Progress progress);
    }

    /**
     * Imports and returns when the figures show the result. Rows that break a rule go to the quarantine and do not fail the run.
     *
     * @throws io.quanjing.kernel.QuanjingException if a file cannot be read as its format says; then nothing of the run is kept
     */
    ImportSummary run(Request request, Listener listener);

    /**
     * The files that an import of a folder looks at: all below it but hidden ones, by path.
     *
     * @throws io.quanjing.kernel.QuanjingException if there is none, or the folder cannot be read
     */
    static List<Path> filesBelow(Path folder) {
        return SourceFile.below(folder);
    }

    /** The names of the formats that can be asked for. */
    List<String> formats();
}
