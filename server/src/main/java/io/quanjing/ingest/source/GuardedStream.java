package io.quanjing.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Unpacked bytes on their way, counted against the limits that stop a decompression bomb. */
final class GuardedStream extends InputStream {

    private static final long RATIO_FROM = 64L << 20;

    private final String file;
    private final InputStream unpacked;
    private final LongSupplier packedBytes;
    private final SourceLimits limits;
    private long count;

    GuardedStream(String file, InputStream unpacked, LongSupplier packedBytes, SourceLimits limits) {
        this.file = file;
        this.unpacked = unpacked;
        this.packedBytes = packedBytes;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = unpacked.read(bytes, offset, length);
        if (n > 0) {
            count += n;
            check();
        }
        return n;
    }

    private void check() throws IOException {
        if (count > limits.unpackedBytes()) {
            throw new BrokenFile.UncheckedRefusal(
                    BrokenFile.bomb(file, limits.unpackedBytes(), "the limit for one file"));
        }
        if (count > RATIO_FROM && count / limits.unpackedRatio() > packedBytes.getAsLong()) {
            throw new BrokenFile.UncheckedRefusal(BrokenFile.bomb(
                    file, RATIO_FROM, "more than " + limits.unpackedRatio() + " times its compressed size"));
        }
    }

    long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
