package io.quanjing.stats;

import static io.quanjing.stats.ReferenceTable.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LmdiTest {

    @Test
    void theEffectsAreThosePublishedAndThoseOfASecondImplementation() throws IOException {
        List<List<String>> rows = ReferenceTable.rows("lmdi.csv");
        assertThat(rows).hasSize(14);
        for (List<String> row : rows) {
            List<BigDecimal> base = numbers(row.subList(1, 4));
            List<BigDecimal> current = numbers(row.subList(4, 7));
            List<BigDecimal> expected = numbers(row.subList(7, 10));
            double size = Math.max(
                    1e-9,
                    Math.max(
                            product(base).abs().doubleValue(),
                            product(current).abs().doubleValue()));
            double near = row.getFirst().startsWith("lmdir") ? 5e-9 : 1e-13 * size;
            List<BigDecimal> effects = Lmdi.effects(base, current).orElseThrow();
            for (int i = 0; i < 3; i++) {
                assertThat(effects.get(i).doubleValue())
                        .as("%s, factor %s", row, i)
                        .isCloseTo(expected.get(i).doubleValue(), within(near));
            }
            assertThat(effects.stream().reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue())
                    .isCloseTo(product(current).subtract(product(base)).doubleValue(), within(1e-13 * size));
        }
    }

    @Test
    void whatComesFromNothingIsTheWorkOfWhatWasNothing() {
        assertThat(effects(numbers("0", "0", "5"), numbers("2", "3", "7"))).containsExactly("21", "21", "0");
        assertThat(effects(numbers("0", "4"), numbers("0", "9"))).containsExactly("0", "0");
        assertThat(effects(numbers("0", "4"), numbers("3", "0"))).containsExactly("0", "0");
    }

    @Test
    void aProductBelowZeroIsTakenApartAndOneThatCrossesZeroIsNot() {
        assertThat(effects(numbers("-2", "3"), numbers("-2", "6"))).containsExactly("0", "-6");
        assertThat(Lmdi.effects(numbers("-2", "3"), numbers("2", "3"))).isEmpty();
    }

    private static List<String> effects(List<BigDecimal> base, List<BigDecimal> current) {
        return Lmdi.effects(base, current).orElseThrow().stream()
                .map(effect -> effect.setScale(9, java.math.RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString())
                .toList();
    }

    private static BigDecimal product(List<BigDecimal> factors) {
        return factors.stream().reduce(BigDecimal.ONE, BigDecimal::multiply);
    }
}
