package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.warehouse.FactRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes facts of the rows of one file. Used by one thread. */
public final class RowProgram {

    private final FileKind kind;
    private final int[] positions;
    private final int width;
    private final RowFrame frame;
    private final FactRule.Constants constants;
    private final @Nullable KeptRows kept;
    private final List<Groups> groups = new ArrayList<>();
    private final List<FactRow> pending = new ArrayList<>();
    private final Set<String> incomplete = new HashSet<>();
    private Set<String> refused = Set.of();

    RowProgram(FileLayout layout, RowFrame frame, FactRule.Constants constants, @Nullable KeptRows kept) {
        this.kind = layout.kind();
        this.positions = layout.positions();
        this.width = layout.width();
        this.frame = frame;
        this.constants = constants;
        this.kept = kept;
        for (GroupRule rule : kind.groups()) {
            groups.add(new Groups(rule));
        }
    }

    /** The answer for a row that is no data. */
    public static final RowIssue SKIPPED = new RowIssue(RowReason.MISSING_VALUE, "", Map.of());

    /** Refuses every row of these groups: {@link #incompleteGroups()} of an earlier pass over the file. */
    public void refuseGroups(Set<String> keys) {
        refused = Set.copyOf(keys);
    }

    /** The groups that a refused row belongs to. */
    public Set<String> incompleteGroups() {
        return incomplete;
    }

    /**
     * Makes the facts of a row. Either all of them go to the sink or none.
     *
     * @return null if the row is taken, {@link #SKIPPED} if it is no data, or else why it is not taken
     */
    public @Nullable RowIssue take(RawRow row, FactSink sink) {
        frame.start(row);
        String[] cells = row.cells();
        for (int i = width; i < cells.length; i++) {
            if (!cells[i].isBlank()) {
                return refuse(tooMany(cells.length));
            }
        }
        List<ColumnRule> columns = kind.columns();
        for (int i = 0; i < positions.length; i++) {
            int position = positions[i];
            frame.slots[i] =
                    columns.get(i).read(position >= 0 && position < cells.length ? cells[position] : "", frame);
        }
        RowIssue issue = frame.issue();
        if (issue != null && kind.skip() == null) {
            return refuse(issue);
        }
        for (int i = 0; i < kind.lets().size(); i++) {
            frame.slots[positions.length + i] = kind.lets().get(i).value(frame);
        }
        if (kind.skip() != null && kind.skip().holds(frame)) {
            return SKIPPED;
        }
        if (!refused.isEmpty() && groupRefused()) {
            return new RowIssue(
                    RowReason.GROUP_INCOMPLETE,
                    "Another row of the same "
                            + kind.groups().getFirst().fact().table().name()
                            + " is in the quarantine, and it is taken whole or not at all.",
                    Map.of());
        }
        pending.clear();
        for (FactRule rule : kind.facts()) {
            FactRow fact = rule.fact(frame, constants);
            if (fact != null) {
                pending.add(fact);
            }
        }
        issue = frame.issue();
        if (issue != null) {
            return refuse(issue);
        }
        for (Groups group : groups) {
            group.add(frame);
        }
        keep();
        for (FactRow fact : pending) {
            sink.accept(fact);
        }
        return null;
    }

    private RowIssue tooMany(int count) {
        return new RowIssue(
                RowReason.TOO_MANY_COLUMNS,
                "The row has " + count + " cells and the header " + width
                        + ". Maybe a text holds a delimiter and is not quoted.",
                Map.of("cells", count, "columns", width));
    }

    private RowIssue refuse(RowIssue issue) {
        for (Groups group : groups) {
            String key = Operators.text(group.rule().by().value(frame));
            if (key != null && issue.reason() != RowReason.TOO_MANY_COLUMNS) {
                incomplete.add(key);
            }
        }
        return issue;
    }

    private boolean groupRefused() {
        for (Groups group : groups) {
            String key = Operators.text(group.rule().by().value(frame));
            if (key != null && refused.contains(key)) {
                return true;
            }
        }
        return false;
    }

    private void keep() {
        if (kept != null && kind.key() != null && kind.key().value(frame) instanceof String key) {
            kept.put(key, kind.keep(frame));
        }
    }

    /**
     * Makes the facts of the groups, after the last row.
     *
     * @return why a group makes no fact, or null if all do
     */
    public @Nullable RowIssue finish(FactSink sink) {
        for (Groups group : groups) {
            for (@Nullable Object[] aggregates : group.finished()) {
                frame.start(frame.raw);
                frame.aggregates = aggregates;
                FactRule rule = group.rule().fact();
                FactRow fact =
                        new FactRule(rule.table(), null, rule.setters(), rule.completion()).fact(frame, constants);
                RowIssue issue = frame.issue();
                if (issue != null) {
                    return issue;
                }
                if (fact != null) {
                    sink.accept(fact);
                }
            }
        }
        return null;
    }
}
