package io.quanjing.kernel;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of a refused request or a broken promise. The message states subject, value and rule, then "Maybe …"; the arguments
 * carry the same values for a page that words the message in its own language.
 */
public final class QuanjingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode errorCode;
    private final transient Map<String, Object> arguments;

    /** Without arguments or cause. */
    public QuanjingException(ErrorCode errorCode, String message) {
        this(errorCode, message, Map.of(), null);
    }

    /** With the values that the message speaks of. */
    public QuanjingException(ErrorCode errorCode, String message, Map<String, ?> arguments) {
        this(errorCode, message, arguments, null);
    }

    /** With the values that the message speaks of and the exception that led here. */
    public QuanjingException(ErrorCode errorCode, String message, Map<String, ?> arguments, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
        this.arguments = new LinkedHashMap<>(arguments);
    }

    /** The stable code. */
    public ErrorCode errorCode() {
        return errorCode;
    }

    /** The values that the message speaks of, by name. */
    public Map<String, Object> arguments() {
        return Map.copyOf(arguments);
    }
}
