package io.quanjing.ingest.track;

import io.quanjing.kernel.QuanjingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Turns what senders put on the wire into JSON bytes, never holding more than the limit. */
final class RequestBody {

    private final int maxBytes;

    RequestBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the JSON of a request. The content type is not believed: a body is gzip if it starts like gzip, JSON if it starts like JSON,
     * and a form otherwise.
     */
    byte[] json(InputStream in) {
        byte[] plain = plain(in);
        return looksLikeJson(plain) ? plain : fromForm(plain);
    }

    /** The bytes of a request as they are, or unpacked if they are gzip. */
    byte[] plain(InputStream in) {
        byte[] raw;
        try {
            raw = limited(in);
        } catch (IOException e) {
            throw new QuanjingException(
                    TrackError.BODY_INCOMPLETE,
                    "The body broke off before its announced end. Maybe the sender closed the connection too early.",
                    Map.of(),
                    e);
        }
        return isGzip(raw) ? unzip(raw) : raw;
    }

    /** Like {@link #json(InputStream)}, for bytes that are there already. */
    byte[] json(byte[] raw) {
        return json(new ByteArrayInputStream(raw));
    }

    private byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return bytes;
    }

    private byte[] unzip(byte[] zipped) {
        // The limit is applied while unpacking: a bomb is stopped at the first byte too many.
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped), 8192)) {
            return limited(in);
        } catch (EOFException | ZipException e) {
            throw new QuanjingException(
                    TrackError.BODY_NOT_GZIP,
                    "The body starts like gzip and breaks off or is damaged. Maybe the sender closed the connection too early.",
                    Map.of("bytes", zipped.length),
                    e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private QuanjingException tooLarge() {
        return new QuanjingException(
                TrackError.BODY_TOO_LARGE,
                "The body has more than " + maxBytes
                        + " bytes when unpacked, the most that a batch may have. Maybe send fewer events at a time.",
                Map.of("limit", maxBytes));
    }

    private static byte[] fromForm(byte[] form) {
        String text = new String(form, StandardCharsets.UTF_8);
        for (String pair : text.split("&", 0)) {
            int equals = pair.indexOf('=');
            String value;
            try {
                value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                continue;
            }
            byte[] bytes = value.strip().getBytes(StandardCharsets.UTF_8);
            if (looksLikeJson(bytes)) {
                return bytes;
            }
            byte[] decoded = base64(value.strip());
            if (looksLikeJson(decoded)) {
                return decoded;
            }
        }
        // Not a form either: let the parser say where it breaks.
        return form;
    }

    private static byte[] base64(String value) {
        try {
            return Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static boolean looksLikeJson(byte[] bytes) {
        int i = bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf
                ? 3
                : 0;
        while (i < bytes.length && bytes[i] <= ' ' && bytes[i] >= 0) {
            i++;
        }
        return i < bytes.length && (bytes[i] == '{' || bytes[i] == '[');
    }

    /** For tests and benchmarks. */
    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }
}
