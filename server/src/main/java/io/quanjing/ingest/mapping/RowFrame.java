package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import io.quanjing.ingest.source.RawRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row that the expressions look at. One frame serves all rows of a file. */
final class RowFrame {

    final @Nullable Object[] slots;
    final RowCounter[] counters;
    final Shares[] shares;
    final @Nullable KeptRows[] kept;
    final String file;
    final Times times;
    RawRow raw = new RawRow(0, new String[0], "");

    @Nullable Object[] aggregates = new Object[0];

    /** Whether {@code occurrence} and {@code share} count; not while a row is read a second time. */
    boolean counting = true;

    /** Whether {@code share} takes note of the weights, in the reading before. */
    boolean weighing;

    private @Nullable RowIssue issue;

    RowFrame(int slots, int counters, int shares, @Nullable KeptRows[] kept, String file, Times times) {
        this.slots = new Object[slots];
        this.counters = new RowCounter[counters];
        for (int i = 0; i < counters; i++) {
            this.counters[i] = new RowCounter();
        }
        this.shares = new Shares[shares];
        for (int i = 0; i < shares; i++) {
            this.shares[i] = new Shares();
        }
        this.kept = kept;
        this.file = file;
        this.times = times;
    }

    void start(RawRow row) {
        raw = row;
        issue = null;
    }

    /** Notes why the row is not taken, where no value is wanted. */
    void note(RowReason reason, String message, Map<String, Object> arguments) {
        if (issue == null) {
            issue = new RowIssue(reason, message, arguments);
        }
    }

    /** Notes why the row is not taken; the first reason stays. Null, so that an evaluation can return it as "no value". */
    @Nullable Object refuse(RowReason reason, String message, Map<String, Object> arguments) {
        note(reason, message, arguments);
        return null;
    }

    @Nullable RowIssue issue() {
        return issue;
    }
}
