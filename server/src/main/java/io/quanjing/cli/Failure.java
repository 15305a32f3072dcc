package io.quanjing.cli;

import io.quanjing.kernel.QuanjingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;

/** Words a failure for a person: one line, without the machinery that it came through. */
final class Failure {

    private static final Logger log = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    static String message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QuanjingException known) {
                return String.valueOf(known.getMessage());
            }
            if (cause instanceof PortInUseException port) {
                return Address.portInUse(port.getPort());
            }
        }
        log.warn("The command failed.", failure);
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "Unexpected failure: " + root + ". Maybe the file logs/quanjing.log in the data folder says more.";
    }
}
