package io.quanjing.target;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a figure has come to its target over some days.
 *
 * @param target of all the days; null if there is none
 * @param actual so far, the running day included; null if nothing is over or it is not known
 * @param attainment actual by target; null without both, and for a target of zero
 * @param expected the target of the days that are over
 * @param pace what these days brought by what they were to bring; 1 is as planned
 * @param landing where the figure will probably end; its parts are null where nothing is foretold
 * @param basis what the target of several days is; null without a target
 * @param shape how the days were weighed; null without a target or where nothing was spread
 * @param over how many of the days are over
 * @param days how many there are
 * @param why there is no target or no actual, or null
 */
record Progress(
        @Nullable BigDecimal target,
        @Nullable BigDecimal actual,
        @Nullable Double attainment,
        @Nullable BigDecimal expected,
        @Nullable Double pace,
        @Nullable Landing landing,
        @Nullable Basis basis,
        TargetShape.@Nullable Kind shape,
        int over,
        int days,
        @Nullable Why why) {

    /** Why something is not told. */
    enum Why {
        /** No day has a target. */
        NO_TARGET,
        /** Some days have one and some have none. */
        NOT_EVERY_DAY,
        /** Some of the shops have none. */
        NOT_EVERY_SHOP,
        /** Levels of several shops do not add up. */
        SEVERAL_SHOPS,
        /** More than one condition: targets are for one part of a shop. */
        SEVERAL_CONDITIONS,
        /** The figure of a day is not known. */
        UNKNOWN_FIGURE,
        /** No day has begun. */
        NOT_BEGUN;

        /** The public name: {@code no_target} … */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Progress none(int days, Why why) {
        return new Progress(null, null, null, null, null, null, null, null, 0, days, why);
    }
}
