package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.schema.SystemColumns;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what is new in rows on their way to another engine, by the same statements that the embedded engine runs. The other engine hands
 * over its rows that may be concerned; what comes out is rows to add and rows to retire. Nothing is kept from one merge to the next. Used
 * by one thread, except {@link #stage}.
 */
public final class MergeBench implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MergeBench.class);

    /** So many rows of a table are small enough for the memory together with those that they meet. */
    private static final int FEW_ROWS = 5_000;

    /** What the other engine has. A row has the table's columns, then {@code recorded_at}, {@code load_id} and {@code key_hash}. */
    public interface Standing {

        /** Hands over the current rows of a table that have one of these hashes; others do no harm. */
        void withHashes(TableSchema table, long[] hashes, Rows to);

        /** Hands over all current rows of daily reports. */
        void ofReports(TableSchema table, List<Report> reports, Rows to);
    }

    /**
     * A daily report.
     *
     * @param shop of the report
     * @param source of the report
     * @param day the shop day
     */
    public record Report(String shop, String source, LocalDate day) {}

    /** Takes rows one after the other. */
    public interface Rows {

        /** The values belong to the taker. */
        void row(@Nullable Object[] values);
    }

    /** Takes what comes out, the rows of a table together and by shop day. */
    public interface Changes {

        /** A row to add: the table's columns and the system's, as {@link Standing} has them. */
        void added(TableSchema table, @Nullable Object[] values);

        /** A row to move to the history: the same, and {@code superseded_at}. */
        void retired(TableSchema table, @Nullable Object[] values);
    }

    /**
     * What became of the rows.
     *
     * @param receipts one for each sender, in their order
     * @param changed whether a table changed
     */
    public record Outcome(List<WriteReceipt> receipts, boolean changed) {}

    /** The rows of one bulk load, on a connection of their own. */
    public static final class Staged implements AutoCloseable {

        private final DuckDBConnection connection;
        private final Map<String, Stage> stages = new LinkedHashMap<>();

        private Staged(DuckDBConnection connection) {
            this.connection = connection;
        }

        /** Stages a row that was checked. */
        public void append(FactRow row) {
            try {
                Stage stage = stages.get(row.table().name());
                if (stage == null) {
                    stage = new Stage(connection, row.table());
                    stages.put(row.table().name(), stage);
                }
                stage.append(row, 0);
            } catch (SQLException e) {
                throw Failures.of("staging a row of " + row.table().name(), e);
            }
        }

        /** Ends the appending; by the thread that appended, because only that one can hand over the last rows. */
        public void flush() {
            try {
                for (Stage stage : stages.values()) {
                    stage.flush();
                }
            } catch (SQLException e) {
                throw Failures.of("staging the last rows", e);
            }
        }

        @Override
        public void close() {
            try {
                for (Stage stage : stages.values()) {
                    stage.close();
                }
                connection.close();
            } catch (SQLException e) {
                throw Failures.of("closing a load", e);
            }
        }
    }

    private static final int MOST_MEMORY = 1024;

    private final DuckDBConnection root;
    private final Map<String, Stage> stages = new HashMap<>();

    private MergeBench(DuckDBConnection root, List<TableSchema> tables) throws SQLException {
        this.root = root;
        for (TableSchema table : tables) {
            stages.put(table.name(), new Stage(root, table));
        }
    }

    /**
     * Opens a bench in memory.
     *
     * @param spill the folder for what finds no room there
     * @param tables all that rows may be for
     */
    public static MergeBench open(Path spill, List<TableSchema> tables) {
        try {
            DuckDBConnection root = memory(spill);
            try (Statement statement = root.createStatement()) {
                TableSetup.tables(statement, tables);
            }
            return new MergeBench(root, tables);
        } catch (SQLException e) {
            throw Failures.of("preparing to merge", e);
        }
    }

    /** A database in memory. */
    static DuckDBConnection memory(Path spill) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
        try (Statement statement = root.createStatement()) {
            statement.execute("SET memory_limit = '" + MOST_MEMORY + "MB'");
            statement.execute("SET temp_directory = '" + spill.toString().replace("'", "''") + "'");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
        }
        return root;
    }

    /** Begins a bulk load; on any thread. */
    public Staged stage() {
        try {
            DuckDBConnection connection = root.duplicate();
            // Without a transaction each chunk of staged rows would be one.
            connection.setAutoCommit(false);
            return new Staged(connection);
        } catch (SQLException e) {
            throw Failures.of("preparing a load", e);
        }
    }

    /** Merges the small batches of several senders. */
    public Outcome merge(List<List<FactRow>> batches, Instant now, Standing standing, Changes changes) {
        List<Map<String, Long>> sent = new ArrayList<>();
        Map<String, Stage> used = new LinkedHashMap<>();
        try {
            for (int task = 0; task < batches.size(); task++) {
                Map<String, Long> rows = new LinkedHashMap<>();
                for (FactRow row : batches.get(task)) {
                    String table = row.table().name();
                    used.computeIfAbsent(table, name -> Objects.requireNonNull(stages.get(name), name))
                            .append(row, task);
                    rows.merge(table, 1L, Long::sum);
                }
                sent.add(rows);
            }
            Outcome outcome = merge(root, used.values(), sent, now, Merge.LIVE, standing, changes);
            for (Stage stage : used.values()) {
                stage.clear();
            }
            return outcome;
        } catch (SQLException e) {
            used.values().forEach(Stage::discard);
            throw Writer.refusal(e);
        } catch (RuntimeException e) {
            used.values().forEach(Stage::discard);
            throw e;
        }
    }

    /** Merges a bulk load. */
    public Outcome merge(Staged staged, Instant now, String loadId, Standing standing, Changes changes) {
        Map<String, Long> sent = new LinkedHashMap<>();
        staged.stages.values().forEach(stage -> sent.put(stage.table().name(), stage.rows()));
        try {
            for (Stage stage : staged.stages.values()) {
                stage.flush();
            }
            staged.connection.setAutoCommit(true);
            return merge(staged.connection, staged.stages.values(), List.of(sent), now, loadId, standing, changes);
        } catch (SQLException e) {
            throw Writer.refusal(e);
        }
    }

    private static Outcome merge(
            DuckDBConnection on,
            Collection<Stage> used,
            List<Map<String, Long>> sent,
            Instant now,
            String loadId,
            Standing standing,
            Changes changes)
            throws SQLException {
        Map<String, Map<Integer, FactStore.Outcome>> outcomes = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Stage, Future<List<@Nullable Object[]>>> asked = new HashMap<>();
            for (Stage stage : used) {
                stage.flush();
                if (stage.rows() <= FEW_ROWS && stage.table().revision() != Revision.REPLACE_DAY) {
                    long[] hashes = hashes(on, stage);
                    asked.put(stage, threads.submit(() -> few(stage.table(), hashes, standing)));
                }
            }
            for (Stage stage : used) {
                handOver(on, stage, asked.get(stage), standing);
                outcomes.put(stage.table().name(), new FactStore(on, stage, now, loadId).merge());
            }
            for (Stage stage : used) {
                takeOut(on, stage.table(), now, changes);
            }
        } finally {
            for (Stage stage : used) {
                empty(on, stage.table());
            }
        }
        Merge.Result result = Merge.result(sent, outcomes);
        return new Outcome(result.receipts(), result.changed());
    }

    private static List<@Nullable Object[]> few(TableSchema table, long[] hashes, Standing standing) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        standing.withHashes(table, hashes, rows::add);
        return rows;
    }

    /** Brings the rows that the staged ones may meet; those of few were asked for already, of all tables at once. */
    private static void handOver(
            DuckDBConnection on, Stage stage, @Nullable Future<List<@Nullable Object[]>> asked, Standing standing)
            throws SQLException {
        TableSchema table = stage.table();
        try (DuckDBAppender appender = on.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.name())) {
            Rows to = values -> append(appender, table, values);
            if (asked != null) {
                answer(asked).forEach(to::row);
            } else {
                if (table.revision() == Revision.REPLACE_DAY) {
                    standing.ofReports(table, reports(on, stage), to);
                    LOG.trace("{} rows of earlier reports", appender.flush());
                }
                long[] hashes = hashes(on, stage);
                if (hashes.length > 0) {
                    standing.withHashes(table, hashes, to);
                }
            }
            LOG.trace("{} rows of {} handed over", appender.flush(), table.name());
        }
    }

    private static List<@Nullable Object[]> answer(Future<List<@Nullable Object[]>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the writer.", e);
        } catch (ExecutionException e) {
            throw Refusals.again("Rows could not be asked for.", e.getCause());
        }
    }

    private static List<Report> reports(DuckDBConnection on, Stage stage) throws SQLException {
        List<Report> reports = new ArrayList<>();
        try (Statement statement = on.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT DISTINCT shop, source, shop_day FROM " + Ddl.quoted(stage.name()))) {
            while (rows.next()) {
                reports.add(new Report(rows.getString(1), rows.getString(2), rows.getObject(3, LocalDate.class)));
            }
        }
        return reports;
    }

    /** The hashes of the staged rows that no row handed over before has. */
    private static long[] hashes(DuckDBConnection on, Stage stage) throws SQLException {
        long[] hashes = new long[Math.toIntExact(stage.rows())];
        int found = 0;
        try (Statement statement = on.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT key_hash FROM " + Ddl.quoted(stage.name())
                        + " WHERE key_hash NOT IN (SELECT key_hash FROM "
                        + Ddl.quoted(stage.table().name()) + ")")) {
            while (rows.next()) {
                hashes[found++] = rows.getLong(1);
            }
        }
        return Arrays.copyOf(hashes, found);
    }

    private static void append(DuckDBAppender to, TableSchema table, @Nullable Object[] values) {
        try {
            to.beginRow();
            for (int i = 0; i < values.length; i++) {
                Stage.append(to, type(table, i), values[i]);
            }
            to.endRow();
        } catch (SQLException e) {
            throw Failures.of("merging rows of " + table.name(), e);
        }
    }

    private static Column.Type type(TableSchema table, int column) {
        int own = table.columns().size();
        return column < own
                ? table.columns().get(column).type()
                : SystemColumns.ALL.get(column - own).type();
    }

    private static void takeOut(DuckDBConnection on, TableSchema table, Instant now, Changes changes)
            throws SQLException {
        String columns = Ddl.names(table.columns(), "") + ", recorded_at, load_id, key_hash";
        String moment = "make_timestamp(" + Stage.micros(now) + ")";
        String order = table.has("shop_day") ? " ORDER BY shop_day" : "";
        read(
                on,
                "SELECT " + columns + ", superseded_at FROM " + Ddl.quoted(table.name() + "_history") + order,
                values -> changes.retired(table, values));
        read(
                on,
                "SELECT " + columns + " FROM " + Ddl.quoted(table.name()) + " WHERE recorded_at = " + moment + order,
                values -> changes.added(table, values));
    }

    static void read(DuckDBConnection on, String sql, Rows to) throws SQLException {
        try (Statement statement = on.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                @Nullable Object[] values = new Object[width];
                for (int i = 0; i < width; i++) {
                    Object value = rows.getObject(i + 1);
                    values[i] = value instanceof java.sql.Timestamp
                            ? rows.getObject(i + 1, LocalDateTime.class).toInstant(ZoneOffset.UTC)
                            : value;
                }
                to.row(values);
            }
        }
    }

    private static void empty(DuckDBConnection on, TableSchema table) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute("DELETE FROM " + Ddl.quoted(table.name()));
            statement.execute("DELETE FROM " + Ddl.quoted(table.name() + "_history"));
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw Failures.of("closing the merge", e);
        }
    }
}
