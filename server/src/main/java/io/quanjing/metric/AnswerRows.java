package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MeasuredRow.RowKey;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.Metric.Additivity;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.plan.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From measures to the rows that people read: ratios, missing periods, comparison, order, limit, wording of numbers. */
final class AnswerRows {

    private static final String NEW = "new";
    private static final String NOT_ENOUGH_HISTORY = "not enough history";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final ResolvedQuestion question;
    private final Map<RowKey, MeasuredRow> current;
    private final @Nullable Base base;
    private final LocalDateTime latest;
    private boolean truncated;
    private boolean shortHistory;

    /**
     * What the question is compared with.
     *
     * @param rows by the key of the row that they stand beside
     * @param window the base's days
     * @param history the first day for which each metric has data; metrics without any are absent
     */
    record Base(Map<RowKey, MeasuredRow> rows, Window window, Map<String, LocalDate> history) {}

    AnswerRows(ResolvedQuestion question, Map<RowKey, MeasuredRow> current, @Nullable Base base) {
        this.question = question;
        this.current = current;
        this.base = base;
        this.latest = question.shops().stream()
                .map(shop -> latest(shop))
                .max(Comparator.naturalOrder())
                .orElse(LocalDateTime.MAX);
    }

    private LocalDateTime latest(Shop shop) {
        return question.grain() == Grain.HOUR
                ? LocalDateTime.ofInstant(question.now(), shop.clock().zone())
                : shop.clock().day(question.now()).atStartOfDay();
    }

    /** Whether there were more rows than the limit; known after {@link #rows()}. */
    boolean truncated() {
        return truncated;
    }

    /** Whether a figure had no base because the history starts too late; known after {@link #rows()}. */
    boolean shortHistory() {
        return shortHistory;
    }

    List<Map<String, @Nullable Object>> rows() {
        Set<RowKey> keys = new LinkedHashSet<>();
        if (question.by().isEmpty()) {
            keys.addAll(periods());
        }
        keys.addAll(current.keySet());
        if (base != null && current.size() <= question.limit()) {
            // What vanished is also a finding.
            keys.addAll(base.rows().keySet());
        }
        List<RowKey> sorted = new ArrayList<>(keys);
        sorted.sort(order());
        truncated = sorted.size() > question.limit();
        return sorted.stream().limit(question.limit()).map(this::row).toList();
    }

    private List<RowKey> periods() {
        DayRange range = question.range();
        List<RowKey> keys = new ArrayList<>();
        switch (question.grain()) {
            case TOTAL -> keys.add(new RowKey(null, List.of()));
            case HOUR -> {
                int cutoff = question.shops().isEmpty()
                        ? 0
                        : question.shops().getFirst().clock().cutoff().getHour();
                LocalDateTime end = range.to().plusDays(1).atTime(cutoff, 0);
                for (LocalDateTime t = range.from().atTime(cutoff, 0); t.isBefore(end); t = t.plusHours(1)) {
                    keys.add(new RowKey(t, List.of()));
                }
            }
            case DAY, WEEK, MONTH -> {
                LocalDate first = periodStart(range.from());
                for (LocalDate d = first; !d.isAfter(range.to()); d = next(d)) {
                    keys.add(new RowKey(d.atStartOfDay(), List.of()));
                }
            }
        }
        return keys;
    }

    private LocalDate periodStart(LocalDate day) {
        return switch (question.grain()) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case HOUR, DAY, TOTAL -> day;
        };
    }

    private LocalDate next(LocalDate start) {
        return switch (question.grain()) {
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case HOUR, DAY, TOTAL -> start.plusDays(1);
        };
    }

    private Comparator<RowKey> order() {
        Comparator<RowKey> byKey =
                Comparator.comparing(RowKey::period, Comparator.nullsLast(Comparator.<LocalDateTime>naturalOrder()));
        for (int i = 0; i < question.by().size(); i++) {
            int column = i;
            byKey = byKey.thenComparing(key -> key.values().get(column), AnswerRows::compareValues);
        }
        Metric order = question.order();
        if (order == null) {
            return byKey;
        }
        return Comparator.comparing(
                        (RowKey key) -> value(order, current.get(key)),
                        Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()))
                .thenComparing(byKey);
    }

    private static int compareValues(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == null ? (b == null ? 0 : 1) : -1;
        }
        return a instanceof Long x && b instanceof Long y
                ? x.compareTo(y)
                : a.toString().compareTo(b.toString());
    }

    private Map<String, @Nullable Object> row(RowKey key) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < question.by().size(); i++) {
            row.put(question.by().get(i).id(), key.values().get(i));
        }
        if (key.period() != null) {
            row.put("period", word(key.period()));
        }
        MeasuredRow measured = current.get(key);
        boolean future =
                measured == null && key.period() != null && key.period().isAfter(latest);
        MeasuredRow compared = base == null ? null : base.rows().get(partner(key, base));
        for (Metric metric : question.metrics()) {
            BigDecimal value = future ? null : value(metric, measured);
            row.put(metric.id(), word(metric, value));
            if (base != null) {
                BigDecimal baseValue = future ? null : value(metric, compared);
                Object change = future ? null : change(metric, key, value, baseValue, unknown(metric, compared), base);
                boolean before = NOT_ENOUGH_HISTORY.equals(change) && (baseValue == null || baseValue.signum() == 0);
                row.put(metric.id() + "_base", before ? null : word(metric, baseValue));
                row.put(metric.id() + "_change", change);
            }
        }
        return row;
    }

    /** 29 February has no day of its own a year ago: it stands beside the 28th. */
    private RowKey partner(RowKey key, Base base) {
        LocalDateTime period = key.period();
        boolean leapDay = question.comparison() == Comparison.LAST_YEAR
                && (question.grain() == Grain.DAY || question.grain() == Grain.HOUR)
                && period != null
                && period.getMonthValue() == 2
                && period.getDayOfMonth() == 29;
        return leapDay && !base.rows().containsKey(key)
                ? new RowKey(Objects.requireNonNull(period).minusDays(1), key.values())
                : key;
    }

    private static @Nullable BigDecimal value(Metric metric, @Nullable MeasuredRow row) {
        return metric.definition().value(row == null ? Map.of() : row.measures());
    }

    private static boolean unknown(Metric metric, @Nullable MeasuredRow row) {
        return row != null && metric.definition().unknown(row.measures());
    }

    private @Nullable Object change(
            Metric metric,
            RowKey key,
            @Nullable BigDecimal value,
            @Nullable BigDecimal baseValue,
            boolean baseUnknown,
            Base base) {
        boolean noBase = baseValue == null || baseValue.signum() == 0;
        if ((value == null || value.signum() == 0) && noBase) {
            return null;
        }
        LocalDate start = key.period() == null
                ? question.range().from()
                : max(key.period().toLocalDate(), question.range().from());
        LocalDate history = base.history().get(metric.id());
        if (history == null || base.window().shift().back(start).isBefore(history)) {
            shortHistory = true;
            return NOT_ENOUGH_HISTORY;
        }
        if (baseUnknown) {
            return null;
        }
        if (baseValue == null || baseValue.signum() == 0) {
            return NEW;
        }
        return value == null
                ? null
                : value.subtract(baseValue)
                        .divide(baseValue.abs(), MathContext.DECIMAL64)
                        .doubleValue();
    }

    private static LocalDate max(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private String word(LocalDateTime period) {
        return switch (question.grain()) {
            case HOUR -> period.format(HOUR);
            case MONTH -> period.format(MONTH);
            case DAY, WEEK, TOTAL -> period.toLocalDate().toString();
        };
    }

    private static @Nullable Object word(Metric metric, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        return switch (metric.unit()) {
            case AMOUNT -> value.setScale(2, RoundingMode.HALF_UP).toPlainString();
            case COUNT -> value.longValue();
            case SECONDS ->
                metric.additivity() == Additivity.ADDITIVE
                        ? (Object) value.setScale(0, RoundingMode.HALF_UP).longValue()
                        : value.doubleValue();
            case RATE, NUMBER -> value.doubleValue();
        };
    }
}
