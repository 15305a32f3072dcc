package io.quanjing.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text of an unknown encoding: a byte order mark decides; otherwise the first bytes above ASCII do, which are UTF-8 or else GB18030 (of
 * which GBK and GB2312 are parts). A byte that does not fit the encoding is an error, never a replacement character in the data.
 */
final class TextDecoder {

    private static final int BUFFER = 1 << 16;
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final InputStream in;
    private final @Nullable Charset given;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private @Nullable CharsetDecoder decoder;
    private @Nullable String encoding;
    private boolean started;
    private boolean ended;
    private long offset;
    private char pending;

    /**
     * Decodes what comes.
     *
     * @param given the encoding of a text without byte order mark, or null to find out
     */
    TextDecoder(InputStream in, @Nullable Charset given) {
        this.in = in;
        this.given = given;
    }

    /** The encoding; null while only ASCII came. */
    @Nullable Charset encoding() {
        return decoder == null ? null : decoder.charset();
    }

    /** Why decoding stopped. */
    @SuppressWarnings("serial")
    static final class Undecodable extends IOException {
        private final String why;

        Undecodable(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** Reads characters; -1 at the end. */
    int read(char[] target, int from, int length) throws IOException {
        if (!started) {
            start();
        }
        if (pending != 0 && length > 0) {
            target[from] = pending;
            pending = 0;
            return 1;
        }
        while (true) {
            if (!bytes.hasRemaining() && !fill()) {
                return finish(CharBuffer.wrap(target, from, length).slice());
            }
            int n = decoder == null
                    ? ascii(target, from, length)
                    : decode(CharBuffer.wrap(target, from, length).slice());
            if (n > 0) {
                return n;
            }
        }
    }

    private void start() throws IOException {
        started = true;
        if (!fill()) {
            return;
        }
        int first = peek(0);
        int second = peek(1);
        if (first == 0xEF && second == 0xBB && peek(2) == 0xBF) {
            bytes.position(3);
            use(StandardCharsets.UTF_8);
        } else if (first == 0xFF && second == 0xFE) {
            bytes.position(2);
            use(StandardCharsets.UTF_16LE);
        } else if (first == 0xFE && second == 0xFF) {
            bytes.position(2);
            use(StandardCharsets.UTF_16BE);
        } else if (given != null) {
            use(given);
        }
    }

    private int peek(int i) {
        return i < bytes.limit() ? bytes.get(i) & 0xff : -1;
    }

    /** Fills the buffer as far as there are bytes, keeping what is left in it; false if nothing is left at all. */
    private boolean fill() throws IOException {
        offset += bytes.position();
        bytes.compact();
        while (!ended && bytes.hasRemaining()) {
            int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (n < 0) {
                ended = true;
            } else {
                bytes.position(bytes.position() + n);
            }
        }
        bytes.flip();
        return bytes.hasRemaining();
    }

    /** Copies plain ASCII and stops before the first other byte to find out what it is. */
    private int ascii(char[] target, int from, int length) throws IOException {
        byte[] array = bytes.array();
        int position = bytes.position();
        int end = Math.min(bytes.limit(), position + length);
        int at = from;
        while (position < end) {
            byte b = array[position];
            if (b <= 0) {
                break;
            }
            target[at++] = (char) b;
            position++;
        }
        bytes.position(position);
        int copied = at - from;
        if (copied == 0 && bytes.hasRemaining() && length > 0) {
            if (array[position] == 0) {
                throw new Undecodable("is not text: it has a zero byte at offset " + (offset + position)
                        + ". Maybe it is a program's own format; export it as CSV or XLSX.");
            }
            if (position > 0) {
                fill();
            }
            use(looksLikeUtf8(bytes.array(), bytes.position(), bytes.limit()) ? StandardCharsets.UTF_8 : GB18030);
        }
        return copied;
    }

    private void use(Charset charset) {
        encoding = charset.name();
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private int decode(CharBuffer target) throws IOException {
        CharsetDecoder decoding = decoder;
        if (decoding == null) {
            return 0;
        }
        CoderResult result = decoding.decode(bytes, target, false);
        if (target.position() > 0) {
            return target.position();
        }
        if (result.isError()) {
            throw undecodable();
        }
        if (result.isOverflow()) {
            // Room for one character, and the next one is a surrogate pair.
            CharBuffer pair = CharBuffer.allocate(2);
            CoderResult ignored = decoding.decode(bytes, pair, false);
            target.put(pair.get(0));
            pending = pair.get(1);
            return 1;
        }
        if (result.isUnderflow() && bytes.hasRemaining() && ended) {
            throw undecodable();
        }
        if (result.isUnderflow()) {
            fill();
        }
        return 0;
    }

    private int finish(CharBuffer target) throws IOException {
        CharsetDecoder decoding = decoder;
        if (decoding != null) {
            CoderResult result = decoding.decode(ByteBuffer.allocate(0), target, true);
            if (result.isError()) {
                throw undecodable();
            }
        }
        return target.position() > 0 ? target.position() : -1;
    }

    private Undecodable undecodable() {
        String bad = bytes.hasRemaining() ? "0x%02X".formatted(bytes.get(bytes.position()) & 0xff) : "at the end";
        String wanted = StandardCharsets.UTF_8.name().equals(encoding) ? "UTF-8" : "UTF-8 or " + encoding;
        return new Undecodable(
                "has a byte that is not " + wanted + " text: " + bad + " at offset " + (offset + bytes.position())
                        + ". Maybe the file is damaged or mixes encodings; save it again as UTF-8.");
    }

    /**
     * Whether the bytes above ASCII are UTF-8. A single damaged place in UTF-8 text must not turn the whole file into GB18030, and GB18030
     * text has hardly a valid UTF-8 sequence by chance, so the more frequent one wins.
     */
    static boolean looksLikeUtf8(byte[] array, int from, int to) {
        long good = 0;
        long bad = 0;
        int i = from;
        while (i < to) {
            int b = array[i] & 0xff;
            if (b < 0x80) {
                i++;
                continue;
            }
            int more = b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : 0;
            int n = 0;
            while (n < more && i + n + 1 < to && (array[i + n + 1] & 0xC0) == 0x80) {
                n++;
            }
            if (more > 0 && n == more) {
                good++;
            } else if (more == 0 || i + n + 1 < to) {
                bad++;
            }
            i += n + 1;
        }
        return good >= 4 * bad;
    }
}
