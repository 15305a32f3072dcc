package io.quanjing.ingest.live;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids of sources that nobody else comes upon. */
public final class SourceIds {

    private static final int BYTES = 9;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SourceIds() {}

    /**
     * A new id.
     *
     * @param kind what it begins with
     */
    public static String next(String kind) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return kind + "_" + HexFormat.of().formatHex(bytes);
    }
}
