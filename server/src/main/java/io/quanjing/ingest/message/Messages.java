package io.quanjing.ingest.message;

import io.quanjing.ingest.live.LiveError;
import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies as JSON. Numbers keep every digit. */
public final class Messages {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A number with an exponent beyond this is no figure of anybody; written out, a few bytes of it would take all memory. */
    private static final int MOST_PLACES = 60;

    private Messages() {}

    /**
     * Reads a body.
     *
     * @throws QuanjingException if it is no JSON object
     */
    public static JsonNode read(byte[] body) {
        try {
            JsonNode message = JSON.readTree(body);
            if (message != null && message.isObject()) {
                return message;
            }
        } catch (JacksonException e) {
            throw refused(e.getOriginalMessage());
        } catch (NumberFormatException e) {
            // An exponent beyond all bounds, which Jackson does not word as its own.
            throw refused(String.valueOf(e.getMessage()));
        }
        throw refused("it is a list, a single value or nothing");
    }

    private static QuanjingException refused(String why) {
        return new QuanjingException(
                LiveError.DELIVERY_NOT_JSON, "The body is no JSON object: " + why + ".", Map.of("why", why));
    }

    /** Whether a body has one of these texts as a value; one that is no JSON, as any part of it. */
    public static boolean mentions(byte[] body, Set<String> marks) {
        try {
            return mentions(JSON.readTree(body), marks);
        } catch (JacksonException | NumberFormatException e) {
            String text = new String(body, StandardCharsets.UTF_8);
            return marks.stream().anyMatch(text::contains);
        }
    }

    /**
     * A plain value as a cell of a file would have it; an object, an array and null are empty. A number beyond all bounds keeps its exponent.
     */
    public static String text(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return isBounded(number) ? number.toPlainString() : number.toString();
        }
        return node.isValueNode() && !node.isNull() ? node.asString("").replace('\0', ' ') : "";
    }

    /** Whether a number can be written out and added up. */
    static boolean isBounded(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_PLACES;
    }

    private static boolean mentions(JsonNode node, Set<String> marks) {
        if (node.isValueNode()) {
            return marks.contains(text(node));
        }
        for (JsonNode child : node) {
            if (mentions(child, marks)) {
                return true;
            }
        }
        return false;
    }
}
