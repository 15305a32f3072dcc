package io.quanjing.cli;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Logging before and without an application context. */
final class Logs {

    private Logs() {}

    /** Takes away the appender to the standard output that the library sets up by itself; a context brings its own later. */
    static void keepOffStandardOutput() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
        }
    }
}
