package io.quanjing.access;

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
}
