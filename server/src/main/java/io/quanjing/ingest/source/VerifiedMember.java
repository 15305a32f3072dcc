package io.quanjing.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** A member of a zip archive, compared with its checksum at the end: {@link java.util.zip.ZipFile} itself does not look at it. */
final class VerifiedMember extends CheckedInputStream {

    private final long expected;

    VerifiedMember(InputStream in, ZipEntry entry) {
        super(in, new CRC32());
        this.expected = entry.getCrc();
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        verify(b);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        verify(n);
        return n;
    }

    private void verify(int n) throws ZipException {
        if (n < 0 && expected >= 0 && getChecksum().getValue() != expected) {
            throw new ZipException("the checksum is wrong");
        }
    }
}
