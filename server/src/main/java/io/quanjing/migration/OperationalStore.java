package io.quanjing.migration;

import io.quanjing.kernel.QuanjingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of the operational database, read from its catalogue, so that no module has to be named here. Left out is what belongs to a running
 * server (jobs, replicas) or to the database itself (the history of its scripts, what a warehouse keeps beside).
 */
final class OperationalStore {

    private static final int ROWS_AT_A_TIME = 500;

    private final Connection connection;

    OperationalStore(Connection connection) {
        this.connection = connection;
    }

    /** The tables, each one after those that it refers to. */
    List<String> tables() throws SQLException {
        List<String> names = strings("""
                SELECT tablename
                FROM pg_tables
                WHERE schemaname = current_schema()
                    AND tablename NOT LIKE 'flyway\\_%'
                    AND tablename NOT LIKE 'iceberg\\_%'
                    AND tablename NOT LIKE 'quanjing\\_%'
                    AND tablename NOT IN ('job', 'replica')
                ORDER BY tablename
                """);
        Map<String, Set<String>> needs = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT child.relname, parent.relname
                        FROM pg_constraint
                        JOIN pg_class child ON child.oid = conrelid
                        JOIN pg_class parent ON parent.oid = confrelid
                        WHERE contype = 'f' AND conrelid <> confrelid
                        """)) {
            while (rows.next()) {
                needs.computeIfAbsent(rows.getString(1), table -> new LinkedHashSet<>())
                        .add(rows.getString(2));
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        while (ordered.size() < names.size()) {
            List<String> next = names.stream()
                    .filter(name -> !ordered.contains(name)
                            && ordered.containsAll(needs.getOrDefault(name, Set.of()).stream()
                                    .filter(names::contains)
                                    .toList()))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("The tables " + names + " refer to each other in a ring.");
            }
            ordered.addAll(next);
        }
        return List.copyOf(ordered);
    }

    /** The columns of a table that can be written. */
    List<String> columns(String table) throws SQLException {
        return strings("""
                SELECT column_name
                FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER'
                ORDER BY ordinal_position
                """, table);
    }

    /** Rows and a check sum over their texts, in whatever order they lie. */
    TableSum sum(String table, List<String> columns) throws SQLException {
        String sql = """
                SELECT count(*), coalesce(sum(('x' || substr(md5(row(%s)::text), 1, 8))::bit(32)::bigint), 0)::text
                FROM %s
                """.formatted(list(columns), quoted(table));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("A count gave no row.");
            }
            return new TableSum(rows.getLong(1), rows.getString(2));
        }
    }

    /** Copies all rows of a table into the other database, within its transaction. JSON carries every type that our tables have as it is. */
    void copyTo(OperationalStore target, String table, List<String> columns) throws SQLException {
        String select = "SELECT to_jsonb(t)::text FROM (SELECT %s FROM %s) t".formatted(list(columns), quoted(table));
        String insert = """
                INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
                SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, ?::jsonb)
                """.formatted(quoted(table), list(columns));
        try (Statement reading = connection.createStatement();
                PreparedStatement writing = target.connection.prepareStatement(insert)) {
            reading.setFetchSize(ROWS_AT_A_TIME);
            int waiting = 0;
            try (ResultSet rows = reading.executeQuery(select)) {
                while (rows.next()) {
                    writing.setString(1, rows.getString(1));
                    writing.addBatch();
                    if (++waiting == ROWS_AT_A_TIME) {
                        int[] ignored = writing.executeBatch();
                        waiting = 0;
                    }
                }
            }
            int[] ignored = writing.executeBatch();
        }
    }

    /** Removes all rows. */
    void empty(String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean ignored = statement.execute("DELETE FROM " + quoted(table));
        }
    }

    /** Lets the table's own numbering go on behind the rows that it has now. */
    void continueNumbers(String table, List<String> columns) throws SQLException {
        for (String column : columns) {
            List<String> sequence = strings("SELECT pg_get_serial_sequence(?, ?)", quoted(table), column);
            if (!sequence.isEmpty() && sequence.getFirst() != null) {
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT setval(?::regclass, greatest((SELECT max(" + quoted(column)
                                + ") FROM " + quoted(table) + "), 1))")) {
                    statement.setString(1, sequence.getFirst());
                    statement.execute();
                }
            }
        }
    }

    /** What tells this installation from others and stays the same: it follows from the secret that each one makes for itself. */
    String installation() throws SQLException {
        List<String> secrets =
                strings("SELECT left(encode(sha256(value), 'hex'), 16) FROM tracking_secret ORDER BY name");
        return secrets.isEmpty() ? "new" : secrets.getFirst();
    }

    /** The uploads that wait for their server. */
    long waitingImports() throws SQLException {
        return Long.parseLong(strings("SELECT count(*)::text FROM import_run WHERE state = 'queued'")
                .getFirst());
    }

    private List<String> strings(String sql, String... binds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setString(i + 1, binds[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> strings = new ArrayList<>();
                while (rows.next()) {
                    strings.add(rows.getString(1));
                }
                return strings;
            }
        }
    }

    private static String list(List<String> columns) {
        return columns.stream().map(OperationalStore::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    static QuanjingException failed(String doing, SQLException cause) {
        return new QuanjingException(
                MigrationError.DATABASE_FAILED,
                "A PostgreSQL failed while " + doing + ": " + cause.getMessage()
                        + " Nothing is half-done; run the command again. Maybe the server was restarted, or its disk is full.",
                Map.of(),
                cause);
    }
}
