package io.quanjing.target;

import io.quanjing.kernel.DayRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A year, quarter, month or day of the shop.
 *
 * @param kind how long
 * @param first its first day
 */
record Period(Kind kind, LocalDate first) implements Comparable<Period> {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final Pattern TEXT =
            Pattern.compile("(\\d{4})(?:-?[qQ]([1-4])|[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?)?");

    /** From the longest to the shortest. */
    enum Kind {
        YEAR(12),
        QUARTER(3),
        MONTH(1),
        DAY(0);

        private final int months;

        Kind(int months) {
            this.months = months;
        }

        /** The public name: {@code year}, {@code quarter} … */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The period of this kind that the day lies in. */
    static Period of(Kind kind, LocalDate day) {
        return new Period(
                kind,
                switch (kind) {
                    case YEAR -> day.withDayOfYear(1);
                    case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
                    case MONTH -> day.withDayOfMonth(1);
                    case DAY -> day;
                });
    }

    static Period year(int year) {
        return new Period(Kind.YEAR, LocalDate.of(year, 1, 1));
    }

    /** Reads {@code 2026}, {@code 2026-Q1}, {@code 2026-03} and {@code 2026-03-05}; empty if it is none from 2000 to 2100. */
    static Optional<Period> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(parts.group(1));
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return Optional.empty();
        }
        if (parts.group(2) != null) {
            return Optional.of(new Period(
                    Kind.QUARTER, LocalDate.of(year, Integer.parseInt(parts.group(2)) * 3 - 2, 1)));
        }
        if (parts.group(3) == null) {
            return Optional.of(year(year));
        }
        int month = Integer.parseInt(parts.group(3));
        if (month < 1 || month > 12) {
            return Optional.empty();
        }
        if (parts.group(4) == null) {
            return Optional.of(new Period(Kind.MONTH, LocalDate.of(year, month, 1)));
        }
        int day = Integer.parseInt(parts.group(4));
        return day < 1 || day > YearMonth.of(year, month).lengthOfMonth()
                ? Optional.empty()
                : Optional.of(new Period(Kind.DAY, LocalDate.of(year, month, day)));
    }

    DayRange days() {
        return new DayRange(
                first, kind == Kind.DAY ? first : first.plusMonths(kind.months).minusDays(1));
    }

    /** Whether all days of the other lie in this one; so it does of itself. */
    boolean contains(Period other) {
        return kind.compareTo(other.kind) <= 0 && of(kind, other.first).equals(this);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return switch (kind) {
            case YEAR -> String.valueOf(first.getYear());
            case QUARTER -> first.getYear() + "-Q" + (first.getMonthValue() + 2) / 3;
            case MONTH -> first.toString().substring(0, 7);
            case DAY -> first.toString();
        };
    }

    /** By the first day, the longer before the shorter. */
    @Override
    public int compareTo(Period other) {
        int byDay = first.compareTo(other.first);
        return byDay != 0 ? byDay : kind.compareTo(other.kind);
    }
}
