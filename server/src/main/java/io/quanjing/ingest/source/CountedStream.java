package io.quanjing.ingest.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file as it lies on the disk, counted for the progress bar. */
final class CountedStream extends FilterInputStream {

    private volatile long count;

    CountedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        add(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        add(Math.max(n, 0));
        return n;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread reads, others only look.
    private void add(int n) {
        count += n;
    }

    long count() {
        return count;
    }
}
