package io.quanjing.ingest.live;

import org.jspecify.annotations.Nullable;

/** What somebody entered where it may be left empty. */
public final class Entered {

    private Entered() {}

    /** The text without blanks around it; null if there is none. */
    public static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    /** The password, in which a blank counts; null if there is none. */
    public static @Nullable String password(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }
}
