package io.quanjing.access;

/** A part of the server that can tell cheaply, and without a secret, whether it does its work. */
@FunctionalInterface
public interface HealthSign {

    /** Whether all is well; false makes the server's health "degraded". */
    boolean well();
}
