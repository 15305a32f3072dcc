package io.quanjing.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Parts rounded so that they still add up: the method of the largest remainder, known from the seats of parliaments (Hare, Hamilton). */
public final class RoundedParts {

    private RoundedParts() {}

    /**
     * Rounds each part down and gives what is missing to those that lost most, one unit of the last place each. Where the parts did not add up to
     * the whole in the first place, the units go round more than once.
     *
     * @param parts any numbers
     * @param whole what the rounded parts add up to, of no more places
     * @param scale the places after the point
     * @return as many parts, in their order; none stay none
     */
    public static List<BigDecimal> of(List<BigDecimal> parts, BigDecimal whole, int scale) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<BigDecimal> rounded = new ArrayList<>();
        BigDecimal missing = whole.setScale(scale, RoundingMode.UNNECESSARY);
        for (BigDecimal part : parts) {
            BigDecimal down = part.setScale(scale, RoundingMode.FLOOR);
            rounded.add(down);
            missing = missing.subtract(down);
        }
        long units = missing.unscaledValue().longValueExact();
        long each = Math.floorDiv(units, parts.size());
        long more = Math.floorMod(units, parts.size());
        List<Integer> byLoss = IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> parts.get(i).subtract(rounded.get(i)))
                        .reversed())
                .toList();
        for (int i = 0; i < byLoss.size(); i++) {
            int part = byLoss.get(i);
            rounded.set(part, rounded.get(part).add(BigDecimal.valueOf(each + (i < more ? 1 : 0), scale)));
        }
        return List.copyOf(rounded);
    }
}
