package io.quanjing.cli;

import io.quanjing.kernel.Condition;
import io.quanjing.kernel.Condition.Level;

/**
 * What one check of the doctor found.
 *
 * @param subject what was looked at
 * @param condition how it stands
 */
record Finding(String subject, Condition condition) {

    boolean wrong() {
        return condition.level() == Level.WRONG;
    }

    @Override
    public String toString() {
        String label = switch (condition.level()) {
            case WELL -> "ok   ";
            case NOTABLE -> "note ";
            case WRONG -> "WRONG";
        };
        return label + "  " + subject + ": " + condition.text();
    }
}
