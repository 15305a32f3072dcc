package io.quanjing.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static List<BigDecimal> parts(String amount, int digits, BigDecimal... weights) {
        Shares shares = new Shares();
        for (BigDecimal weight : weights) {
            shares.weigh("g", new BigDecimal(amount), weight);
        }
        List<BigDecimal> parts = new ArrayList<>();
        for (BigDecimal weight : weights) {
            parts.add(shares.next("g", weight, digits));
        }
        return parts;
    }

    private static BigDecimal n(String text) {
        return new BigDecimal(text);
    }

    @Test
    void aCentThatIsLeftGoesToOneRow() {
        assertThat(parts("100.00", 2, n("1"), n("1"), n("1"))).containsExactly(n("33.33"), n("33.34"), n("33.33"));
        assertThat(parts("5", 0, n("1"), n("1"))).containsExactly(n("3"), n("2"));
    }

    @Test
    void whereNothingWeighsAnythingTheFirstRowHasItAll() {
        assertThat(parts("9.90", 2, n("0"), n("0"))).containsExactly(n("9.90"), n("0.00"));
    }

    @Test
    void aRowThatWeighsLessThanNothingTakesNothing() {
        assertThat(parts("10.00", 2, n("-5"), n("2"))).containsExactly(n("0.00"), n("10.00"));
    }

    @Test
    void anAmountOnTheFirstRowIsSharedByAll() {
        Shares shares = new Shares();
        shares.weigh("g", n("29.98"), n("19.98"));
        shares.weigh("g", null, n("10"));
        assertThat(shares.next("g", n("19.98"), 2)).isEqualByComparingTo("19.98");
        assertThat(shares.next("g", n("10"), 2)).isEqualByComparingTo("10");
    }

    @Test
    void withoutAnAmountThereIsNoPart() {
        Shares shares = new Shares();
        shares.weigh("g", null, n("1"));
        assertThat(shares.next("g", n("1"), 2)).isNull();
    }

    @Test
    void partsAlwaysAddUpAndAreNeverOffByMoreThanACent() {
        Random random = new Random(20261123);
        for (int round = 0; round < 2_000; round++) {
            BigDecimal[] weights = new BigDecimal[1 + random.nextInt(12)];
            BigDecimal whole = BigDecimal.ZERO;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4));
                whole = whole.add(weights[i]);
            }
            BigDecimal amount = BigDecimal.valueOf(random.nextInt(10_000_000), 2);
            List<BigDecimal> parts = parts(amount.toPlainString(), 2, weights);
            assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(amount);
            for (int i = 0; i < weights.length && whole.signum() > 0; i++) {
                BigDecimal fair = amount.multiply(weights[i]).divide(whole, 10, RoundingMode.HALF_UP);
                assertThat(parts.get(i).subtract(fair).abs()).isLessThanOrEqualTo(n("0.01"));
            }
        }
    }
}
