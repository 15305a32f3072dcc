package io.quanjing.target;

import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Spreads the given targets of a year over its days. What is given for a part is pinned; the rest of the whole is spread over the days that
 * are left, by their weights and the largest remainder (Hare and Niemeyer), so that days add up to what is given, to the smallest unit.
 */
final class TargetSpread {

    private static final int MOST_NAMED = 12;

    private final NavigableMap<Period, BigDecimal> given;
    private final Function<LocalDate, BigDecimal> weight;
    private final int scale;
    private final NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();

    private TargetSpread(Map<Period, BigDecimal> given, int scale, Function<LocalDate, BigDecimal> weight) {
        this.given = new TreeMap<>(given);
        this.scale = scale;
        this.weight = weight;
    }

    /**
     * The target of each day that has one.
     *
     * @param given of periods, each with at most so many decimal places
     * @param scale decimal places of a day's target
     * @param weight of a day beside the others, not below zero; only asked of days over which something is spread
     * @throws QuanjingException {@code target.parts_exceed} or {@code target.parts_fall_short} if parts contradict their whole
     */
    static NavigableMap<LocalDate, BigDecimal> sum(
            Map<Period, BigDecimal> given, int scale, Function<LocalDate, BigDecimal> weight) {
        TargetSpread spread = new TargetSpread(given, scale, weight);
        spread.outermost(spread.given.keySet()).forEach(spread::spread);
        return spread.days;
    }

    /** The level of each day that has one: that of the shortest period around it. */
    static NavigableMap<LocalDate, BigDecimal> level(Map<Period, BigDecimal> given) {
        NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
        given.entrySet().stream()
                .sorted(Comparator.comparing(one -> one.getKey().kind()))
                .forEach(one -> one.getKey()
                        .days()
                        .from()
                        .datesUntil(one.getKey().days().to().plusDays(1))
                        .forEach(day -> days.put(day, one.getValue())));
        return days;
    }

    private void spread(Period whole) {
        List<Period> parts = outermost(given.keySet().stream()
                .filter(one -> !one.equals(whole) && whole.contains(one))
                .toList());
        List<LocalDate> free = whole.days()
                .from()
                .datesUntil(whole.days().to().plusDays(1))
                .filter(day -> parts.stream().noneMatch(part -> part.days().contains(day)))
                .toList();
        BigDecimal pinned = parts.stream().map(this::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal rest = amount(whole).subtract(pinned);
        if (rest.signum() < 0) {
            throw contradiction(TargetError.PARTS_EXCEED, "more", whole, parts, pinned);
        }
        if (free.isEmpty() && rest.signum() > 0) {
            throw contradiction(TargetError.PARTS_FALL_SHORT, "less", whole, parts, pinned);
        }
        if (!free.isEmpty()) {
            share(rest.movePointRight(scale).toBigIntegerExact(), free);
        }
        parts.forEach(this::spread);
    }

    /** Shares units between days. Of equal remainders the earlier day has the larger share. */
    private void share(BigInteger units, List<LocalDate> among) {
        List<BigInteger> weights = weights(among);
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        record Share(int at, BigInteger remainder) {}
        List<Share> shares = new ArrayList<>();
        BigInteger[] shared = new BigInteger[among.size()];
        BigInteger left = units;
        for (int i = 0; i < among.size(); i++) {
            BigInteger[] parts = units.multiply(weights.get(i)).divideAndRemainder(sum);
            shared[i] = parts[0];
            left = left.subtract(parts[0]);
            shares.add(new Share(i, parts[1]));
        }
        shares.stream()
                .sorted(Comparator.comparing(Share::remainder).reversed().thenComparingInt(Share::at))
                .limit(left.intValueExact())
                .forEach(share -> shared[share.at()] = shared[share.at()].add(BigInteger.ONE));
        for (int i = 0; i < among.size(); i++) {
            days.put(among.get(i), new BigDecimal(shared[i], scale));
        }
    }

    /** As whole numbers; where no day weighs anything, all weigh the same. */
    private List<BigInteger> weights(List<LocalDate> among) {
        List<BigDecimal> given =
                among.stream().map(weight).map(one -> one.max(BigDecimal.ZERO)).toList();
        int places =
                Math.max(0, given.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        List<BigInteger> whole = given.stream()
                .map(one -> one.movePointRight(places).toBigInteger())
                .toList();
        return whole.stream().allMatch(one -> one.signum() == 0)
                ? whole.stream().map(none -> BigInteger.ONE).toList()
                : whole;
    }

    /** Those that lie in no other of them. */
    private List<Period> outermost(Collection<Period> periods) {
        List<Period> outer = new ArrayList<>();
        // The longer stands before the shorter with the same first day, and what lies in it follows.
        for (Period period : periods.stream().sorted().toList()) {
            if (outer.isEmpty() || !outer.getLast().contains(period)) {
                outer.add(period);
            }
        }
        return outer;
    }

    private BigDecimal amount(Period period) {
        BigDecimal amount = given.get(period);
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private QuanjingException contradiction(
            TargetError code, String relation, Period whole, List<Period> parts, BigDecimal pinned) {
        String named = parts.stream()
                        .limit(MOST_NAMED)
                        .map(part -> part + ": " + text(amount(part)))
                        .collect(Collectors.joining(", "))
                + (parts.size() > MOST_NAMED ? " …" : "");
        return new QuanjingException(
                code,
                "The parts of " + whole + " add up to " + text(pinned) + " (" + named + "), " + relation
                        + " than its target " + text(amount(whole)) + ". Maybe " + text(pinned) + " for " + whole
                        + ", or another part is to be "
                        + (code == TargetError.PARTS_EXCEED ? "lower." : "higher, or is not given."),
                Map.of(
                        "period", whole.toString(),
                        "value", text(amount(whole)),
                        "sum", text(pinned),
                        "parts", named));
    }

    private String text(BigDecimal amount) {
        return amount.setScale(scale, RoundingMode.HALF_UP).toPlainString();
    }
}
