package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody wrote beside some days, so that others understand a figure.
 *
 * @param days shop days
 * @param kind what it is about
 * @param text in the words of whoever wrote it
 * @param shop a shop's id, or {@link Promotion#EVERY_SHOP}
 */
public record Annotation(DayRange days, Kind kind, String text, String shop) {

    /** What an annotation is about. */
    public enum Kind {
        /** 大促. */
        PROMOTION,
        /** 上新. */
        LAUNCH,
        /** 清仓. */
        CLEARANCE,
        /** 规则变更: a platform's rule is another from here on. */
        RULE_CHANGE,
        /** 竞品: a competitor did something. */
        COMPETITOR,
        OTHER;

        /** The public name: {@code rule_change}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String id) {
            return Stream.of(values()).filter(kind -> kind.id().equals(id)).findFirst();
        }
    }
}
