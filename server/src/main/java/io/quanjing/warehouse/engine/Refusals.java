package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The refusals that every engine words alike. */
public final class Refusals {

    private Refusals() {}

    /** For whoever comes after the end. */
    public static QuanjingException closed() {
        return new QuanjingException(WarehouseError.CLOSED, "The warehouse is closed. Maybe the server is stopping.");
    }

    /** A refusal without arguments that keeps what led to it. */
    public static QuanjingException failure(WarehouseError code, String message, Throwable cause) {
        return new QuanjingException(code, message, Map.of(), cause);
    }

    /** The refusal that another thread met, for the one that waits: with this thread's way to it, and that of the other as its cause. */
    public static RuntimeException again(String otherwise, @Nullable Throwable cause) {
        return cause instanceof QuanjingException known
                ? new QuanjingException(known.errorCode(), String.valueOf(known.getMessage()), known.arguments(), known)
                : new IllegalStateException(otherwise, cause);
    }

    /** What engines say first; the rest is a position or a stack. */
    public static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }
}
