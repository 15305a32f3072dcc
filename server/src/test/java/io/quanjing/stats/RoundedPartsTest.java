package io.quanjing.stats;

import static io.quanjing.stats.ReferenceTable.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundedPartsTest {

    /** 100 seats for shares that do not come out even; who lost most by rounding down gets the seats that are left. */
    @Test
    void theLargestRemaindersGetWhatIsLeft() {
        assertThat(RoundedParts.of(numbers("47.6", "16.4", "15.7", "12.3", "8"), new BigDecimal("100"), 0))
                .isEqualTo(numbers("48", "16", "16", "12", "8"));
        assertThat(RoundedParts.of(numbers("0.333", "0.333", "0.334"), new BigDecimal("1"), 2))
                .isEqualTo(numbers("0.33", "0.33", "0.34"));
        assertThat(RoundedParts.of(numbers("-1.005", "-0.995", "1"), new BigDecimal("-1"), 2))
                .isEqualTo(numbers("-1.00", "-1.00", "1.00"));
        assertThat(RoundedParts.of(List.of(), BigDecimal.ONE, 2)).isEmpty();
    }

    @Test
    void thePartsAlwaysAddUpAndNoneMovesByAUnit() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<BigDecimal> parts = IntStream.range(0, 1 + random.nextInt(9))
                    .mapToObj(i -> BigDecimal.valueOf(random.nextGaussian() * 1000))
                    .toList();
            BigDecimal whole =
                    parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).setScale(2, RoundingMode.HALF_UP);
            List<BigDecimal> rounded = RoundedParts.of(parts, whole, 2);
            assertThat(rounded.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(whole);
            for (int i = 0; i < parts.size(); i++) {
                assertThat(rounded.get(i)).isCloseTo(parts.get(i), within(new BigDecimal("0.011")));
            }
        }
    }

    @Test
    void aWholeThatThePartsDoNotReachIsReachedAllTheSame() {
        assertThat(RoundedParts.of(numbers("1", "2"), new BigDecimal("3.05"), 2))
                .isEqualTo(numbers("1.03", "2.02"));
        assertThat(RoundedParts.of(numbers("1", "2"), new BigDecimal("2.97"), 2))
                .isEqualTo(numbers("0.99", "1.98"));
    }
}
