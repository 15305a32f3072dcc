package io.quanjing.calendar;

import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The calendar in the operational database. */
final class CalendarStore {

    private final JdbcClient database;
    private final InstantSource clock;

    CalendarStore(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A row with what is known about it.
     *
     * @param usual whether it came with the program: the windows are as they usually are, not official
     * @param by who changed it last
     * @param at when
     */
    record Kept<T>(UUID id, T value, boolean usual, String by, Instant at) {}

    /** The promotions that have a day in the range; of all years without one. */
    List<Kept<Promotion>> promotions(@Nullable DayRange days) {
        return promotions(days, null);
    }

    /** The same as they were at a moment; as they are without one. */
    List<Kept<Promotion>> promotions(@Nullable DayRange days, @Nullable Instant known) {
        Map<UUID, Kept<Promotion>> heads = new LinkedHashMap<>();
        Map<UUID, List<PhaseDays>> phases = new LinkedHashMap<>();
        List<UUID> ignored = database.sql("""
                        select p.id, p.event, p.edition, p.title_zh, p.title_en, p.shop, p.origin, p.changed_by, p.changed_at,
                            f.phase, f.first_day, f.last_day
                        from calendar_promotion_ever p
                        join calendar_phase_ever f on f.promotion = p.id and f.changed_at = p.changed_at
                        where (case when :known::timestamptz is null
                                then p.superseded_at = 'infinity'
                                else p.changed_at <= :known and p.superseded_at > :known end)
                            and (p.id, p.changed_at) in (
                                select promotion, changed_at
                                from calendar_phase_ever
                                group by promotion, changed_at
                                having min(first_day) <= :to and max(last_day) >= :from)
                        order by min(f.first_day) over (partition by p.id), p.event, p.shop, f.first_day
                        """)
                .param("from", days == null ? LocalDate.of(1, 1, 1) : days.from())
                .param("to", days == null ? LocalDate.of(9999, 1, 1) : days.to())
                .param("known", known == null ? null : known.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    List<PhaseDays> own = phases.computeIfAbsent(id, one -> new ArrayList<>());
                    own.add(new PhaseDays(Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)), days(row)));
                    heads.put(
                            id,
                            new Kept<>(
                                    id,
                                    new Promotion(
                                            row.getString("event"),
                                            row.getInt("edition"),
                                            new Title(row.getString("title_zh"), row.getString("title_en")),
                                            row.getString("shop"),
                                            own),
                                    row.getString("origin").equals("usual"),
                                    row.getString("changed_by"),
                                    at(row)));
                    return id;
                })
                .list();
        return List.copyOf(heads.values());
    }

    Optional<Kept<Promotion>> promotion(UUID id) {
        return promotions(null).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    Optional<Kept<Promotion>> promotion(String event, int edition, String shop) {
        return promotions(null).stream()
                .filter(one -> one.value().event().equals(event)
                        && one.value().edition() == edition
                        && one.value().shop().equals(shop))
                .findFirst();
    }

    long countPromotions() {
        return database.sql("select count(*) from calendar_promotion")
                .query(Long.class)
                .single();
    }

    /** Whether it was added: there may be one of this event, edition and shop. */
    boolean add(UUID id, Promotion promotion, boolean usual, String by) {
        int added = database.sql("""
                        insert into calendar_promotion
                            (id, event, edition, title_zh, title_en, shop, origin, changed_by, changed_at)
                        values (:id, :event, :edition, :zh, :en, :shop, :origin, :by, :at)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("event", promotion.event())
                .param("edition", promotion.edition())
                .param("zh", promotion.title().zh())
                .param("en", promotion.title().en())
                .param("shop", promotion.shop())
                .param("origin", usual ? "usual" : "own")
                .param("by", by)
                .param("at", now())
                .update();
        if (added == 1) {
            addPhases(id, promotion);
        }
        return added == 1;
    }

    private void addPhases(UUID id, Promotion promotion) {
        for (PhaseDays phase : promotion.phases()) {
            int added = database.sql("""
                            insert into calendar_phase (promotion, phase, first_day, last_day)
                            values (:promotion, :phase, :from, :to)
                            """)
                    .param("promotion", id)
                    .param("phase", phase.phase().id())
                    .param("from", phase.days().from())
                    .param("to", phase.days().to())
                    .update();
            if (added != 1) {
                throw new IllegalStateException("The phase " + phase + " was not kept.");
            }
        }
    }

    /** Until the end of the transaction nobody else changes the entry: two at once would both write what it was into its history. */
    void lock(UUID id) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "calendar " + id)
                .query()
                .singleRow();
    }

    /** What it was stays in the history. */
    boolean deletePromotion(UUID id) {
        int kept = database.sql("""
                        insert into calendar_promotion_history
                            (id, event, edition, title_zh, title_en, shop, origin, changed_by, changed_at, superseded_at)
                        select id, event, edition, title_zh, title_en, shop, origin, changed_by, changed_at, :now
                        from calendar_promotion
                        where id = :id and changed_at < :now
                        """).param("id", id).param("now", now()).update();
        if (kept == 1) {
            keepPhases(id);
        }
        return database.sql("delete from calendar_promotion where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    private void keepPhases(UUID id) {
        int phases = database.sql("""
                        insert into calendar_phase_history (promotion, changed_at, phase, first_day, last_day)
                        select f.promotion, p.changed_at, f.phase, f.first_day, f.last_day
                        from calendar_phase f
                        join calendar_promotion p on p.id = f.promotion
                        where p.id = :id
                        """).param("id", id).update();
        if (phases == 0) {
            throw new IllegalStateException("The promotion " + id + " has no phases.");
        }
    }

    List<Holiday> holidays(DayRange days) {
        return database.sql("""
                        select day, off, title_zh, title_en
                        from calendar_holiday
                        where day between :from and :to
                        order by day
                        """)
                .param("from", days.from())
                .param("to", days.to())
                .query((row, number) -> new Holiday(
                        row.getObject("day", LocalDate.class),
                        row.getBoolean("off"),
                        new Title(row.getString("title_zh"), row.getString("title_en"))))
                .list();
    }

    /** In the place of what was known about the day. */
    void put(Holiday holiday) {
        int put = database.sql("""
                        insert into calendar_holiday (day, off, title_zh, title_en)
                        values (:day, :off, :zh, :en)
                        on conflict (day) do update set off = :off, title_zh = :zh, title_en = :en
                        """)
                .param("day", holiday.day())
                .param("off", holiday.off())
                .param("zh", holiday.title().zh())
                .param("en", holiday.title().en())
                .update();
        if (put != 1) {
            throw new IllegalStateException("The holiday " + holiday + " was not kept.");
        }
    }

    /** The days are as their weekdays say. */
    int deleteHolidays(DayRange days) {
        return database.sql("delete from calendar_holiday where day between :from and :to")
                .param("from", days.from())
                .param("to", days.to())
                .update();
    }

    List<Kept<Annotation>> annotations(DayRange days) {
        return database.sql("""
                        select id, first_day, last_day, kind, text, shop, changed_by, changed_at
                        from calendar_annotation
                        where first_day <= :to and last_day >= :from
                        order by first_day, changed_at, id
                        """)
                .param("from", days.from())
                .param("to", days.to())
                .query(CalendarStore::annotation)
                .list();
    }

    Optional<Kept<Annotation>> annotation(UUID id) {
        return database.sql("""
                        select id, first_day, last_day, kind, text, shop, changed_by, changed_at
                        from calendar_annotation
                        where id = :id
                        """)
                .param("id", id)
                .query(CalendarStore::annotation)
                .optional();
    }

    long countAnnotations() {
        return database.sql("select count(*) from calendar_annotation")
                .query(Long.class)
                .single();
    }

    /** Whether it was added: an annotation that says the same of the same days is there once. */
    boolean add(UUID id, Annotation annotation, String by) {
        return database.sql("""
                        insert into calendar_annotation (id, first_day, last_day, kind, text, shop, changed_by, changed_at)
                        select :id, :from, :to, :kind, :text, :shop, :by, :at
                        where not exists (
                            select
                            from calendar_annotation
                            where first_day = :from and last_day = :to and kind = :kind and text = :text and shop = :shop)
                        """)
                        .param("id", id)
                        .param("from", annotation.days().from())
                        .param("to", annotation.days().to())
                        .param("kind", annotation.kind().id())
                        .param("text", annotation.text())
                        .param("shop", annotation.shop())
                        .param("by", by)
                        .param("at", now())
                        .update()
                == 1;
    }

    boolean deleteAnnotation(UUID id) {
        return database.sql("delete from calendar_annotation where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Whether this file that came with the program was not brought in before; from now on it was. */
    boolean plant(String seed) {
        return database.sql("insert into calendar_seed (name) values (:name) on conflict do nothing")
                        .param("name", seed)
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Kept<Annotation> annotation(ResultSet row, int number) throws SQLException {
        return new Kept<>(
                row.getObject("id", UUID.class),
                new Annotation(
                        days(row),
                        Annotation.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("text"),
                        row.getString("shop")),
                false,
                row.getString("changed_by"),
                at(row));
    }

    private static DayRange days(ResultSet row) throws SQLException {
        return new DayRange(row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("changed_at", OffsetDateTime.class).toInstant();
    }

    /** What these shops see: their own and what holds for all. */
    static <T> List<T> seenBy(Collection<String> shops, Stream<T> rows, java.util.function.Function<T, String> shop) {
        return rows.filter(row -> shop.apply(row).equals(Promotion.EVERY_SHOP) || shops.contains(shop.apply(row)))
                .toList();
    }
}
