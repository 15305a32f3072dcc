package io.quanjing.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quanjing.target.Landing.Day;
import io.quanjing.target.Landing.Why;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LandingTest {

    private static List<Double> numbers(String text) {
        return Stream.of(text.split(" ", -1)).map(Double::valueOf).toList();
    }

    private static List<Day> days(List<Double> targets, List<Double> actuals) {
        return IntStream.range(0, targets.size())
                .mapToObj(i -> new Day(targets.get(i), actuals.get(i)))
                .toList();
    }

    @Test
    void isWhatPythonWorksOut() throws IOException {
        int cases = 0;
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(Path.of("src/test/resources/reference/target/landing.csv"))) {
            for (NamedCsvRecord row : rows) {
                Landing landing = Landing.of(
                        days(numbers(row.getField("over_target")), numbers(row.getField("over_actual"))),
                        numbers(row.getField("left")),
                        Stream.of(row.getField("last").split(" ", -1))
                                .map(pair -> pair.split(":", -1))
                                .map(pair -> new Day(Double.parseDouble(pair[0]), Double.parseDouble(pair[1])))
                                .toList());

                assertThat(landing.why()).isNull();
                assertThat(Objects.requireNonNull(landing.value()))
                        .isCloseTo(Double.parseDouble(row.getField("value")), within(1e-5));
                assertThat(Objects.requireNonNull(landing.low()))
                        .isCloseTo(Double.parseDouble(row.getField("low")), within(0.02));
                assertThat(Objects.requireNonNull(landing.high()))
                        .isCloseTo(Double.parseDouble(row.getField("high")), within(0.02));
                cases++;
            }
        }
        assertThat(cases).isEqualTo(6);
    }

    /** Days whose logarithms scatter as the formula assumes, around a ratio that it does not know. */
    @Test
    void eightOfTenPeriodsEndWithinTheInterval() {
        Random random = new Random(618);
        int within = 0;
        int periods = 6_000;
        for (int period = 0; period < periods; period++) {
            double sigma = 0.1 + 0.4 * random.nextDouble();
            double ratio = 0.5 + random.nextDouble();
            int over = 7 + random.nextInt(20);
            List<Day> all = new ArrayList<>();
            for (int day = 0; day < 58; day++) {
                double target = 100 * (day % 7 == 5 ? 2 : 1) * (day == 45 ? 4 : 1);
                all.add(new Day(target, target * ratio * Math.exp(sigma * random.nextGaussian())));
            }
            // The month begins after 28 days, of which the last ones show the scatter too.
            List<Day> month = all.subList(28, 58);
            Landing landing = Landing.of(
                    month.subList(0, over),
                    month.subList(over, 30).stream().map(Day::target).toList(),
                    all.subList(over, 28 + over));
            double end = month.stream().mapToDouble(Day::actual).sum();
            if (Objects.requireNonNull(landing.low()) <= end && end <= Objects.requireNonNull(landing.high())) {
                within++;
            }
        }

        assertThat((double) within / periods).isBetween(0.78, 0.82);
    }

    private static List<Day> same(int days, double target, double actual) {
        return IntStream.range(0, days).mapToObj(i -> new Day(target, actual)).toList();
    }

    @Test
    void saysWhyNothingIsForetold() {
        List<Day> seven = same(7, 10, 8);

        assertThat(Landing.of(same(6, 10, 8), List.of(10.0), seven)).isEqualTo(Landing.none(Why.TOO_FEW_DAYS));
        assertThat(Landing.of(seven, List.of(), seven)).isEqualTo(Landing.none(Why.ENDED));
        assertThat(Landing.of(same(7, 0, 8), List.of(10.0), seven)).isEqualTo(Landing.none(Why.NO_SHAPE));
        assertThat(Landing.of(seven, List.of(10.0), seven)).isEqualTo(new Landing(64.0, 64.0, 64.0, null));
        // A day with nothing: where it lands, but not how surely.
        assertThat(Landing.of(same(8, 10, 8), List.of(10.0), List.of(new Day(10, 0), new Day(10, 8))))
                .isEqualTo(new Landing(72.0, null, null, Why.EMPTY_DAYS));
    }
}
