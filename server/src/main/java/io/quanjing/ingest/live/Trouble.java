package io.quanjing.ingest.live;

import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why something was not taken.
 *
 * @param code as an error
 * @param message in words
 * @param arguments as values
 */
public record Trouble(String code, String message, Map<String, Object> arguments) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a refusal says. */
    public static Trouble of(QuanjingException refused) {
        return new Trouble(refused.errorCode().code(), String.valueOf(refused.getMessage()), refused.arguments());
    }

    /** Why a row is not taken. */
    public static Trouble of(RowIssue issue) {
        return new Trouble(issue.reason().code(), issue.message(), issue.arguments());
    }

    /** What was written by {@link #json}. */
    public static Trouble read(String json) {
        return JSON.readValue(json, Trouble.class);
    }

    /** As the database keeps it. */
    public String json() {
        return JSON.writeValueAsString(this);
    }
}
