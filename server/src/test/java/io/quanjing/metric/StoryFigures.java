package io.quanjing.metric;

import io.quanjing.access.Caller;

/** The test story for the tests of other modules. */
public final class StoryFigures {

    private StoryFigures() {}

    /** Its metrics on 15 April 2026, 14:25 in Shanghai. */
    public static Metrics metrics() {
        return Story.get().metrics;
    }

    /** Somebody who sees every shop. */
    public static Caller everything() {
        return Story.EVERYTHING;
    }
}
