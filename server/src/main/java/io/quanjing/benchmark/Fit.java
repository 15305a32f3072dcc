package io.quanjing.benchmark;

import io.quanjing.kernel.DayRange;
import io.quanjing.metric.MetricDictionary.Metric;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of several benchmarks belongs beside the figures of some days. */
final class Fit {

    private Fit() {}

    /**
     * Of those of one metric and one basis, the one of the nearest category whose period shares most days with the range; if none does, the
     * one that ended last.
     *
     * @param category the path that the figures are about, or null for all; without one, a benchmark of a category stands for all only if there is no other category
     */
    static Optional<Benchmark> choose(List<Benchmark> of, DayRange range, @Nullable String category, Metric metric) {
        List<Benchmark> fitting = of.stream()
                .filter(one -> !one.days().from().isAfter(range.to()))
                .filter(one -> comparable(one, range, metric))
                .toList();
        return nearest(fitting, category).stream()
                .max(Comparator.comparingLong((Benchmark one) -> shared(one.days(), range))
                        .thenComparing(one -> one.days().to()));
    }

    private static List<Benchmark> nearest(List<Benchmark> fitting, @Nullable String category) {
        for (String path = category; path != null; path = parent(path)) {
            String wanted = path;
            List<Benchmark> own = fitting.stream()
                    .filter(one -> one.category().equals(wanted))
                    .toList();
            if (!own.isEmpty()) {
                return own;
            }
        }
        List<Benchmark> whole =
                fitting.stream().filter(one -> one.category().isEmpty()).toList();
        if (!whole.isEmpty() || category != null) {
            return whole;
        }
        return fitting.stream().map(Benchmark::category).distinct().count() == 1 ? fitting : List.of();
    }

    private static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }

    /** Sums of months do not stand beside sums of weeks; ratios and changes do. */
    private static boolean comparable(Benchmark one, DayRange range, Metric metric) {
        return one.basis() != Basis.VALUE
                || metric.isRatio()
                || one.days().days() == range.days()
                || (months(one.days()) > 0 && months(one.days()) == months(range));
    }

    /** How many whole months these days are; 0 if they are not. */
    private static long months(DayRange days) {
        boolean whole = days.from().getDayOfMonth() == 1
                && YearMonth.from(days.to()).atEndOfMonth().equals(days.to());
        return whole ? YearMonth.from(days.from()).until(YearMonth.from(days.to()), ChronoUnit.MONTHS) + 1 : 0;
    }

    private static long shared(DayRange a, DayRange b) {
        LocalDate from = a.from().isAfter(b.from()) ? a.from() : b.from();
        LocalDate to = a.to().isBefore(b.to()) ? a.to() : b.to();
        return Math.max(0, ChronoUnit.DAYS.between(from, to) + 1);
    }
}
