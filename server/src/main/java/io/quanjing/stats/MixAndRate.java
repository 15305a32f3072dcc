package io.quanjing.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of a ratio taken apart by groups: what came from groups whose own ratio changed (rate), and what came from groups that weigh more or
 * less than before (mix). With wᵢ a group's share of the denominator, rᵢ its ratio, and R the ratio of all, each the mean of before and after where
 * there is a bar: rate = w̄ᵢ · Δrᵢ, mix = Δwᵢ · (r̄ᵢ − R̄). So a group that grows raises the ratio if it is above the mean. The effects add up to ΔR.
 *
 * <p>Source: E. M. Kitagawa, Components of a difference between two rates, Journal of the American Statistical Association 50 (1955) 1168–1194; taking off R̄
 * changes no sum, because shares add up to 1 both times.
 *
 * @param effects of each group, in the order given
 * @param overlap what is left where the groups do not add up to the whole, because things are in several of them or in none; zero where they do
 */
public record MixAndRate(List<Effect> effects, BigDecimal overlap) {

    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Takes a copy. */
    public MixAndRate {
        effects = List.copyOf(effects);
    }

    /** A group before and after; a denominator of zero is a group that is not there. */
    public record Group(
            BigDecimal baseNumerator, BigDecimal baseDenominator, BigDecimal numerator, BigDecimal denominator) {

        /** The ratio before, or null. */
        public @Nullable BigDecimal baseRate() {
            return rate(baseNumerator, baseDenominator);
        }

        /** The ratio after, or null. */
        public @Nullable BigDecimal rate() {
            return rate(numerator, denominator);
        }

        private static @Nullable BigDecimal rate(BigDecimal part, BigDecimal of) {
            return of.signum() == 0 ? null : part.divide(of, EXACT);
        }
    }

    /**
     * What a group did to the ratio of all.
     *
     * @param mix by weighing more or less; the whole of it where the group appears or vanishes
     * @param rate by its own ratio
     */
    public record Effect(BigDecimal mix, BigDecimal rate) {

        /** Both together. */
        public BigDecimal sum() {
            return mix.add(rate);
        }
    }

    /**
     * Takes the change of a ratio apart.
     *
     * @param groups any number
     * @param whole numerators and denominators of all
     * @throws ArithmeticException if a denominator of the whole is zero
     */
    public static MixAndRate of(List<Group> groups, Group whole) {
        BigDecimal before = whole.baseRate();
        BigDecimal after = whole.rate();
        if (before == null || after == null) {
            throw new ArithmeticException("The ratio of all has a denominator of zero.");
        }
        BigDecimal mean = before.add(after).divide(TWO, EXACT);
        List<Effect> effects = new ArrayList<>();
        BigDecimal left = after.subtract(before);
        for (Group group : groups) {
            Effect effect = effect(group, whole, mean);
            effects.add(effect);
            left = left.subtract(effect.sum());
        }
        return new MixAndRate(effects, left);
    }

    private static Effect effect(Group group, Group whole, BigDecimal mean) {
        BigDecimal weight = group.denominator().divide(whole.denominator(), EXACT);
        BigDecimal baseWeight = group.baseDenominator().divide(whole.baseDenominator(), EXACT);
        BigDecimal moved = weight.subtract(baseWeight);
        BigDecimal rate = group.rate();
        BigDecimal baseRate = group.baseRate();
        if (rate == null || baseRate == null) {
            BigDecimal part = group.numerator().divide(whole.denominator(), EXACT);
            BigDecimal basePart = group.baseNumerator().divide(whole.baseDenominator(), EXACT);
            return new Effect(part.subtract(basePart).subtract(mean.multiply(moved, EXACT)), BigDecimal.ZERO);
        }
        return new Effect(
                moved.multiply(rate.add(baseRate).divide(TWO, EXACT).subtract(mean), EXACT),
                weight.add(baseWeight).divide(TWO, EXACT).multiply(rate.subtract(baseRate), EXACT));
    }
}
