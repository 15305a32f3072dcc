package io.quanjing.ingest.draft;

import io.quanjing.ingest.mapping.Times;
import java.math.BigDecimal;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which layouts of times the values of a column can be read. */
final class LayoutVotes {

    private static final int PATIENCE = 20;
    private static final int LONGEST = 40;
    private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
    private static final long THOUSAND = 1_000;

    private static final class Layout {
        final String pattern;
        final DateTimeFormatter formatter;
        long read;
        long unread;

        Layout(String pattern) {
            this.pattern = pattern;
            this.formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        }

        boolean hopeless() {
            return unread > PATIENCE && unread > read;
        }
    }

    private final Times usual = new Times(ZoneOffset.UTC, Instant.EPOCH);
    private final List<Layout> layouts = new ArrayList<>();
    private long usually;
    private long seconds;
    private long millis;

    LayoutVotes(List<String> patterns) {
        patterns.forEach(pattern -> layouts.add(new Layout(pattern)));
    }

    void look(String value, @Nullable BigDecimal number) {
        if (value.length() > LONGEST) {
            return;
        }
        if (number != null && number.scale() <= 0 && number.precision() <= 15) {
            long whole = number.longValue();
            seconds += whole > EARLIEST && whole < LATEST ? 1 : 0;
            millis += whole > EARLIEST * THOUSAND && whole < LATEST * THOUSAND ? 1 : 0;
        }
        Instant time = usual.time(value);
        usually += time != null && time.getEpochSecond() > 0 && time.getEpochSecond() < LATEST ? 1 : 0;
        if (number != null) {
            return;
        }
        for (Layout layout : layouts) {
            if (layout.hopeless()) {
                continue;
            }
            if (reads(layout.formatter, value)) {
                layout.read++;
            } else {
                layout.unread++;
            }
        }
    }

    /** Without an exception for each text that is none. */
    private static boolean reads(DateTimeFormatter formatter, String value) {
        ParsePosition position = new ParsePosition(0);
        try {
            return formatter.parseUnresolved(value, position) != null
                    && position.getIndex() == value.length()
                    && formatter.parse(value) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** How many values can be read in the layout that reads most. */
    long best() {
        long best = Math.max(usually, Math.max(seconds, millis));
        for (Layout layout : layouts) {
            best = Math.max(best, layout.read);
        }
        return best;
    }

    /** That layout, null for the usual ones. */
    @Nullable String pattern() {
        long best = best();
        if (usually == best) {
            return null;
        }
        for (Layout layout : layouts) {
            if (layout.read == best) {
                return layout.pattern;
            }
        }
        return seconds == best ? Draft.Origin.SECONDS : Draft.Origin.MILLIS;
    }
}
