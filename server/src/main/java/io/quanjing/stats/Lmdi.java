package io.quanjing.stats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The change of a product taken apart into effects of its factors, which leave nothing over: the additive logarithmic mean Divisia index
 * LMDI-I. The effect of a factor x is L(V₁, V₀) · ln(x₁ / x₀), where V is the product and L(a, b) = (a − b) / (ln a − ln b).
 *
 * <p>Sources: B. W. Ang, The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33 (2005) 867–871; zeros by their limits as in
 * B. W. Ang, F. Q. Zhang, K.-H. Choi, Factorizing changes in energy and environmental indicators through decomposition, Energy 23 (1998) 489–495,
 * table 2, and R. Wood, M. Lenzen, Energy Policy 34 (2006) 1326–1331.
 */
public final class Lmdi {

    /** Below it, (eᶻ − 1) / z is 1 + z / 2 to the last digit of a double. */
    private static final double TINY = 1e-8;

    private Lmdi() {}

    /**
     * The effect of each factor in the unit of the product, with some fifteen digits: the sum is the change of the product but for the last of them.
     *
     * @param base each factor before
     * @param current each factor after, in the same order
     * @return as many effects; empty if a factor changes its sign, of which the logarithm knows nothing
     */
    public static Optional<List<BigDecimal>> effects(List<BigDecimal> base, List<BigDecimal> current) {
        if (base.size() != current.size() || base.isEmpty()) {
            throw new IllegalArgumentException(base.size() + " factors before and " + current.size() + " after.");
        }
        for (int i = 0; i < base.size(); i++) {
            if (base.get(i).signum() * current.get(i).signum() < 0) {
                return Optional.empty();
            }
        }
        double before = product(base);
        double after = product(current);
        if (before == 0 || after == 0) {
            return Optional.of(fromOrToNothing(base, current, after - before));
        }
        double[] logarithms = new double[base.size()];
        double sum = 0;
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(current.get(i).doubleValue() / base.get(i).doubleValue());
            sum += logarithms[i];
        }
        double mean = before * (Math.abs(sum) < TINY ? 1 + sum / 2 : Math.expm1(sum) / sum);
        List<BigDecimal> effects = new ArrayList<>();
        for (double logarithm : logarithms) {
            effects.add(BigDecimal.valueOf(mean * logarithm));
        }
        return Optional.of(List.copyOf(effects));
    }

    /** The limit: whatever comes from nothing or goes to nothing is the work of the factors that do so, and of each of them the same. */
    private static List<BigDecimal> fromOrToNothing(List<BigDecimal> base, List<BigDecimal> current, double change) {
        long turning = 0;
        for (int i = 0; i < base.size(); i++) {
            turning += turns(base.get(i), current.get(i)) ? 1 : 0;
        }
        List<BigDecimal> effects = new ArrayList<>();
        for (int i = 0; i < base.size(); i++) {
            effects.add(
                    change != 0 && turns(base.get(i), current.get(i))
                            ? BigDecimal.valueOf(change / turning)
                            : BigDecimal.ZERO);
        }
        return List.copyOf(effects);
    }

    private static boolean turns(BigDecimal before, BigDecimal after) {
        return (before.signum() == 0) != (after.signum() == 0);
    }

    private static double product(List<BigDecimal> factors) {
        double product = 1;
        for (BigDecimal factor : factors) {
            product *= factor.doubleValue();
        }
        return product;
    }
}
