package io.quanjing.calendar;

import java.time.LocalDate;

/**
 * A day that the State Council's notice makes different from what its weekday says.
 *
 * @param day the date
 * @param off whether people are free; otherwise it is a make-up workday on a weekend
 * @param title of the holiday that it belongs to
 */
public record Holiday(LocalDate day, boolean off, Title title) {}
