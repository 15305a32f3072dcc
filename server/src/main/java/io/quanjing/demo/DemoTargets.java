package io.quanjing.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What the demo brand wants of a year: a tenth more than its shops' last twelve months, in round numbers. */
final class DemoTargets {

    private static final int YEAR = 365;
    private static final BigDecimal GROWTH = new BigDecimal("1.1");
    private static final MathContext ROUND = new MathContext(3, RoundingMode.HALF_UP);

    private DemoTargets() {}

    /** The targets of a year by metric; none for a shop without a day. */
    static Map<String, BigDecimal> of(Totals totals) {
        List<Totals.Day> days = List.copyOf(totals.days().values());
        List<Totals.Day> last = days.subList(Math.max(0, days.size() - YEAR), days.size());
        return last.isEmpty()
                ? Map.of()
                : Map.of(
                        "gmv", target(last, day -> day.gmv, 2),
                        "paid_orders", target(last, day -> day.paidOrders, 0),
                        "visitors", target(last, day -> day.visitors, 0));
    }

    /** @param scale decimal places of the unit that is counted in */
    private static BigDecimal target(List<Totals.Day> days, ToLongFunction<Totals.Day> figure, int scale) {
        long sum = days.stream().mapToLong(figure).sum();
        return BigDecimal.valueOf(sum, scale)
                .multiply(GROWTH)
                .multiply(BigDecimal.valueOf(YEAR))
                .divide(BigDecimal.valueOf(days.size()), ROUND)
                .setScale(0, RoundingMode.HALF_UP);
    }
}
