package io.quanjing.ingest;

import java.util.List;

/** Where the course of imports is written down. */
interface ImportLog {

    /** A run begins, whether it was queued before or not. */
    void running(String id, String format, String shop, List<String> files, long bytesTotal, String by);

    /** A run has found out what its files are. */
    void headers(String id, List<FileHeader> headers);

    /** A run has got this far. */
    void progressed(String id, FileImport.Progress progress);

    /** A run has ended well. */
    void done(ImportSummary summary, String shop, long bytes);

    /** A run has ended without keeping anything. */
    void failed(String id, ImportRun.Failure failure);
}
