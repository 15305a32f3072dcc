package io.quanjing.kernel;

import java.util.Locale;

/** The length of the periods that a question asks for. */
public enum Grain {
    HOUR,
    DAY,
    /** Monday to Sunday. */
    WEEK,
    MONTH,
    /** One period: the whole range. */
    TOTAL;

    /** The public name: {@code hour}, {@code day} … */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
