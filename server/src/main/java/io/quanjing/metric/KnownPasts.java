package io.quanjing.metric;

import io.quanjing.access.Shops;
import io.quanjing.calendar.Calendar;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Sets the engine's clock back, over the warehouse as it was. */
final class KnownPasts implements Pasts {

    private final ScopedDictionaries dictionaries;
    private final Warehouse warehouse;
    private final Shops shops;
    private final Calendar calendar;
    private final InstantSource clock;

    KnownPasts(
            ScopedDictionaries dictionaries, Warehouse warehouse, Shops shops, Calendar calendar, InstantSource clock) {
        this.dictionaries = dictionaries;
        this.warehouse = warehouse;
        this.shops = shops;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public Past at(String text) {
        Instant at = moment(text, clock.instant());
        return over(at, at, dictionaries.asKnownAt(at), calendar.asKnownAt(at));
    }

    /** What was known at a moment, seen at another time, with the definitions and the calendar of now: only facts make a difference. */
    Past over(Instant known, Instant now) {
        return over(known, now, dictionaries, calendar);
    }

    private Past over(Instant known, Instant now, ScopedDictionaries definitions, Calendar promotions) {
        Warehouse past = warehouse.asKnownAt(known);
        Dictionary program = definitions.program();
        MetricEngine engine = new MetricEngine(program, past, shops, promotions, InstantSource.fixed(now));
        return new Past(
                known,
                new ScopedMetrics(engine, definitions),
                new ScopedRows(new RowTracer(program, past, engine, QueryOptions.batch()), definitions));
    }

    static Instant moment(String text, Instant now) {
        Instant at;
        try {
            at = Instant.parse(text.strip()).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw refused(text, "is no moment written as 2026-04-15T06:25:00Z", now);
        }
        if (at.isAfter(now)) {
            throw refused(text, "lies ahead", now);
        }
        if (at.isBefore(Instant.parse("1990-01-01T00:00:00Z"))) {
            throw refused(text, "lies before 1990", now);
        }
        return at;
    }

    private static QuanjingException refused(String text, String rule, Instant now) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return new QuanjingException(
                MetricError.BAD_MOMENT,
                "The moment " + shown + " " + rule + ". Maybe " + now.truncatedTo(ChronoUnit.SECONDS) + " or before.",
                Map.of("value", shown));
    }
}
