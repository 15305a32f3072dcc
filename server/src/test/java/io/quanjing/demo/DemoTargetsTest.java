package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTargetsTest {

    @Test
    void aYearIsATenthMoreThanTheLastTwelveMonthsInRoundNumbers() {
        Totals totals = new Totals();
        for (long day = 0; day < 400; day++) {
            Totals.Day one = totals.day(day);
            // The first 35 days are older than a year.
            one.gmv = day < 35 ? 999_999_900 : 123_456;
            one.paidOrders = 7;
            one.visitors = 100;
        }

        // 365 × 1,234.56 × 1.1 = 495,675.84; 365 × 7 × 1.1 = 2,810.5; 365 × 100 × 1.1 = 40,150
        assertThat(DemoTargets.of(totals))
                .isEqualTo(Map.of(
                        "gmv", new BigDecimal("496000"),
                        "paid_orders", new BigDecimal("2810"),
                        "visitors", new BigDecimal("40200")));
        assertThat(DemoTargets.of(new Totals())).isEmpty();
    }
}
