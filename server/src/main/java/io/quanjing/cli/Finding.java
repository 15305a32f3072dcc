package io.quanjing.cli;

/**
 * What one check of the doctor found.
 *
 * @param state whether something has to be done
 * @param subject what was looked at
 * @param text what was found and, unless it is well, what to do
 */
record Finding(State state, String subject, String text) {

    enum State {
        /** As it should be. */
        OK("ok   "),
        /** Works, but somebody should know. */
        NOTE("note "),
        /** Has to be mended. */
        WRONG("WRONG");

        private final String label;

        State(String label) {
            this.label = label;
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(State.OK, subject, text);
    }

    static Finding note(String subject, String text) {
        return new Finding(State.NOTE, subject, text);
    }

    static Finding wrong(String subject, String text) {
        return new Finding(State.WRONG, subject, text);
    }

    @Override
    public String toString() {
        return state.label + "  " + subject + ": " + text;
    }
}
