package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import java.time.LocalDate;
import java.util.Optional;

/** What two ranges of days have in common. */
final class Ranges {

    private Ranges() {}

    static Optional<DayRange> common(DayRange one, DayRange other) {
        LocalDate from = one.from().isAfter(other.from()) ? one.from() : other.from();
        LocalDate to = one.to().isBefore(other.to()) ? one.to() : other.to();
        return to.isBefore(from) ? Optional.empty() : Optional.of(new DayRange(from, to));
    }
}
