package io.quanjing.ingest.source;

import org.jspecify.annotations.Nullable;

/** The rows of one opened file, in order. Used by one thread at a time. */
public interface RowSource extends AutoCloseable {

    /**
     * The next row, or null at the end.
     *
     * @throws io.quanjing.kernel.QuanjingException if the file breaks off, is not text or has a row above the limit
     */
    @Nullable RawRow next();

    /** How it is read: what was asked for, and what was found out so far. */
    ReadOptions options();

    /** Compressed bytes read so far. */
    long bytesRead();

    @Override
    void close();
}
