package io.quanjing.target;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a year, down to its days.
 *
 * @param basis what the target of several days is
 * @param given what people gave, by first day
 * @param days the target of each day that has one
 * @param shape by which the rest was spread; null if nothing was, as for levels
 */
record Plan(
        Basis basis,
        int scale,
        List<Target> given,
        NavigableMap<LocalDate, BigDecimal> days,
        @Nullable TargetShape shape) {}
