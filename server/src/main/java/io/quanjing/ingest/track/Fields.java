package io.quanjing.ingest.track;

import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object as senders spell them: every snake_case name also finds its camelCase form, numbers may be written as text,
 * and blank text is no value.
 */
record Fields(JsonNode node) {

    /** No fields at all. */
    static final Fields NONE = new Fields(MissingNode.getInstance());

    private static final Map<String, String> CAMEL = new ConcurrentHashMap<>();
    private static final int LONGEST_TEXT = 512;

    Fields child(String name) {
        return new Fields(find(name));
    }

    /** The objects of an array, or the object itself where a sender left the brackets out. */
    List<Fields> children(String... names) {
        for (String name : names) {
            JsonNode found = find(name);
            if (found.isObject()) {
                return List.of(new Fields(found));
            }
            if (found.isArray()) {
                List<Fields> children = new ArrayList<>(found.size());
                for (JsonNode child : found) {
                    if (child.isObject()) {
                        children.add(new Fields(child));
                    }
                }
                return children;
            }
        }
        return List.of();
    }

    boolean isEmpty() {
        return node.isEmpty();
    }

    /** The first of the names that has text or a number. */
    @Nullable String text(String... names) {
        for (String name : names) {
            String text = clean(find(name), LONGEST_TEXT);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /**
     * The first of the names that has a number.
     *
     * @throws QuanjingException if the value is no number or has more than 14 digits before the point
     */
    @Nullable BigDecimal number(String... names) {
        for (String name : names) {
            JsonNode found = find(name);
            String text = clean(found, LONGEST_TEXT);
            if (text == null) {
                continue;
            }
            BigDecimal number;
            try {
                number = found.isNumber() ? found.decimalValue() : new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw invalid(name, text, "is not a number");
            }
            long digitsBeforePoint = (long) number.precision() - number.scale();
            if (number.signum() == 0 || digitsBeforePoint < -5) {
                // Decided by the exponent alone: writing out 1e-999999999 would take all memory.
                return BigDecimal.ZERO;
            }
            if (digitsBeforePoint > 14) {
                throw invalid(name, text, "is too large for a figure of a shop");
            }
            return number.scale() > 4 || number.scale() < 0
                    ? number.setScale(number.scale() < 0 ? 0 : 4, RoundingMode.HALF_UP)
                    : number;
        }
        return null;
    }

    /** Like {@link #number}, refusing negative values. */
    @Nullable BigDecimal amount(String... names) {
        BigDecimal number = number(names);
        if (number != null && number.signum() < 0) {
            throw invalid(names[0], number.toPlainString(), "is negative");
        }
        return number;
    }

    /** Like {@link #amount}, as a whole number. */
    @Nullable Long count(String... names) {
        BigDecimal amount = amount(names);
        if (amount == null) {
            return null;
        }
        try {
            return amount.longValueExact();
        } catch (ArithmeticException e) {
            throw invalid(names[0], amount.toPlainString(), "is not a whole number");
        }
    }

    JsonNode find(String name) {
        if (!(node instanceof ObjectNode object) || object.isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode found = object.get(name);
        if (found == null && name.indexOf('_') > 0) {
            String camel = CAMEL.get(name);
            found = object.get(camel == null ? CAMEL.computeIfAbsent(name, Fields::camel) : camel);
        }
        return found == null ? MissingNode.getInstance() : found;
    }

    static @Nullable String clean(JsonNode value, int longest) {
        if (!value.isString() && !value.isNumber()) {
            return null;
        }
        return clean(value.asString(), longest);
    }

    /** Without control characters, halves of surrogate pairs and surrounding blanks; null if nothing is left. */
    static @Nullable String clean(String raw, int longest) {
        boolean plain = true;
        for (int i = 0; i < raw.length() && plain; i++) {
            char c = raw.charAt(i);
            plain = c >= ' ' && (c < '\u007f' || (c > '\u009f' && !Character.isSurrogate(c)));
        }
        String text = plain ? raw : withoutOddities(raw);
        text = text.strip();
        if (text.length() > longest) {
            int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
            text = text.substring(0, end);
        }
        return text.isEmpty() ? null : text;
    }

    private static String withoutOddities(String raw) {
        StringBuilder clean = new StringBuilder(raw.length());
        raw.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .filter(c -> c > 0xffff || !Character.isSurrogate((char) c))
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    static QuanjingException invalid(String field, String value, String rule) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return new QuanjingException(
                TrackError.EVENT_VALUE_INVALID,
                "The field " + field + " with the value '" + shown + "' " + rule + ".",
                Map.of("field", field, "value", shown));
    }

    static String camel(String snake) {
        StringBuilder camel = new StringBuilder(snake.length());
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_' && i + 1 < snake.length()) {
                camel.append(Character.toUpperCase(snake.charAt(++i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
