package io.quanjing.warehouse.trino;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.WarehouseError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the replicas have in common beside the tables: who writes, what was begun, up to where the marts follow. It lies in the database of
 * the Iceberg catalog. A store is one connection and the locks that it holds; they end with the process. Not safe for several threads.
 */
final class CommitStore implements AutoCloseable {

    /** Only who holds it changes facts. */
    static final String WRITING = "writing";

    /** Only who holds it refreshes the marts. */
    static final String MARTS = "marts";

    /** The moment given to the newest write, which may not be in its tables yet. */
    static final String LAST_RECORDED = "last_recorded";

    /** The moment of the newest write that is in its tables, as are all before it. */
    static final String COMMITTED = "committed";

    static final String MARTS_UP_TO = "marts_up_to";
    static final String MARTS_DEFINITION = "marts_definition";
    static final String SCHEMA_VERSION = "schema_version";
    static final String VERSION = "version";
    private static final String LOG = "log:";
    private static final String CHANGED = "changed:";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SECONDS = 10;

    private final TrinoWarehouseSettings settings;
    private final String namespace;
    private @Nullable Connection connection;

    CommitStore(TrinoWarehouseSettings settings, String namespace) {
        this.settings = settings;
        this.namespace = namespace;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @CanIgnoreReturnValue
    private <T> T work(String doing, Work<T> work) {
        try {
            return work.on(connected());
        } catch (SQLException e) {
            // Whatever it was: the next try begins with a new connection, and locks that this one held are gone.
            close();
            throw new QuanjingException(
                    WarehouseError.UNAVAILABLE,
                    "The database of the warehouse's catalog did not answer while " + doing + ": " + e.getMessage()
                            + ". Maybe PostgreSQL is down, or quanjing.warehouse.trino.catalog-url is wrong.",
                    Map.of("part", "catalog"),
                    e);
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            Properties properties = new Properties();
            properties.setProperty("user", settings.catalogUsername());
            properties.setProperty("password", settings.catalogPassword());
            properties.setProperty("connectTimeout", Integer.toString(SECONDS));
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "quanjing warehouse " + namespace);
            open = DriverManager.getConnection(settings.catalogUrl(), properties);
            connection = open;
        }
        return open;
    }

    /** Creates the tables of the store. */
    void setUp() {
        work("preparing it", on -> {
            execute(on, "SELECT pg_advisory_lock(hashtextextended('quanjing warehouse set-up', 0))");
            try {
                execute(on, """
                        CREATE TABLE IF NOT EXISTS quanjing_warehouse (
                            namespace text NOT NULL, name text NOT NULL, value text NOT NULL, PRIMARY KEY (namespace, name))""");
                execute(on, """
                        CREATE TABLE IF NOT EXISTS quanjing_commit (
                            namespace text NOT NULL, id text NOT NULL, plan text NOT NULL, PRIMARY KEY (namespace, id))""");
                return true;
            } finally {
                execute(on, "SELECT pg_advisory_unlock(hashtextextended('quanjing warehouse set-up', 0))");
            }
        });
    }

    /**
     * Waits for a lock.
     *
     * @throws QuanjingException if others hold it for longer
     */
    void lock(String what, Duration patience) {
        String refused = work("waiting for the lock of " + what, on -> {
            try {
                execute(on, "SET lock_timeout = " + patience.toMillis());
                bound(on, "SELECT pg_advisory_lock(hashtextextended(?, 0))", key(what));
                return "";
            } catch (SQLException e) {
                if ("55P03".equals(e.getSQLState())) {
                    return String.valueOf(e.getMessage());
                }
                throw e;
            }
        });
        if (!refused.isEmpty()) {
            throw new QuanjingException(
                    WarehouseError.BUSY,
                    "Another replica has been " + what + " for " + patience.toSeconds()
                            + " s, and one waits no longer. Maybe it loads a large file; send again later.",
                    Map.of("limit", patience.toSeconds()));
        }
    }

    /** Takes a lock if nobody has it. */
    boolean tryLock(String what) {
        return work("asking for the lock of " + what, on -> {
            try (PreparedStatement statement =
                    on.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
                statement.setString(1, key(what));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() && rows.getBoolean(1);
                }
            }
        });
    }

    /** Lets go of a lock; one that the connection lost is free already. */
    void unlock(String what) {
        if (connection != null) {
            work("letting go of the lock of " + what, on -> {
                bound(on, "SELECT pg_advisory_unlock(hashtextextended(?, 0))", key(what));
                return true;
            });
        }
    }

    /** Fails if the connection, and with it every lock, is gone. */
    void requireLocks(String doing) {
        if (connection == null) {
            throw new QuanjingException(
                    WarehouseError.UNAVAILABLE,
                    "The lock of the warehouse was lost while " + doing + ". Maybe PostgreSQL was restarted.",
                    Map.of("part", "catalog"));
        }
        work(doing, on -> {
            execute(on, "SELECT 1");
            return true;
        });
    }

    private String key(String what) {
        return "quanjing warehouse " + namespace + " " + what;
    }

    /** Everything remembered, by name. */
    Map<String, String> state() {
        return work("reading its state", on -> {
            Map<String, String> state = new TreeMap<>();
            try (PreparedStatement statement =
                    on.prepareStatement("SELECT name, value FROM quanjing_warehouse WHERE namespace = ?")) {
                statement.setString(1, namespace);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        state.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
            return state;
        });
    }

    static Map<String, Long> positions(Map<String, String> state) {
        Map<String, Long> positions = new TreeMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(LOG)) {
                positions.put(name.substring(LOG.length()), Long.parseLong(value));
            }
        });
        return positions;
    }

    /** The tables, histories included, that have rows of a write after a moment. */
    static Set<String> changedAfter(Map<String, String> state, Instant moment) {
        Set<String> changed = new TreeSet<>();
        state.forEach((name, value) -> {
            if (name.startsWith(CHANGED) && Instant.parse(value).isAfter(moment)) {
                changed.add(name.substring(CHANGED.length()));
            }
        });
        return changed;
    }

    /** Remembers a value. */
    void remember(String name, String value) {
        work("remembering " + name, on -> {
            put(on, name, value);
            return true;
        });
    }

    private void put(Connection on, String name, String value) throws SQLException {
        bound(on, """
                INSERT INTO quanjing_warehouse (namespace, name, value) VALUES (?, ?, ?)
                ON CONFLICT (namespace, name) DO UPDATE SET value = excluded.value""", namespace, name, value);
    }

    /** Grows the version that every replica shows; with a refresh and not with the write before it, or everybody would ask twice. */
    void changed() {
        work("counting a change", on -> {
            grow(on);
            return true;
        });
    }

    private void grow(Connection on) throws SQLException {
        bound(on, """
                INSERT INTO quanjing_warehouse (namespace, name, value) VALUES (?, 'version', '2')
                ON CONFLICT (namespace, name) DO UPDATE SET value = (quanjing_warehouse.value::bigint + 1)::text""", namespace);
    }

    /** From here on the plan will be carried out, by whomever; its logs have moved on. */
    void begin(CommitPlan plan) {
        work(
                "writing down what to commit",
                on -> inTransaction(on, () -> {
                    for (LogPosition position : plan.positions()) {
                        put(on, LOG + position.log(), Long.toString(position.next()));
                    }
                    put(on, LAST_RECORDED, plan.recordedAt());
                    if (!plan.changes().isEmpty()) {
                        bound(
                                on,
                                "INSERT INTO quanjing_commit (namespace, id, plan) VALUES (?, ?, ?)",
                                namespace,
                                plan.id(),
                                JSON.writeValueAsString(plan));
                    }
                }));
    }

    /** What was begun and not brought to its end. */
    List<CommitPlan> pending() {
        return work("looking for unfinished writes", on -> {
            List<CommitPlan> plans = new ArrayList<>();
            try (PreparedStatement statement =
                    on.prepareStatement("SELECT plan FROM quanjing_commit WHERE namespace = ? ORDER BY id")) {
                statement.setString(1, namespace);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        plans.add(JSON.readValue(rows.getString(1), CommitPlan.class));
                    }
                }
            }
            return plans;
        });
    }

    /** Every table of the plan has its rows. */
    void finish(CommitPlan plan) {
        work(
                "noting the end of a write",
                on -> inTransaction(on, () -> {
                    bound(on, "DELETE FROM quanjing_commit WHERE namespace = ? AND id = ?", namespace, plan.id());
                    for (CommitPlan.Change change : plan.changes()) {
                        put(on, CHANGED + change.table(), plan.recordedAt());
                    }
                    put(on, COMMITTED, plan.recordedAt());
                }));
    }

    private interface Steps {
        void run() throws SQLException;
    }

    private static boolean inTransaction(Connection on, Steps steps) throws SQLException {
        on.setAutoCommit(false);
        try {
            steps.run();
            on.commit();
            return true;
        } catch (SQLException | RuntimeException e) {
            on.rollback();
            throw e;
        } finally {
            on.setAutoCommit(true);
        }
    }

    private static void execute(Connection on, String sql) throws SQLException {
        bound(on, sql);
    }

    private static void bound(Connection on, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It was broken already.
            }
        }
    }
}
