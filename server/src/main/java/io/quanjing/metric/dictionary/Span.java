package io.quanjing.metric.dictionary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days counted from another day, which is day 0. Both ends are included.
 *
 * @param from the first one; null for all before the last
 * @param to the last one; null for all after the first
 */
public record Span(@Nullable Integer from, @Nullable Integer to) {

    private static final Pattern SYNTAX = Pattern.compile("(-?\\d{1,4})?\\.\\.(-?\\d{1,4})?");

    /** Reads {@code -59..-30}, {@code ..0} or {@code 7..}. */
    static Span parse(YamlValue source) {
        Matcher ends = SYNTAX.matcher(source.text());
        if (!ends.matches() || (ends.group(1) == null && ends.group(2) == null)) {
            throw source.broken("The days '" + source.text() + "' are not of the form first..last. Maybe -29..0.");
        }
        Span span = new Span(end(ends.group(1)), end(ends.group(2)));
        if (span.from != null && span.to != null && span.from > span.to) {
            throw source.broken("The days '" + source.text() + "' end before they start. Maybe " + span.to + ".."
                    + span.from + ".");
        }
        return span;
    }

    private static @Nullable Integer end(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }
}
