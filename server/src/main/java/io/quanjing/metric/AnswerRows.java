package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MeasuredRow.RowKey;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.Metric.Additivity;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.plan.Shift;
import io.quanjing.metric.plan.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
    private List<RowKey> shown = List.of();
    private int known;
    private boolean truncated;
    private boolean shortHistory;

    /**
     * What the question is compared with.
     *
     * @param rows by the key of the row that they stand beside
     * @param window the base's days
     * @param history the first day for which each metric has data; metrics without any are absent
     * @param wholeDays the metrics of which a running day cannot be told in parts: their base ends the day before
     */
    record Base(Map<RowKey, MeasuredRow> rows, Window window, Map<String, LocalDate> history, Set<String> wholeDays) {}

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

    /** What the rows are about; known after {@link #rows()}. */
    List<RowKey> shown() {
        return shown;
    }

    /** How many keys were read that are not among the rows, also those that only the base has; known after {@link #rows()}. */
    int left() {
        return known - shown.size();
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
        known = sorted.size();
        shown = sorted.stream().limit(question.limit()).toList();
        return shown.stream().map(this::row).toList();
    }

    private List<RowKey> periods() {
        DayRange range = question.range();
        List<RowKey> keys = new ArrayList<>();
        switch (question.grain()) {
            case TOTAL -> keys.add(new RowKey(null, List.of()));
            case HOUR -> {
                int cutoff = cutoffHour();
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

    private int cutoffHour() {
        return question.shops().isEmpty()
                ? 0
                : question.shops().getFirst().clock().cutoff().getHour();
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
        LocalDate firstBase =
                base == null || future ? null : base.window().shift().firstBase(days(key));
        for (Metric metric : question.metrics()) {
            BigDecimal value = future ? null : value(metric, measured);
            row.put(metric.id(), word(metric, value));
            if (base != null) {
                BigDecimal baseValue = firstBase == null ? null : value(metric, compared);
                Object change = firstBase == null
                        ? null
                        : change(metric, firstBase, value, baseValue, unknown(metric, compared), base);
                boolean before = NOT_ENOUGH_HISTORY.equals(change) && (baseValue == null || baseValue.signum() == 0);
                row.put(metric.id() + "_base", before ? null : word(metric, baseValue));
                row.put(metric.id() + "_change", change);
            }
        }
        return row;
    }

    /** A date that its base month or year does not have stands beside the last one there: 29 February beside the 28th. */
    private RowKey partner(RowKey key, Base base) {
        LocalDateTime period = key.period();
        if (period == null
                || (question.grain() != Grain.DAY && question.grain() != Grain.HOUR)
                || base.rows().containsKey(key)) {
            return key;
        }
        LocalDate day = shopDay(period);
        LocalDate back = base.window().shift().back(day);
        LocalDate beside = back == null ? null : base.window().shift().apply(back);
        return beside == null || beside.equals(day)
                ? key
                : new RowKey(period.minusDays(ChronoUnit.DAYS.between(beside, day)), key.values());
    }

    /** The day that a period of the grains hour and day belongs to: hours after midnight may be of the evening before. */
    private LocalDate shopDay(LocalDateTime period) {
        return question.grain() == Grain.HOUR ? period.minusHours(cutoffHour()).toLocalDate() : period.toLocalDate();
    }

    /** The days of the question that a row is about. */
    private DayRange days(RowKey key) {
        DayRange range = question.range();
        if (key.period() == null) {
            return range;
        }
        LocalDate start = max(shopDay(key.period()), range.from());
        LocalDate last = question.grain() == Grain.HOUR
                ? start
                : next(key.period().toLocalDate()).minusDays(1);
        LocalDate end = last.isAfter(range.to()) ? range.to() : last;
        return new DayRange(start, end.isBefore(start) ? start : end);
    }

    /** The first base day or hour beside each period; of whole months that moved as such, the month. */
    Map<String, String> basePeriods() {
        if (base == null || question.grain() == Grain.TOTAL || !question.by().isEmpty()) {
            return Map.of();
        }
        Map<String, String> beside = new LinkedHashMap<>();
        Shift shift = base.window().shift();
        for (RowKey key : periods()) {
            LocalDateTime period = Objects.requireNonNull(key.period());
            LocalDate first = shift.firstBase(days(key));
            if (first != null) {
                beside.put(
                        word(period),
                        switch (question.grain()) {
                            case HOUR ->
                                first.atStartOfDay()
                                        .plusHours(ChronoUnit.HOURS.between(
                                                shopDay(period).atStartOfDay(), period))
                                        .format(HOUR);
                            case MONTH -> shift instanceof Shift.ByMonths ? first.format(MONTH) : first.toString();
                            case DAY, WEEK, TOTAL -> first.toString();
                        });
            }
        }
        return beside;
    }

    private static @Nullable BigDecimal value(Metric metric, @Nullable MeasuredRow row) {
        return metric.definition().value(row == null ? Map.of() : row.measures());
    }

    private static boolean unknown(Metric metric, @Nullable MeasuredRow row) {
        return row != null && metric.definition().unknown(row.measures());
    }

    private @Nullable Object change(
            Metric metric,
            LocalDate firstBase,
            @Nullable BigDecimal value,
            @Nullable BigDecimal baseValue,
            boolean baseUnknown,
            Base base) {
        boolean noBase = baseValue == null || baseValue.signum() == 0;
        if ((value == null || value.signum() == 0) && noBase) {
            return null;
        }
        LocalDate history = base.history().get(metric.id());
        if (history == null || firstBase.isBefore(history)) {
            shortHistory = true;
            return NOT_ENOUGH_HISTORY;
        }
        if (baseUnknown || (noBase && question.open() && base.wholeDays().contains(metric.id()))) {
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

    static @Nullable Object word(Metric metric, @Nullable BigDecimal value) {
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
