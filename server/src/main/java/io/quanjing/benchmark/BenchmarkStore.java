package io.quanjing.benchmark;

import io.quanjing.benchmark.Benchmark.Quartiles;
import io.quanjing.kernel.DayRange;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The benchmarks in the operational database. */
final class BenchmarkStore {

    private static final String SELECT = """
            select id, metric, category, basis, first_day, last_day, value, p25, p50, p75, source, changed_by, changed_at
            from benchmark
            """;

    private final JdbcClient database;
    private final InstantSource clock;

    BenchmarkStore(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A row with what is known about it.
     *
     * @param by who brought it in
     * @param at when
     */
    record Kept(UUID id, Benchmark value, String by, Instant at) {}

    /** The latest first. */
    List<Kept> all(int most) {
        return database.sql(SELECT + "order by last_day desc, metric, category, basis, source limit :most")
                .param("most", most)
                .query(BenchmarkStore::kept)
                .list();
    }

    /** Those of some metrics that began by this day, the latest first. */
    List<Benchmark> of(Collection<String> metrics, LocalDate until, int most) {
        return database
                .sql(SELECT + """
                        where metric = any (:metrics) and first_day <= :until
                        order by last_day desc, changed_at desc, source
                        limit :most
                        """)
                .param("metrics", metrics.toArray(String[]::new))
                .param("until", until)
                .param("most", most)
                .query(BenchmarkStore::kept)
                .list()
                .stream()
                .map(Kept::value)
                .toList();
    }

    Optional<Kept> find(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(BenchmarkStore::kept)
                .optional();
    }

    int count() {
        return database.sql("select count(*) from benchmark")
                .query(Integer.class)
                .single();
    }

    /** Adds it, or replaces what the same source said of the same thing. */
    void put(Benchmark one, String by) {
        Quartiles quartiles = one.quartiles();
        int ignored = database.sql("""
                        insert into benchmark (
                            id, metric, category, basis, first_day, last_day, value, p25, p50, p75, source, changed_by, changed_at)
                        values (:id, :metric, :category, :basis, :from, :to, :value, :p25, :p50, :p75, :source, :by, :at)
                        on conflict (metric, category, basis, first_day, last_day, source) do update
                        set value = excluded.value, p25 = excluded.p25, p50 = excluded.p50, p75 = excluded.p75,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .param("id", UUID.randomUUID())
                .param("metric", one.metric())
                .param("category", one.category())
                .param("basis", one.basis().id())
                .param("from", one.days().from())
                .param("to", one.days().to())
                .param("value", one.value())
                .param("p25", quartiles == null ? null : quartiles.p25(), java.sql.Types.NUMERIC)
                .param("p50", quartiles == null ? null : quartiles.p50(), java.sql.Types.NUMERIC)
                .param("p75", quartiles == null ? null : quartiles.p75(), java.sql.Types.NUMERIC)
                .param("source", one.source())
                .param("by", by)
                .param("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean delete(UUID id) {
        return database.sql("delete from benchmark where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(
                row.getObject("id", UUID.class),
                new Benchmark(
                        row.getString("metric"),
                        row.getString("category"),
                        Basis.of(row.getString("basis")).orElseThrow(),
                        new DayRange(
                                row.getObject("first_day", LocalDate.class),
                                row.getObject("last_day", LocalDate.class)),
                        row.getBigDecimal("value"),
                        quartiles(row.getBigDecimal("p25"), row.getBigDecimal("p50"), row.getBigDecimal("p75")),
                        row.getString("source")),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Quartiles quartiles(
            @Nullable BigDecimal p25, @Nullable BigDecimal p50, @Nullable BigDecimal p75) {
        return p25 == null || p50 == null || p75 == null ? null : new Quartiles(p25, p50, p75);
    }
}
