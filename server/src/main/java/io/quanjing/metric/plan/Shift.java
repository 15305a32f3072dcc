package io.quanjing.metric.plan;

import io.quanjing.calendar.Alignment.Piece;
import io.quanjing.kernel.DayRange;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the days of a base line up with the days of the question. */
public sealed interface Shift {

    /** Of the question's own days. */
    Shift NONE = new ByDays(0);

    /** The day of the question that stands beside this base day; null if none does. */
    @Nullable LocalDate apply(LocalDate baseDay);

    /** The base day of a day of the question; null if it has none. */
    @Nullable LocalDate back(LocalDate day);

    /** The last day up to this one that has a base day; null if none has. */
    @Nullable LocalDate lastUpTo(LocalDate day);

    /** The base day of the first of these days that has one; null if none has. */
    @Nullable LocalDate firstBase(DayRange days);

    /** The same number of days for every day. */
    record ByDays(int days) implements Shift {

        @Override
        public LocalDate apply(LocalDate baseDay) {
            return baseDay.plusDays(days);
        }

        @Override
        public LocalDate back(LocalDate day) {
            return day.minusDays(days);
        }

        @Override
        public LocalDate lastUpTo(LocalDate day) {
            return day;
        }

        @Override
        public LocalDate firstBase(DayRange range) {
            return back(range.from());
        }
    }

    /** The same date some months before: where a month has no such day, its last one. */
    record ByMonths(int months) implements Shift {

        @Override
        public LocalDate apply(LocalDate baseDay) {
            return baseDay.plusMonths(months);
        }

        @Override
        public LocalDate back(LocalDate day) {
            return day.minusMonths(months);
        }

        @Override
        public LocalDate lastUpTo(LocalDate day) {
            return day;
        }

        @Override
        public LocalDate firstBase(DayRange range) {
            return back(range.from());
        }
    }

    /**
     * Another distance for each stretch of days; days between the stretches have no partner.
     *
     * @param pieces in time on both sides, at least one
     */
    record ByPieces(List<Piece> pieces) implements Shift {

        @Override
        public @Nullable LocalDate apply(LocalDate baseDay) {
            return pieces.stream()
                    .filter(piece -> piece.base().contains(baseDay))
                    .map(piece -> baseDay.plusDays(distance(piece)))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public @Nullable LocalDate back(LocalDate day) {
            return pieces.stream()
                    .filter(piece -> piece.days().contains(day))
                    .map(piece -> day.minusDays(distance(piece)))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public @Nullable LocalDate lastUpTo(LocalDate day) {
            return pieces.stream()
                    .filter(piece -> !piece.days().from().isAfter(day))
                    .map(piece -> piece.days().to().isBefore(day) ? piece.days().to() : day)
                    .max(LocalDate::compareTo)
                    .orElse(null);
        }

        @Override
        public @Nullable LocalDate firstBase(DayRange range) {
            return pieces.stream()
                    .filter(piece -> !piece.days().to().isBefore(range.from())
                            && !piece.days().from().isAfter(range.to()))
                    .map(piece -> piece.days().from().isBefore(range.from())
                            ? range.from().minusDays(distance(piece))
                            : piece.base().from())
                    .findFirst()
                    .orElse(null);
        }

        /** How many of the question's days have a partner. */
        public int days() {
            return pieces.stream().mapToInt(piece -> piece.days().days()).sum();
        }

        /** How many days lie between a piece's base and its days. */
        public static long distance(Piece piece) {
            return ChronoUnit.DAYS.between(piece.base().from(), piece.days().from());
        }
    }
}
