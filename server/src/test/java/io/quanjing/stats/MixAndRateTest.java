package io.quanjing.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quanjing.stats.MixAndRate.Effect;
import io.quanjing.stats.MixAndRate.Group;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixAndRateTest {

    private static final double NEAR = 1e-19;

    @Test
    void theEffectsAreThoseOfExactFractions() throws IOException {
        List<Group> groups = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        int cases = 0;
        for (List<String> row : ReferenceTable.rows("mix-and-rate.csv")) {
            Group group = group(row.get(2), row.get(3), row.get(4), row.get(5));
            if (!row.get(1).equals("whole")) {
                groups.add(group);
                expected.add(row);
                continue;
            }
            MixAndRate apart = MixAndRate.of(groups, group);
            BigDecimal sum = apart.overlap();
            for (int i = 0; i < groups.size(); i++) {
                Effect effect = apart.effects().get(i);
                near(effect.mix(), expected.get(i).get(6));
                near(effect.rate(), expected.get(i).get(7));
                sum = sum.add(effect.sum());
            }
            near(apart.overlap(), row.get(6));
            near(sum, row.get(7));
            groups.clear();
            expected.clear();
            cases++;
        }
        assertThat(cases).isEqualTo(6);
    }

    @Test
    void aGroupAboveTheMeanThatGrowsRaisesTheRatioAndOneBelowTheMeanThatShrinksToo() {
        MixAndRate apart = MixAndRate.of(
                List.of(group("10", "100", "30", "300"), group("1", "100", "1", "100")),
                group("11", "200", "31", "400"));

        assertThat(apart.effects()).allSatisfy(effect -> {
            assertThat(effect.mix()).isPositive();
            assertThat(effect.rate()).isZero();
        });
        assertThat(apart.overlap()).isCloseTo(BigDecimal.ZERO, within(new BigDecimal("1e-30")));
    }

    @Test
    void aRatioOfNothingIsNoRatio() {
        assertThatThrownBy(() -> MixAndRate.of(List.of(), group("0", "0", "1", "2")))
                .isInstanceOf(ArithmeticException.class);
    }

    private static void near(BigDecimal value, String expected) {
        assertThat(value).isCloseTo(new BigDecimal(expected), within(BigDecimal.valueOf(NEAR)));
    }

    private static Group group(String n0, String d0, String n1, String d1) {
        return new Group(new BigDecimal(n0), new BigDecimal(d0), new BigDecimal(n1), new BigDecimal(d1));
    }
}
