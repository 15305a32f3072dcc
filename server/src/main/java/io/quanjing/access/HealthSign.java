package io.quanjing.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the server that can tell cheaply, and without a secret, whether it does its work. */
@FunctionalInterface
public interface HealthSign {

    /** Whether all is well; false makes the server's health "degraded". */
    boolean well();

    /**
     * The part that is away while this sign is not well, as pages name it to people who are signed in: {@code warehouse}, {@code log}. Empty
     * where nothing is away, only behind.
     */
    default String part() {
        return "";
    }

    /** What everybody may know of why it is not; null while all is well, and where there is nothing more to tell. */
    default @Nullable Problem problem() {
        return null;
    }

    /**
     * Why a part does not do its work. It holds no secret, since probes without a login see it.
     *
     * @param code by which pages say it in their language, for example {@code ingest.log_behind}
     * @param message for people, in English
     * @param arguments the values that the message speaks of
     */
    record Problem(String code, String message, Map<String, Object> arguments) {}
}
