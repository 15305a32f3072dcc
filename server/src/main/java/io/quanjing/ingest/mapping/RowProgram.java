package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.RowReason;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes facts of the rows of one file. Used by one thread. */
public final class RowProgram {

    /** A row with more surplus cells than this is no row of the file's table. */
    private static final int MOST_SHIFTS = 200;

    private final FileKind kind;
    private final int[] positions;
    private final int width;
    private final RowFrame frame;
    private final FactRule.Constants constants;
    private final @Nullable KeptRows kept;
    private final List<Groups> groups = new ArrayList<>();
    private final List<FactRow> pending = new ArrayList<>();
    private final Map<String, RowIssue> incomplete = new HashMap<>();
    private Map<String, RowIssue> refused = Map.of();

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
    public void refuseGroups(Map<String, RowIssue> issues) {
        refused = Map.copyOf(issues);
    }

    /** The groups that cannot be taken whole, and what is told about their rows. */
    public Map<String, RowIssue> incompleteGroups() {
        return incomplete;
    }

    /** Whether the rows have to be shown to {@link #weigh} before they are taken. */
    public boolean weighs() {
        return kind.shares() > 0;
    }

    /** Takes note of what the row weighs among those that share an amount with it. */
    public void weigh(RawRow row) {
        frame.start(row);
        frame.counting = false;
        read(row.cells(), 0);
        if (kind.skip() == null || !kind.skip().holds(frame)) {
            frame.weighing = true;
            lets();
            frame.weighing = false;
        }
        frame.counting = true;
    }

    /**
     * Makes the facts and contacts of a row. Either all of them go to the sink or none.
     *
     * @return null if the row is taken, {@link #SKIPPED} if it is no data, or else why it is not taken
     * @throws QuanjingException if the row is not taken and does not tell which group would be short of it
     */
    public @Nullable RowIssue take(RawRow row, FactSink sink) {
        frame.start(row);
        String[] cells = row.cells();
        read(cells, 0);
        for (int i = width; i < cells.length; i++) {
            if (!cells[i].isBlank()) {
                return refuse(tooMany(cells.length));
            }
        }
        if (kind.skip() != null && kind.skip().holds(frame)) {
            return SKIPPED;
        }
        RowIssue folded = kind.unfold() == null ? null : kind.unfold().refused(row, positions);
        if (folded != null) {
            return refuse(folded);
        }
        pending.clear();
        if (frame.issue() == null) {
            for (FactRule rule : kind.facts()) {
                FactRow fact = rule.fact(frame, constants);
                if (fact != null) {
                    pending.add(fact);
                }
            }
            for (Groups group : groups) {
                group.look(frame);
            }
        }
        RowIssue issue = frame.issue();
        if (issue != null) {
            return refuse(issue);
        }
        issue = refused.isEmpty() ? null : groupRefused();
        if (issue != null) {
            return issue;
        }
        for (Groups group : groups) {
            group.add();
        }
        keep();
        for (FactRow fact : pending) {
            sink.accept(fact);
        }
        for (ContactRule rule : kind.contacts()) {
            rule.contact(frame, constants).ifPresent(sink::contact);
        }
        return null;
    }

    /** Fills the frame from the cells, each column as many cells to the right as the shift says. */
    private void read(String[] cells, int shift) {
        List<ColumnRule> columns = kind.columns();
        for (int i = 0; i < positions.length; i++) {
            int position = positions[i] < 0 ? -1 : positions[i] + shift;
            frame.slots[i] =
                    columns.get(i).read(position >= 0 && position < cells.length ? cells[position] : "", frame);
        }
        lets();
    }

    private void lets() {
        for (int i = 0; i < kind.lets().size(); i++) {
            frame.slots[positions.length + i] = kind.lets().get(i).value(frame);
        }
    }

    private RowIssue tooMany(int count) {
        return new RowIssue(
                RowReason.TOO_MANY_COLUMNS,
                "The row has " + count + " cells and the header " + width
                        + ". Maybe a text holds a delimiter and is not quoted.",
                Map.of("cells", count, "columns", width));
    }

    /**
     * Refuses the row, and with it the groups that it may belong to. In a row with cells too many, the surplus may stand left of the group's
     * key; then every place where the key can be counts.
     */
    private RowIssue refuse(RowIssue issue) {
        if (groups.isEmpty()) {
            return issue;
        }
        int shifts = frame.raw.cells().length - width;
        boolean known = markGroups();
        frame.counting = false;
        for (int shift = 1; shift <= Math.min(shifts, MOST_SHIFTS); shift++) {
            read(frame.raw.cells(), shift);
            known |= markGroups();
        }
        frame.counting = true;
        if (!known || (issue.reason() == RowReason.TOO_MANY_COLUMNS && shifts > MOST_SHIFTS)) {
            String table = groups.getFirst().rule().fact().table().name();
            throw new QuanjingException(
                    IngestError.GROUP_UNKNOWN,
                    "Line " + frame.raw.line() + " of " + frame.file + " cannot be taken, and it does not tell which "
                            + table + " it belongs to, so that one of them would be short of it: " + issue.message()
                            + " Maybe mend the line or remove it, and import the file again.",
                    Map.of("file", frame.file, "line", frame.raw.line(), "table", table));
        }
        return issue;
    }

    private boolean markGroups() {
        boolean known = false;
        for (Groups group : groups) {
            String key = Operators.text(group.rule().by().value(frame));
            if (key != null) {
                known = true;
                RowIssue ignored = incomplete.putIfAbsent(key, group.cut());
            }
        }
        return known;
    }

    private @Nullable RowIssue groupRefused() {
        for (Groups group : groups) {
            String key = Operators.text(group.rule().by().value(frame));
            RowIssue issue = key == null ? null : refused.get(key);
            if (issue != null) {
                return issue;
            }
        }
        return null;
    }

    private void keep() {
        if (kept != null && kind.key() != null && kind.key().value(frame) instanceof String key) {
            kept.put(key, kind.keep(frame));
        }
    }

    /** Makes the facts of the groups, after the last row. A group that breaks a rule is one of {@link #incompleteGroups()} then. */
    public void finish(FactSink sink) {
        for (Groups group : groups) {
            FactRule unconditional = group.rule().fact().unconditional();
            group.finished().forEach((key, aggregates) -> {
                frame.start(frame.raw);
                frame.aggregates = aggregates;
                FactRow fact = unconditional.fact(frame, constants);
                RowIssue issue = frame.issue();
                if (issue != null) {
                    RowIssue ignored = incomplete.putIfAbsent(key, issue);
                } else if (fact != null) {
                    sink.accept(fact);
                }
            });
        }
    }
}
