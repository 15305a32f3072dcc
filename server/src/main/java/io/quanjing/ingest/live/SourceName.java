package io.quanjing.ingest.live;

import io.quanjing.kernel.QuanjingException;
import java.util.Map;

/** The name that people give to a source. */
public final class SourceName {

    private static final int LONGEST = 100;

    private SourceName() {}

    /**
     * The name without what cannot be seen.
     *
     * @throws QuanjingException if it has no or too many characters
     */
    public static String of(String given) {
        String clean = given.replaceAll("\\p{Cntrl}", " ").strip();
        if (clean.isEmpty() || clean.length() > LONGEST) {
            throw new QuanjingException(
                    LiveError.SOURCE_NAME_INVALID,
                    "The name of a source has 1 to " + LONGEST + " characters.",
                    Map.of("limit", LONGEST));
        }
        return clean;
    }
}
