package io.quanjing.ingest.track.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a query or form, the first of each name. They are read here and not by the servlet, which would take the body away and
 * believe the content type.
 */
record Parameters(Map<String, String> values) {

    static Parameters of(@Nullable String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text != null) {
            String plain = text.startsWith("?") ? text.substring(1) : text;
            for (String pair : plain.strip().split("&", 0)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return new Parameters(values);
    }

    /** The first of the names that has a value. */
    @Nullable String text(String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
