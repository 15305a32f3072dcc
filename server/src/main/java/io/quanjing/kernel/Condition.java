package io.quanjing.kernel;

/**
 * How a part of an installation stands, for a person who looks after it.
 *
 * @param level whether something has to be done
 * @param text what is there and, unless it is well, what to do or what happens by itself
 */
public record Condition(Level level, String text) {

    /** Whether something has to be done. */
    public enum Level {
        /** As it should be. */
        WELL,
        /** Works or mends itself, but somebody should know. */
        NOTABLE,
        /** Has to be mended. */
        WRONG
    }

    /** Something that is as it should be. */
    public static Condition well(String text) {
        return new Condition(Level.WELL, text);
    }

    /** Something that works or mends itself, but that somebody should know. */
    public static Condition notable(String text) {
        return new Condition(Level.NOTABLE, text);
    }

    /** Something that has to be mended. */
    public static Condition wrong(String text) {
        return new Condition(Level.WRONG, text);
    }
}
