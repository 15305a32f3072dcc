package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.duckdb.MartBench;
import io.quanjing.warehouse.duckdb.MartBench.Wanted;
import io.quanjing.warehouse.schema.SystemColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Trino for rows of tables, each of which stays as it was when it was first asked for. */
final class MartTables implements MartBench.Tables {

    private static final Logger LOG = LoggerFactory.getLogger(MartTables.class);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final int AT_A_TIME = 4;
    private static final int ROWS_WAITING = 10_000;
    private static final int KEYS_A_QUERY = 2_000;

    private static final int LONG_QUERY = 100_000;

    /** Above so many, reading everything that has their shops and days once is quicker than asking for them. */
    private static final int MANY_KEYS = 20_000;

    /**
     * A part of a query.
     *
     * @param place of what is wanted, among all that is
     * @param where the condition, with its word, or nothing
     */
    private record Part(int place, Wanted of, String where) {}

    /** A row on its way, or the end of those that one query had. */
    private static final class Passed {

        private final int of;
        private final @Nullable Object @Nullable [] values;
        private final @Nullable RuntimeException failure;

        private Passed(int of, @Nullable Object @Nullable [] values, @Nullable RuntimeException failure) {
            this.of = of;
            this.values = values;
            this.failure = failure;
        }
    }

    /** Chooses of which snapshot the rows of a table are. */
    interface Choosing {

        /** Null for none, so that there are no rows. */
        @Nullable Snapshot of(org.apache.iceberg.Table table);
    }

    /**
     * A snapshot that is read.
     *
     * @param records its rows by its own account
     * @param columns that it knows: one that the table got since has no values in it
     */
    private record Chosen(long id, long records, Set<String> columns) {

        private static Chosen of(org.apache.iceberg.Table table, Snapshot snapshot) {
            Schema schema = snapshot.schemaId() == null
                    ? table.schema()
                    : table.schemas().getOrDefault(snapshot.schemaId(), table.schema());
            Set<String> columns =
                    schema.columns().stream().map(Types.NestedField::name).collect(Collectors.toUnmodifiableSet());
            return new Chosen(snapshot.snapshotId(), IcebergTables.records(snapshot), columns);
        }
    }

    private final IcebergTables tables;
    private final TrinoConnections trino;
    private final Choosing choosing;
    private final Map<String, Chosen> snapshots = new ConcurrentHashMap<>();

    MartTables(IcebergTables tables, TrinoConnections trino, Choosing choosing) {
        this.tables = tables;
        this.trino = trino;
        this.choosing = choosing;
    }

    @Override
    public boolean isEmpty(String table) {
        return records(table) == 0;
    }

    /** The rows of a table, with those that were deleted since the last compaction. */
    long records(String table) {
        return snapshot(table).records();
    }

    private Chosen snapshot(String table) {
        return snapshots.computeIfAbsent(table, name -> {
            org.apache.iceberg.Table loaded = tables.load(name);
            Snapshot chosen = choosing.of(loaded);
            return chosen == null ? new Chosen(-1, 0, Set.of()) : Chosen.of(loaded, chosen);
        });
    }

    private String from(String table) {
        return " FROM \"" + table + "\" FOR VERSION AS OF " + snapshot(table).id();
    }

    /** How many rows are wanted. */
    long count(Wanted wanted) {
        long rows = 0;
        for (String where : conditions(wanted)) {
            try (Connection connection = trino.open();
                    Statement statement = connection.createStatement();
                    ResultSet counted = statement.executeQuery("SELECT count(*)" + from(wanted.table()) + where)) {
                rows += counted.next() ? counted.getLong(1) : 0;
            } catch (SQLException e) {
                throw trino.refusal("counting rows of " + wanted.table(), e);
            }
        }
        return rows;
    }

    @Override
    public void read(List<Wanted> wanted, MartBench.Rows to) {
        BlockingQueue<Passed> passed = new ArrayBlockingQueue<>(ROWS_WAITING);
        AtomicBoolean givenUp = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofVirtual().name("mart-tables-", 1).factory())) {
            int open = 0;
            for (List<Part> query : queries(wanted)) {
                open++;
                threads.execute(() -> ask(query, passed, givenUp));
            }
            RuntimeException failure = null;
            while (open > 0) {
                Passed next = take(passed);
                @Nullable Object[] values = next.values;
                if (values == null) {
                    open--;
                    failure = failure == null ? next.failure : failure;
                } else if (failure == null) {
                    failure = handOver(next.of, values, to);
                }
                if (failure != null) {
                    givenUp.set(true);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** What is wanted of one table is asked for by one query, unless that would be a large one. */
    private static List<List<Part>> queries(List<Wanted> wanted) {
        Map<String, List<List<Part>>> queries = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            for (String where : conditions(wanted.get(i))) {
                List<List<Part>> ofTable = queries.computeIfAbsent(wanted.get(i).table(), _ -> new ArrayList<>());
                if (ofTable.isEmpty() || length(ofTable.getLast()) + where.length() > LONG_QUERY) {
                    ofTable.add(new ArrayList<>());
                }
                ofTable.getLast().add(new Part(i, wanted.get(i), where));
            }
        }
        return queries.values().stream().flatMap(List::stream).toList();
    }

    private static int length(List<Part> query) {
        return query.stream().mapToInt(part -> part.where().length()).sum();
    }

    /** What went wrong with a row; the others still have to be taken from those who wait with them. */
    private static @Nullable RuntimeException handOver(int of, @Nullable Object[] values, MartBench.Rows to) {
        try {
            to.row(of, values);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static Passed take(BlockingQueue<Passed> from) {
        try {
            return from.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the marts.", e);
        }
    }

    private void ask(List<Part> query, BlockingQueue<Passed> to, AtomicBoolean givenUp) {
        Wanted first = query.getFirst().of();
        RuntimeException failure = null;
        try {
            if (!givenUp.get()) {
                rows(query, first, to, givenUp);
            }
        } catch (SQLException e) {
            failure = trino.refusal("reading rows of " + first.table(), e);
        } catch (RuntimeException e) {
            failure = e;
        }
        pass(new Passed(-1, null, failure), to);
    }

    private void rows(List<Part> query, Wanted first, BlockingQueue<Passed> to, AtomicBoolean givenUp)
            throws SQLException {
        long started = System.nanoTime();
        long passed = 0;
        Set<String> there = snapshot(first.table()).columns();
        String columns = first.columns().stream()
                .map(column -> (there.contains(column.name()) ? "" : "NULL AS ") + '"' + column.name() + '"')
                .collect(Collectors.joining(", "));
        String from = from(first.table());
        String sql = query.stream()
                .map(part -> "SELECT " + part.place() + ", " + columns + from + part.where())
                .collect(Collectors.joining("\nUNION ALL\n"));
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int[] types = new int[first.columns().size()];
            for (int i = 0; i < types.length; i++) {
                types[i] = rows.getMetaData().getColumnType(i + 2);
            }
            while (!givenUp.get() && rows.next()) {
                @Nullable Object[] values = new Object[types.length];
                for (int i = 0; i < types.length; i++) {
                    values[i] = TrinoReader.value(rows, i + 2, types[i]);
                }
                pass(new Passed(rows.getInt(1), values, null), to);
                passed++;
            }
        }
        LOG.debug(
                "{} rows of {} in {} ms, wanted for {} reasons.",
                passed,
                first.table(),
                Duration.ofNanos(System.nanoTime() - started).toMillis(),
                query.size());
    }

    private static void pass(Passed row, BlockingQueue<Passed> to) {
        try {
            to.put(row);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the marts.", e);
        }
    }

    /** No row meets two of them. */
    static List<String> conditions(Wanted wanted) {
        return switch (wanted.which()) {
            case MartBench.All _ -> List.of("");
            case MartBench.Between between ->
                List.of(" WHERE " + between.column() + " > " + literal(between.after()) + " AND " + between.column()
                        + " <= " + literal(between.upTo()));
            case MartBench.KnownAt known ->
                List.of(" WHERE recorded_at <= " + literal(known.at())
                        + (wanted.table().endsWith(SystemColumns.HISTORY)
                                ? " AND superseded_at > " + literal(known.at())
                                : ""));
            case MartBench.WithKeys keys ->
                keys.keys().size() > MANY_KEYS ? List.of(roughly(keys)) : exactly(wanted, keys);
        };
    }

    private static List<String> exactly(Wanted wanted, MartBench.WithKeys keys) {
        List<String> conditions = new ArrayList<>();
        for (int from = 0; from < keys.keys().size(); from += KEYS_A_QUERY) {
            // Keys that differ in their last part alone are asked for together.
            Map<String, List<Object>> lasts = new TreeMap<>();
            for (List<Object> key : keys.keys()
                    .subList(from, Math.min(from + KEYS_A_QUERY, keys.keys().size()))) {
                StringBuilder first = new StringBuilder();
                for (int i = 0; i < key.size() - 1; i++) {
                    first.append(oneOf(wanted, keys.columns().get(i), List.of(key.get(i))))
                            .append(" AND ");
                }
                lasts.computeIfAbsent(first.toString(), _ -> new ArrayList<>()).add(key.getLast());
            }
            conditions.add(lasts.entrySet().stream()
                    .map(each -> each.getKey() + oneOf(wanted, keys.columns().getLast(), each.getValue()))
                    .collect(Collectors.joining(") OR (", " WHERE (", ")")));
        }
        return conditions;
    }

    private static String oneOf(Wanted wanted, String column, List<Object> values) {
        String in = values.size() == 1
                ? " = " + literal(values.getFirst())
                : values.stream().map(MartTables::literal).collect(Collectors.joining(", ", " IN (", ")"));
        boolean mayBeMissing = values.contains("")
                && wanted.columns().stream().anyMatch(each -> each.name().equals(column) && !each.required());
        return mayBeMissing ? "(" + column + in + " OR " + column + " IS NULL)" : column + in;
    }

    /** Everything of the same shops and days. */
    private static String roughly(MartBench.WithKeys keys) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < keys.columns().size(); i++) {
            int place = i;
            List<Object> values =
                    keys.keys().stream().map(key -> key.get(place)).distinct().toList();
            if (keys.columns().get(i).equals("shop") && values.size() <= KEYS_A_QUERY) {
                conditions.add(
                        "shop IN (" + values.stream().map(MartTables::literal).collect(Collectors.joining(", ")) + ")");
            }
            if (values.getFirst() instanceof LocalDate) {
                List<LocalDate> days =
                        values.stream().map(LocalDate.class::cast).sorted().toList();
                conditions.add(keys.columns().get(i) + " BETWEEN " + literal(days.getFirst()) + " AND "
                        + literal(days.getLast()));
            }
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String literal(Object value) {
        return switch (value) {
            case Instant at -> "TIMESTAMP '" + MICROS.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "'";
            case LocalDate day -> "DATE '" + day + "'";
            default -> "'" + value.toString().replace("'", "''") + "'";
        };
    }
}
