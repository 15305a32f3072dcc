package io.quanjing.target;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The given targets in the operational database. */
final class TargetStore {

    private static final String SELECT = """
            select shop, metric, dimension, value, period, first_day, amount, changed_by, changed_at
            from target
            """;

    private final JdbcClient database;

    TargetStore(JdbcClient database) {
        this.database = database;
    }

    /** Lets others read, but not write, until the transaction ends: parts are checked against their whole. */
    void lock() {
        database.sql("lock table target in share row exclusive mode").update();
    }

    /** All of one thing in a year. */
    List<Target> of(TargetKey key, int year) {
        return database.sql(SELECT + """
                        where shop = :shop and metric = :metric and dimension = :dimension and value = :value
                            and first_day between :first and :last
                        order by first_day, period
                        """)
                .param("shop", key.shop())
                .param("metric", key.metric())
                .param("dimension", key.dimension())
                .param("value", key.value())
                .param("first", LocalDate.of(year, 1, 1))
                .param("last", LocalDate.of(year, 12, 31))
                .query(TargetStore::target)
                .list();
    }

    /** Those of some shops in a year, by shop, metric and part. */
    List<Target> of(Collection<String> shops, int year, int most) {
        return database.sql(SELECT + """
                        where shop = any (:shops) and first_day between :first and :last
                        order by shop, metric, dimension, value, first_day, period
                        limit :most
                        """)
                .param("shops", shops.toArray(String[]::new))
                .param("first", LocalDate.of(year, 1, 1))
                .param("last", LocalDate.of(year, 12, 31))
                .param("most", most)
                .query(TargetStore::target)
                .list();
    }

    long count() {
        return database.sql("select count(*) from target").query(Long.class).single();
    }

    /** Puts it where it is, or in the place of the one that is there. */
    void put(Target target) {
        int rows = database.sql("""
                        insert into target (shop, metric, dimension, value, period, first_day, amount, changed_by, changed_at)
                        values (:shop, :metric, :dimension, :value, :period, :first, :amount, :by, :at)
                        on conflict (shop, metric, dimension, value, first_day, period) do update
                        set amount = excluded.amount, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .param("shop", target.key().shop())
                .param("metric", target.key().metric())
                .param("dimension", target.key().dimension())
                .param("value", target.key().value())
                .param("period", target.period().kind().name())
                .param("first", target.period().first())
                .param("amount", target.amount())
                .param("by", target.by())
                .param("at", target.at().atOffset(ZoneOffset.UTC))
                .update();
        if (rows != 1) {
            throw new IllegalStateException("The target of " + target.key() + " changed " + rows + " rows.");
        }
    }

    /** Whether there was one. */
    boolean delete(TargetKey key, Period period) {
        return database.sql("""
                        delete from target
                        where shop = :shop and metric = :metric and dimension = :dimension and value = :value
                            and period = :period and first_day = :first
                        """)
                        .param("shop", key.shop())
                        .param("metric", key.metric())
                        .param("dimension", key.dimension())
                        .param("value", key.value())
                        .param("period", period.kind().name())
                        .param("first", period.first())
                        .update()
                == 1;
    }

    private static Target target(ResultSet row, int number) throws SQLException {
        return new Target(
                new TargetKey(
                        row.getString("shop"),
                        row.getString("metric"),
                        row.getString("dimension"),
                        row.getString("value")),
                new Period(Period.Kind.valueOf(row.getString("period")), row.getObject("first_day", LocalDate.class)),
                row.getBigDecimal("amount").stripTrailingZeros(),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
