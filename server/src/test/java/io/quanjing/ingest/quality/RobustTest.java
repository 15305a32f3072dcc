package io.quanjing.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The statistics against examples that others published, and a second implementation. */
class RobustTest {

    @Test
    void agreesWithTheExamplesOfRsManual() {
        // help(mad) in R: mad(c(1:9)) is 2.9652, and one wild value does not move it.
        assertThat(Robust.deviation(doubles(LongStream.rangeClosed(1, 9)))).isCloseTo(2.9652, within(1e-9));
        assertThat(Robust.deviation(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 100.0)))
                .isCloseTo(2.9652, within(1e-9));
        // x <- c(1,2,3,5,7,8): the distances from 4 are 1 1 2 3 3 4, and 2.5 is in their middle.
        assertThat(Robust.deviation(List.of(1.0, 2.0, 3.0, 5.0, 7.0, 8.0))).isCloseTo(2.5 * 1.4826, within(1e-9));
    }

    @Test
    void agreesWithScipy() {
        List<String> lines =
                Declared.text("/reference/quality/mad.csv").lines().skip(1).toList();
        assertThat(lines).hasSize(9);
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            List<Double> values =
                    Stream.of(cells[0].split(" ", -1)).map(Double::valueOf).toList();
            assertThat(Robust.median(values)).as(line).isCloseTo(Double.parseDouble(cells[1]), within(1e-6));
            assertThat(Robust.deviation(values)).as(line).isCloseTo(Double.parseDouble(cells[2]), within(1e-6));
        }
    }

    @Test
    void aQuantileIsAValueThatWasThere() {
        List<Long> values = LongStream.rangeClosed(1, 50).boxed().toList();
        assertThat(Robust.quantile(values, 0.98)).isEqualTo(49);
        assertThat(Robust.quantile(values, 0.981)).isEqualTo(50);
        assertThat(Robust.quantile(List.of(7L), 0.98)).isEqualTo(7);
        assertThat(Robust.quantile(values, 0.0)).isEqualTo(1);
    }

    private static List<Double> doubles(LongStream values) {
        return values.mapToObj(v -> (double) v).toList();
    }
}
