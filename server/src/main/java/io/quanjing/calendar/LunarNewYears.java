package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The first days of the lunar years, 春节, in Beijing's calendar. */
final class LunarNewYears {

    static final Title TITLE = new Title("春节", "Lunar New Year");

    static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2018, 2, 16),
            LocalDate.of(2019, 2, 5),
            LocalDate.of(2020, 1, 25),
            LocalDate.of(2021, 2, 12),
            LocalDate.of(2022, 2, 1),
            LocalDate.of(2023, 1, 22),
            LocalDate.of(2024, 2, 10),
            LocalDate.of(2025, 1, 29),
            LocalDate.of(2026, 2, 17),
            LocalDate.of(2027, 2, 6),
            LocalDate.of(2028, 1, 26),
            LocalDate.of(2029, 2, 13),
            LocalDate.of(2030, 2, 3),
            LocalDate.of(2031, 1, 23),
            LocalDate.of(2032, 2, 11),
            LocalDate.of(2033, 1, 31),
            LocalDate.of(2034, 2, 19),
            LocalDate.of(2035, 2, 8));

    private LunarNewYears() {}

    static Optional<LocalDate> of(int year) {
        return DAYS.stream().filter(day -> day.getYear() == year).findFirst();
    }

    static List<LocalDate> within(DayRange days) {
        return DAYS.stream().filter(days::contains).toList();
    }
}
