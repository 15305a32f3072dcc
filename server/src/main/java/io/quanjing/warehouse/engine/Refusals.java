package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import java.util.Map;

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

    /** What engines say first; the rest is a position or a stack. */
    public static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }
}
