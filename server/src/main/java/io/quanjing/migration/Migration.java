package io.quanjing.migration;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.migration.FactSliceStore.Slice;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.RawSource;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.RawTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies one installation over to another and proves that both are equal. What was done is remembered on the target, with the rows themselves, so
 * whoever runs it again after whatever end goes on where it stopped and copies nothing twice.
 */
public final class Migration {

    /** With them every warehouse is born; they are replaced by those of the source, so that they keep their time. */
    private static final Set<String> SEEDED = Set.of("region", "channel");

    /** What a new installation makes for itself as soon as it is opened; the source's takes its place. */
    private static final Set<String> OWN = Set.of("tracking_secret", "quality_pass");

    private static final String LOG = "migration:";

    private final Side source;
    private final Side target;
    private final RawSource reading;
    private final RawTarget writing;
    private final Listener listener;
    private final long rowsPerStep;

    /** Told of the progress. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A step was done.
         *
         * @param what in words
         * @param done of {@code total}, the rows of facts
         */
        void progressed(String what, long done, long total);
    }

    /**
     * What was compared in the end.
     *
     * @param tables operational and warehouse tables, histories included, each with equal rows and check sum
     * @param rows of all of them
     * @param questions of metrics that gave equal answers
     * @param figures in those answers
     */
    public record Report(int tables, long rows, int questions, long figures) {}

    /**
     * Prepares a migration.
     *
     * @param rowsPerStep at least so many rows of facts are copied in one step, if the table has them
     */
    public Migration(Side source, Side target, long rowsPerStep, Listener listener) {
        this.source = source;
        this.target = target;
        this.rowsPerStep = rowsPerStep;
        this.listener = listener;
        if (!(source.warehouse() instanceof RawSource from) || !(target.warehouse() instanceof RawTarget to)) {
            throw new QuanjingException(
                    MigrationError.TARGET_UNKNOWN,
                    "Facts are copied from the embedded warehouse to Trino, not from "
                            + source.warehouse().dialect() + " to "
                            + target.warehouse().dialect()
                            + ". Maybe quanjing.warehouse.engine names another engine.",
                    Map.of());
        }
        this.reading = from;
        this.writing = to;
    }

    /**
     * Does what is left to do.
     *
     * @throws QuanjingException if the target has other data, the source has changed since the copying began, or both differ in the end
     */
    public Report run() {
        List<RawTable> tables = RawTable.of(source.warehouse().tables());
        listener.progressed("Reading check sums of the source", 0, 0);
        Map<String, TableSum> sums = sums(source, tables);
        String fingerprint = Integer.toHexString(sums.hashCode());
        String installation = begin(fingerprint, tables);
        facts(installation, tables);
        Verification verification = new Verification(source, target, listener);
        verification.facts(sums, sums(target, tables));
        verification.operational();
        verification.metrics();
        complete(installation);
        return verification.report();
    }

    private static Map<String, TableSum> sums(Side side, List<RawTable> tables) {
        FactSumStore sums = new FactSumStore(side.warehouse());
        Map<String, TableSum> all = new LinkedHashMap<>();
        tables.forEach(table -> all.put(table.name(), sums.of(table)));
        return all;
    }

    /** Copies the operational tables in the transaction that notes the beginning; gives the id of the installation. */
    private String begin(String fingerprint, List<RawTable> tables) {
        try (Connection from = source.database().getConnection();
                Connection to = target.database().getConnection()) {
            MarkerStore marker = new MarkerStore(to);
            MarkerStore.Marker known = marker.find().orElse(null);
            OperationalStore operational = new OperationalStore(from);
            String installation = operational.installation();
            if (known != null) {
                requireSame(known, installation, fingerprint);
                return installation;
            }
            requireNothingWaits(operational.waitingImports());
            OperationalStore there = new OperationalStore(to);
            requireEmpty(operational, there, tables);
            to.setAutoCommit(false);
            // So that rows are read piece by piece.
            from.setAutoCommit(false);
            try {
                for (String table : operational.tables()) {
                    List<String> columns = operational.columns(table);
                    if (OWN.contains(table)) {
                        there.empty(table);
                    }
                    operational.copyTo(there, table, columns);
                    there.continueNumbers(table, columns);
                    listener.progressed("Copied " + table, 0, 0);
                }
                marker.begin(installation, fingerprint);
                to.commit();
            } finally {
                to.rollback();
                to.setAutoCommit(true);
                from.rollback();
                from.setAutoCommit(true);
            }
            return installation;
        } catch (SQLException e) {
            throw OperationalStore.failed("copying the operational tables", e);
        }
    }

    private static void requireNothingWaits(long waiting) {
        if (waiting > 0) {
            throw new QuanjingException(
                    MigrationError.SOURCE_BUSY,
                    "The source has " + waiting + " uploads that wait to be imported, and their files are not copied."
                            + " Maybe start its server once more and let it finish them.",
                    Map.of("waiting", waiting));
        }
    }

    private static void requireSame(MarkerStore.Marker known, String installation, String fingerprint) {
        if (!known.source().equals(installation)) {
            throw notEmpty("a copy of another installation (" + known.source() + ")");
        }
        if (!known.fingerprint().equals(fingerprint)) {
            throw new QuanjingException(
                    MigrationError.SOURCE_CHANGED,
                    known.complete()
                            ? "The source was copied before and has changed since. A copy is not brought up to date: from then on"
                                    + " the target is the installation. Maybe work on that one, or empty the target and copy again."
                            : "The source has changed since its copying began, so that what was copied may be out of date. Maybe empty"
                                    + " the target and begin again, with the source's server stopped.",
                    Map.of());
        }
    }

    private void requireEmpty(OperationalStore from, OperationalStore to, List<RawTable> tables) throws SQLException {
        for (String table : from.tables()) {
            long rows = to.sum(table, from.columns(table)).rows();
            if (rows > 0 && !OWN.contains(table)) {
                throw notEmpty("the table " + table + " with " + rows + " rows");
            }
        }
        FactSumStore sums = new FactSumStore(target.warehouse());
        for (RawTable table : tables) {
            long rows = SEEDED.contains(table.canonical()) ? 0 : sums.of(table).rows();
            if (rows > 0) {
                throw notEmpty("the warehouse table " + table.name() + " with " + rows + " rows");
            }
        }
    }

    private static QuanjingException notEmpty(String has) {
        return new QuanjingException(
                MigrationError.TARGET_NOT_EMPTY,
                "The target is not empty: it has " + has
                        + ". An installation is copied into an empty one only. Maybe a server was started on it already; name"
                        + " another database and another schema of the warehouse, or empty these.",
                Map.of("has", has));
    }

    private void facts(String installation, List<RawTable> tables) {
        FactSliceStore slices = new FactSliceStore(source.warehouse(), rowsPerStep);
        List<Slice> steps = new ArrayList<>();
        tables.forEach(table -> steps.addAll(slices.of(table)));
        long total = steps.stream().mapToLong(Slice::rows).sum();
        String log = LOG + installation;
        long next = target.warehouse().logPositions().getOrDefault(log, LogPosition.NONE);
        long done = 0;
        boolean copied = false;
        for (int i = 0; i < steps.size(); i++) {
            Slice slice = steps.get(i);
            if (i >= next) {
                LogPosition step = new LogPosition(log, i == 0 ? LogPosition.NONE : i, i + 1);
                writing.append(
                        slice.table(),
                        SEEDED.contains(slice.table().name()),
                        step,
                        rows -> reading.read(slice.table(), slice.from(), slice.until(), rows));
                copied = true;
            }
            done += slice.rows();
            listener.progressed("Copied " + slice.table().name(), done, total);
        }
        // One step more, without rows: the marts are made as often as it takes to get through them once.
        if (copied || next <= steps.size()) {
            listener.progressed("Making the marts", done, total);
            writing.remakeMarts();
            List<LogPosition> last = new ArrayList<>();
            last.add(new LogPosition(log, steps.size(), steps.size() + 1L));
            // What was undone there cannot be undone here once more.
            source.warehouse().logPositions().forEach((name, at) -> {
                if (name.startsWith(LogPosition.UNDO)) {
                    last.add(new LogPosition(name, LogPosition.NONE, at));
                }
            });
            var receipt = target.warehouse().write(List.of(), last);
            listener.progressed(
                    "Made the marts", done, Math.max(total, receipt.tables().size()));
        }
    }

    private void complete(String installation) {
        try (Connection to = target.database().getConnection()) {
            new MarkerStore(to).complete(installation);
        } catch (SQLException e) {
            throw OperationalStore.failed("noting the end", e);
        }
    }
}
