package io.quanjing.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.stream.Stream;

/** A bar that moves on a terminal, and a line now and then where there is none. */
final class ProgressLine {

    private static final int BAR = 24;
    private static final long TERMINAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long FILE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter err;
    private final boolean terminal;
    private long next;
    private boolean shown;

    ProgressLine(PrintWriter err) {
        this(err, onTerminal());
    }

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        this.next = System.nanoTime() + (terminal ? 0 : FILE_NANOS);
    }

    /**
     * Shows how far the work is, unless it was shown a moment ago.
     *
     * @param share from 0 to 1
     */
    void show(double share, String text) {
        long now = System.nanoTime();
        if (now < next) {
            return;
        }
        next = now + (terminal ? TERMINAL_NANOS : FILE_NANOS);
        double part = Math.clamp(share, 0, 1);
        if (terminal) {
            int full = (int) (part * BAR);
            err.print("\r\u001b[K[" + "█".repeat(full) + "░".repeat(BAR - full) + "] " + percent(part) + "  " + text);
            err.flush();
            shown = true;
        } else {
            err.println(percent(part) + "  " + text);
        }
    }

    /** Takes the bar away. */
    void end() {
        if (shown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    private static String percent(double share) {
        return (int) (share * 100) + " %";
    }

    private static boolean onTerminal() {
        return Stream.ofNullable(System.console()).anyMatch(Console::isTerminal);
    }
}
