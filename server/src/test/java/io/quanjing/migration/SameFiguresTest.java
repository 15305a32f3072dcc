package io.quanjing.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class SameFiguresTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final MetricQuestion QUESTION = new MetricQuestion(
            List.of("product_pay_rate"),
            new DayRange(DAY, DAY),
            Grain.DAY,
            List.of("shop"),
            Map.of(),
            List.of("one", "two"),
            null,
            null,
            null);

    private int asked;

    /** Answers with one figure, whatever is asked. */
    private record OneFigure(IntSupplier figure) implements Metrics {

        @Override
        public MetricAnswer ask(MetricQuestion question, Caller caller) {
            return new MetricAnswer(
                    List.of(Map.of("product_pay_rate", figure.getAsInt())),
                    question.range(),
                    null,
                    null,
                    List.of(),
                    false,
                    Instant.EPOCH,
                    1,
                    null,
                    Map.of(),
                    Map.of());
        }

        @Override
        public MetricAnswer export(MetricQuestion question, Caller caller) {
            return ask(question, caller);
        }

        @Override
        public List<FoundValue> values(String dimension, String text, List<String> named, Caller caller) {
            return List.of();
        }

        @Override
        public MetricDictionary dictionary() {
            return new MetricDictionary(List.of(), List.of());
        }
    }

    @Test
    void aFigureThatMovesWithTheClockWhileItIsComparedIsAskedAgain() {
        // One moves on between the first question to the source and that to the target.
        OneFigure moving = new OneFigure(() -> ++asked == 1 ? 7 : 8);

        assertThat(new SameFigures(moving, moving).compare(QUESTION)).isEqualTo(1);
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void figuresThatDifferAreToldWithTheirRows() {
        assertThatThrownBy(() -> new SameFigures(new OneFigure(() -> 7), new OneFigure(() -> 8)).compare(QUESTION))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MigrationError.NOT_EQUAL))
                .hasMessageContaining("of one, two over")
                .hasMessageContaining("the source has product_pay_rate=7 and the target product_pay_rate=8");
    }

    @Test
    void aSourceThatNeverStandsStillIsGivenUp() {
        assertThatThrownBy(
                        () -> new SameFigures(new OneFigure(() -> ++asked), new OneFigure(() -> -1)).compare(QUESTION))
                .hasMessageContaining("not equal on both sides");
    }
}
