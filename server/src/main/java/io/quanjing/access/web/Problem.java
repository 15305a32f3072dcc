package io.quanjing.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quanjing.kernel.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error as RFC 9457 has it, with two members of our own.
 *
 * @param type always {@code about:blank}: the code says what it is
 * @param title the phrase of the HTTP status
 * @param status the HTTP status
 * @param detail one or two English sentences
 * @param code the stable code by which the page words the error in its own language
 * @param arguments the values that the message speaks of
 * @param errorId for an unexpected failure, the id under which the log has it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        Map<String, Object> arguments,
        @Nullable String errorId) {

    static Problem of(HttpStatus status, ErrorCode code, String detail, Map<String, ?> arguments) {
        return new Problem(
                "about:blank",
                status.getReasonPhrase(),
                status.value(),
                detail,
                code.code(),
                new LinkedHashMap<>(arguments),
                null);
    }

    Problem withErrorId(String id) {
        return new Problem(type, title, status, detail, code, arguments, id);
    }

    /** The status for what the caller can do about an error. */
    static HttpStatus status(ErrorCode.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
