package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.schema.SystemColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks which rows a bulk write brought and what stood there before, in words that every engine understands. A row's {@code load_id} names the
 * write, so nothing has to be remembered of it; which writes were taken back is remembered as a {@link LogPosition} each, in the commit that
 * takes them back, so that none is taken back twice.
 *
 * <p>In the place of a row comes the newest earlier row of its key that is not of a write taken back. A day of a daily report is taken back as a
 * whole: it becomes what it was when a write that still counts told of it last.
 */
public final class UndoStore {

    private static final Undone.Counts NOTHING = new Undone.Counts(0, 0, 0);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final List<TableSchema> tables;
    private final String load;
    private final String gone;
    private final Set<String> concerned = new HashSet<>();
    private @Nullable Instant moment;

    private UndoStore(List<TableSchema> tables, String loadId, Map<String, Long> positions) {
        this.tables = tables;
        this.load = literal(loadId);
        Set<String> undone = new TreeSet<>(Set.of(loadId));
        positions.keySet().stream()
                .filter(name -> name.startsWith(LogPosition.UNDO))
                .map(name -> name.substring(LogPosition.UNDO.length()))
                .forEach(undone::add);
        this.gone = undone.stream().map(UndoStore::literal).collect(Collectors.joining(", "));
    }

    /**
     * About a write.
     *
     * @param connection to the engine
     * @param tables all canonical tables
     * @param loadId of the write
     * @param positions that are durable
     * @throws QuanjingException {@link WarehouseError#UNDONE_ALREADY}
     */
    public static UndoStore of(
            Connection connection, List<TableSchema> tables, String loadId, Map<String, Long> positions)
            throws SQLException {
        requireStanding(loadId, positions);
        UndoStore store = new UndoStore(tables, loadId, positions);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(store.traces())) {
            while (rows.next()) {
                store.concerned.add(rows.getString(1));
                Instant at = rows.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                store.moment = store.moment == null || at.isBefore(store.moment) ? at : store.moment;
            }
        }
        return store;
    }

    /**
     * What remembers, in the commit that takes a write back, that it did.
     *
     * @param at of the commit
     */
    public static LogPosition mark(String loadId, Instant at) {
        return new LogPosition(LogPosition.UNDO + loadId, LogPosition.NONE, at.toEpochMilli());
    }

    private static void requireStanding(String loadId, Map<String, Long> positions) {
        Long at = positions.get(LogPosition.UNDO + loadId);
        if (at != null) {
            throw new QuanjingException(
                    WarehouseError.UNDONE_ALREADY,
                    "The write " + loadId + " was undone at " + Instant.ofEpochMilli(at)
                            + ", and it cannot be undone twice. Maybe import its files again to have its rows back.",
                    Map.of("at", Instant.ofEpochMilli(at).toString()));
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Counts what would go and come, and changes nothing. */
    public Undone preview(Connection connection) throws SQLException {
        Map<String, Undone.Counts> counts = new LinkedHashMap<>();
        Map<String, Long> staying = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (TableSchema table : tables.stream().filter(this::concerns).toList()) {
                try (ResultSet rows = statement.executeQuery(counts(table))) {
                    rows.next();
                    Undone.Counts found = new Undone.Counts(rows.getLong(1), rows.getLong(2), rows.getLong(3));
                    if (!found.equals(NOTHING)) {
                        counts.put(table.name(), found);
                    }
                }
                try (ResultSet rows = statement.executeQuery(staying(table))) {
                    while (rows.next()) {
                        staying.merge(rows.getString(1), rows.getLong(2), Long::sum);
                    }
                }
            }
        }
        return new Undone(counts, staying);
    }

    /** The tables that a write changes which is taken back. */
    public List<TableSchema> changing(Undone preview) {
        return tables.stream()
                .filter(table -> {
                    Undone.Counts counts = preview.tables().get(table.name());
                    return counts != null && counts.removed() + counts.restored() > 0;
                })
                .toList();
    }

    /** Asks for the tables that have, or had, rows of the write, and since when: rows that came back are younger than the write. */
    private String traces() {
        return tables.stream()
                .flatMap(table -> Stream.of(table.name(), history(table))
                        .map(each -> "SELECT '" + table.name() + "', min(recorded_at) FROM " + quoted(each)
                                + " WHERE load_id = " + load + " HAVING count(*) > 0"))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** A daily report may have nothing new but that rows are no more. */
    private boolean concerns(TableSchema table) {
        return concerned.contains(table.name()) || (moment != null && table.revision() == Revision.REPLACE_DAY);
    }

    /** Asks for the rows that go, by shop day: the table's columns and the system's. */
    public String retired(TableSchema table) {
        return rows(table, "retired");
    }

    /** Asks for the rows that come back, as they were. */
    public String restored(TableSchema table) {
        return rows(table, "earlier");
    }

    private String rows(TableSchema table, String from) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(SystemColumns.ALL);
        return found(table) + "SELECT "
                + columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", ")) + " FROM "
                + from + (table.has("shop_day") ? " ORDER BY shop_day" : "");
    }

    /** Asks how many rows go for good, come back, and stay though they are of the write: one row of three numbers. */
    private String counts(TableSchema table) {
        return found(table) + """
                SELECT
                    (SELECT count(*) FROM retired r LEFT JOIN earlier e ON %s WHERE e.natural_key IS NULL),
                    (SELECT count(*) FROM earlier),
                    (SELECT count(*) FROM %s WHERE load_id = %s) - (SELECT count(*) FROM retired WHERE load_id = %s)
                """.formatted(same("e", "r"), quoted(table.name()), load, load);
    }

    /** Asks which writes have replaced rows of this one, and how many: their {@code load_id} and the number. */
    private String staying(TableSchema table) {
        return """
                SELECT t.load_id, count(*)
                FROM %s t
                JOIN (SELECT DISTINCT shop, source, natural_key, key_hash FROM %s WHERE load_id = %s) h ON %s
                WHERE t.load_id <> %s
                GROUP BY t.load_id
                """.formatted(quoted(table.name()), quoted(history(table)), load, same("h", "t"), load);
    }

    private String found(TableSchema table) {
        return table.revision() == Revision.REPLACE_DAY ? ofDays(table) : ofKeys(table);
    }

    private String ofKeys(TableSchema table) {
        String named = named(table);
        return """
                WITH mine AS (
                    SELECT * FROM %1$s WHERE load_id = %2$s
                ),
                earlier AS (
                    SELECT *
                    FROM (
                        SELECT h.*, row_number() OVER (PARTITION BY h.shop, h.source, h.natural_key ORDER BY h.recorded_at DESC) AS place
                        FROM %3$s h
                        JOIN mine m ON %4$s
                        WHERE h.load_id NOT IN (%5$s)
                    ) version
                    WHERE place = 1
                ),
                retired AS (
                    SELECT m.* FROM mine m LEFT JOIN earlier e ON %6$s%7$s
                )
                """.formatted(
                        quoted(table.name()),
                        load,
                        quoted(history(table)),
                        same("h", "m"),
                        gone,
                        same("e", "m"),
                        named.isEmpty()
                                ? ""
                                : " LEFT JOIN (" + named + ") n ON n.shop = m.shop AND n.named = m."
                                        + quoted(table.name()) + " WHERE e.natural_key IS NOT NULL OR n.named IS NULL");
    }

    /** What other writes call by the name of a dimension's rows: a name that they use must not lose its title. Empty for facts. */
    private String named(TableSchema dimension) {
        if (!dimension.has(dimension.name())) {
            return "";
        }
        String name = quoted(dimension.name());
        return tables.stream()
                .filter(table -> !table.equals(dimension) && table.has(dimension.name()))
                .map(table -> "SELECT shop, " + name + " AS named FROM " + quoted(table.name()) + " WHERE load_id <> "
                        + load + " AND " + name + " IS NOT NULL")
                .collect(Collectors.joining(" UNION "));
    }

    private String ofDays(TableSchema table) {
        Function<String, String> on = other ->
                "%1$s.shop = v.shop AND %1$s.source = v.source AND %1$s.shop_day = v.shop_day".formatted(other);
        List<Column> all = new ArrayList<>(table.columns());
        all.addAll(SystemColumns.ALL);
        String columns =
                all.stream().map(column -> "v." + quoted(column.name())).collect(Collectors.joining(", "));
        return """
                WITH told AS (
                    SELECT shop, source, shop_day FROM %1$s WHERE load_id = %2$s
                    UNION
                    SELECT shop, source, shop_day FROM %5$s WHERE superseded_at = %8$s
                ),
                version AS (
                    SELECT %3$s, v.recorded_at AS until, true AS standing FROM %1$s v JOIN told d ON %4$s
                    UNION ALL
                    SELECT %3$s, v.superseded_at, false FROM %5$s v JOIN told d ON %4$s
                ),
                newest AS (
                    SELECT shop, source, shop_day, max(recorded_at) AS recorded
                    FROM version
                    WHERE load_id NOT IN (%6$s)
                    GROUP BY shop, source, shop_day
                ),
                retired AS (
                    SELECT v.*
                    FROM version v
                    LEFT JOIN newest l ON %7$s
                    WHERE v.standing AND (l.recorded IS NULL OR v.recorded_at > l.recorded)
                ),
                earlier AS (
                    SELECT v.*
                    FROM version v
                    JOIN newest l ON %7$s
                    WHERE NOT v.standing AND v.recorded_at <= l.recorded AND v.until > l.recorded
                )
                """.formatted(
                        quoted(table.name()),
                        load,
                        columns,
                        on.apply("d"),
                        quoted(history(table)),
                        gone,
                        on.apply("l"),
                        timestamp(Objects.requireNonNull(moment)));
    }

    private static String timestamp(Instant at) {
        return "TIMESTAMP '" + MICROS.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "'";
    }

    private static String same(String one, String other) {
        return ("%1$s.key_hash = %2$s.key_hash AND %1$s.natural_key = %2$s.natural_key AND %1$s.source = %2$s.source"
                        + " AND %1$s.shop = %2$s.shop")
                .formatted(one, other);
    }

    private static String history(TableSchema table) {
        return table.name() + SystemColumns.HISTORY;
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
