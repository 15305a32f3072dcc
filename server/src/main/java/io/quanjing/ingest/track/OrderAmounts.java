package io.quanjing.ingest.track;

import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order event says about money.
 *
 * @param total what the buyer pays: goods after discounts, freight and tax
 * @param lines the share of each of the goods, adding up to the total less freight and tax
 */
record OrderAmounts(
        BigDecimal total,
        @Nullable BigDecimal freight,
        @Nullable BigDecimal discount,
        List<Goods> goods,
        List<BigDecimal> lines) {

    /**
     * Reads the amounts: {@code total}, or else {@code subtotal} or {@code revenue} with freight and tax, or else the goods less the
     * discount. Null if the event has no amount at all.
     *
     * @throws QuanjingException if the amounts contradict each other
     */
    static @Nullable OrderAmounts of(Fields properties, String orderId, String currency) {
        List<Goods> goods = Goods.all(properties);
        BigDecimal freight = properties.amount("shipping", "freight");
        BigDecimal tax = properties.amount("tax");
        BigDecimal discount = properties.amount("discount");
        BigDecimal beside = orZero(freight).add(orZero(tax));
        BigDecimal total = properties.amount("total");
        if (total == null) {
            BigDecimal ofGoods = properties.amount("subtotal", "revenue", "value");
            if (ofGoods == null && goods.stream().anyMatch(g -> g.price() != null)) {
                ofGoods = Goods.value(goods).subtract(orZero(discount)).max(BigDecimal.ZERO);
            }
            if (ofGoods == null) {
                return null;
            }
            total = ofGoods.add(beside);
        }
        BigDecimal ofLines = total.subtract(beside);
        if (ofLines.signum() < 0) {
            throw new QuanjingException(
                    TrackError.ORDER_AMOUNTS_CONFLICT,
                    "The order " + orderId + " has the total " + total.toPlainString()
                            + ", less than its freight and tax " + beside.toPlainString() + ".",
                    Map.of("order", orderId, "total", total, "beside", beside));
        }
        return new OrderAmounts(
                total, freight, discount, goods, allocate(ofLines, weights(goods), scale(currency, ofLines)));
    }

    /** By value, or by quantity where nothing has a price. */
    private static List<BigDecimal> weights(List<Goods> goods) {
        boolean priced = goods.stream().anyMatch(g -> g.value().signum() > 0);
        return goods.stream()
                .map(g -> priced ? g.value() : BigDecimal.valueOf(g.quantity()))
                .toList();
    }

    /**
     * Splits an amount by weights. Shares are rounded down, and what is left over goes to the largest weight, so that they add up to the
     * amount exactly.
     */
    static List<BigDecimal> allocate(BigDecimal amount, List<BigDecimal> weights, int scale) {
        if (weights.isEmpty()) {
            return List.of();
        }
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> shares = new ArrayList<>(weights.size());
        BigDecimal rest = amount;
        int largest = 0;
        for (int i = 0; i < weights.size(); i++) {
            BigDecimal weight = weights.get(i);
            BigDecimal share = sum.signum() == 0
                    ? BigDecimal.ZERO
                    : amount.multiply(weight).divide(sum, scale, RoundingMode.DOWN);
            shares.add(share);
            rest = rest.subtract(share);
            largest = weight.compareTo(weights.get(largest)) > 0 ? i : largest;
        }
        shares.set(largest, shares.get(largest).add(rest));
        return shares;
    }

    /** The places of the currency, or of the amount where it has more. */
    static int scale(String currency, BigDecimal amount) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return Math.clamp(amount.stripTrailingZeros().scale(), digits, 4);
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
