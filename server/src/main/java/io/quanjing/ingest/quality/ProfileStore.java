package io.quanjing.ingest.quality;

import io.quanjing.ingest.quality.FactProfile.Day;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the warehouse what the rules need; every question reads few columns of one table, in words that both engines understand. */
final class ProfileStore {

    /** Days of which copies and late rows are looked for. */
    static final int RECENT_DAYS = 35;

    private final Warehouse warehouse;
    private final QueryOptions options;

    ProfileStore(Warehouse warehouse, QueryOptions options) {
        this.warehouse = warehouse;
        this.options = options;
    }

    /** Rows that say the same as others. */
    record Copies(String shop, String source, String other, long copies) {}

    /**
     * How late what happened was told; only what happened after the source first told something, the rest is history.
     *
     * @param rows how many there are
     * @param afterTwoDays how many of them came later than 48 hours
     * @param afterEightDays later than 8 days
     * @param afterFiveWeeks later than 35 days
     */
    record Lateness(
            String shop, String source, long rows, long afterTwoDays, long afterEightDays, long afterFiveWeeks) {}

    private record Owner(String shop, String source) {}

    /** What each source of each shop told of a fact. */
    List<FactProfile> profiles(String fact, FactSubject subject) {
        Map<Owner, TreeMap<LocalDate, Day>> days = new LinkedHashMap<>();
        Map<Owner, Instant> lastAt = new HashMap<>();
        Map<Owner, Instant> lastRecorded = new HashMap<>();
        for (List<@Nullable Object> row : ask("""
                SELECT shop, source, shop_day, count(*) AS facts, max("at") AS last_at, max(recorded_at) AS last_recorded%s
                FROM %s
                GROUP BY shop, source, shop_day
                """.formatted(counts(subject.needed()), fact))) {
            Owner owner = new Owner(text(row, 0), text(row, 1));
            days.computeIfAbsent(owner, o -> new TreeMap<>()).put(day(row, 2), dayOf(row, 3, 6, subject.needed()));
            lastAt.merge(owner, moment(row, 4), ProfileStore::later);
            lastRecorded.merge(owner, moment(row, 5), ProfileStore::later);
        }
        Map<Owner, List<Instant>> deliveries = days.isEmpty() ? Map.of() : deliveries(fact);
        List<FactProfile> profiles = new ArrayList<>();
        days.forEach((owner, of) -> profiles.add(new FactProfile(
                owner.shop(),
                owner.source(),
                fact,
                of,
                deliveries.getOrDefault(owner, List.of()),
                lastAt.get(owner),
                lastRecorded.get(owner))));
        return profiles;
    }

    private Map<Owner, List<Instant>> deliveries(String fact) {
        Map<Owner, List<Instant>> deliveries = new HashMap<>();
        for (List<@Nullable Object> row : ask("""
                SELECT f.shop, f.source, date_trunc('hour', f.recorded_at) AS delivered
                FROM %1$s f
                JOIN (SELECT shop, source, max(recorded_at) AS last_recorded FROM %1$s GROUP BY shop, source) l
                    ON l.shop = f.shop AND l.source = f.source
                WHERE f.recorded_at > l.last_recorded - INTERVAL '42' DAY
                GROUP BY f.shop, f.source, date_trunc('hour', f.recorded_at)
                ORDER BY delivered
                """.formatted(fact))) {
            deliveries
                    .computeIfAbsent(new Owner(text(row, 0), text(row, 1)), o -> new ArrayList<>())
                    .add(moment(row, 2));
        }
        return deliveries;
    }

    /** The days of a table that is made from others. */
    List<FactProfile> made(String table, FactSubject subject) {
        Map<String, TreeMap<LocalDate, Day>> days = new LinkedHashMap<>();
        for (List<@Nullable Object> row : ask("""
                SELECT shop, %1$s AS of_day, count(*) AS facts%2$s
                FROM %3$s
                WHERE %1$s IS NOT NULL
                GROUP BY shop, %1$s
                """.formatted(subject.day(), counts(subject.needed()), table))) {
            days.computeIfAbsent(text(row, 0), o -> new TreeMap<>())
                    .put(day(row, 1), dayOf(row, 2, 3, subject.needed()));
        }
        List<FactProfile> profiles = new ArrayList<>();
        days.forEach((shop, of) -> profiles.add(new FactProfile(shop, "", table, of, List.of(), null, null)));
        return profiles;
    }

    /** Rows since a day that are equal to others in all columns but the key; {@code other} is the source of one of the others. */
    List<Copies> copies(String fact, List<String> identity, LocalDate since) {
        List<Copies> copies = new ArrayList<>();
        String columns = "\"" + String.join("\", \"", identity) + "\"";
        for (List<@Nullable Object> row : ask("""
                SELECT shop, source, other, CAST(sum(copies) AS BIGINT) AS copies
                FROM (
                    SELECT shop, min(source) AS source, max(source) AS other, count(*) - 1 AS copies
                    FROM %s
                    WHERE shop_day >= ?
                    GROUP BY shop, shop_day, %s
                    HAVING count(*) > 1
                ) same
                GROUP BY shop, source, other
                """.formatted(fact, columns), since)) {
            copies.add(new Copies(text(row, 0), text(row, 1), text(row, 2), number(row, 3)));
        }
        return copies;
    }

    /** How late the rows since a day came. A revised row came when it first came. */
    List<Lateness> lateness(String fact, LocalDate since) {
        String first = warehouse.table(fact).revision() == TableSchema.Revision.KEEP_FIRST
                ? "SELECT shop, source, \"at\", shop_day, recorded_at AS learned_at FROM " + fact
                : """
                        SELECT f.shop, f.source, f."at", f.shop_day, coalesce(h.learned_at, f.recorded_at) AS learned_at
                        FROM %1$s f
                        LEFT JOIN (
                            SELECT shop, source, natural_key, min(recorded_at) AS learned_at
                            FROM %1$s_history
                            GROUP BY shop, source, natural_key
                        ) h ON h.shop = f.shop AND h.source = f.source AND h.natural_key = f.natural_key
                        """.formatted(fact);
        List<Lateness> lateness = new ArrayList<>();
        for (List<@Nullable Object> row : ask("""
                WITH told AS (%s),
                begun AS (SELECT shop, source, min(learned_at) AS since FROM told GROUP BY shop, source)
                SELECT t.shop, t.source, count(*) AS facts,
                    count(CASE WHEN t.learned_at > t."at" + INTERVAL '48' HOUR THEN 1 END) AS after_two_days,
                    count(CASE WHEN t.learned_at > t."at" + INTERVAL '8' DAY THEN 1 END) AS after_eight_days,
                    count(CASE WHEN t.learned_at > t."at" + INTERVAL '35' DAY THEN 1 END) AS after_five_weeks
                FROM told t
                JOIN begun b ON b.shop = t.shop AND b.source = t.source
                WHERE t.shop_day >= ? AND t."at" >= b.since
                GROUP BY t.shop, t.source
                """.formatted(first), since)) {
            lateness.add(new Lateness(
                    text(row, 0), text(row, 1), number(row, 2), number(row, 3), number(row, 4), number(row, 5)));
        }
        return lateness;
    }

    private static String counts(List<String> columns) {
        StringBuilder counts = new StringBuilder();
        for (String column : columns) {
            counts.append(", count(").append(column).append(")");
        }
        return counts.toString();
    }

    private static Day dayOf(List<@Nullable Object> row, int rows, int first, List<String> columns) {
        Map<String, Long> known = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            known.put(columns.get(i), number(row, first + i));
        }
        return new Day(number(row, rows), known);
    }

    private List<List<@Nullable Object>> ask(String sql, @Nullable Object... binds) {
        return warehouse.query(new SqlQuery(sql, Arrays.asList(binds)), options).rows();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String text(List<@Nullable Object> row, int column) {
        return String.valueOf(row.get(column));
    }

    private static long number(List<@Nullable Object> row, int column) {
        return row.get(column) instanceof Number n ? n.longValue() : 0;
    }

    private static LocalDate day(List<@Nullable Object> row, int column) {
        return row.get(column) instanceof LocalDate day ? day : LocalDate.MIN;
    }

    private static Instant moment(List<@Nullable Object> row, int column) {
        return row.get(column) instanceof Instant at ? at : Instant.MIN;
    }
}
