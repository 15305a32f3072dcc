package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.TestFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command {@code metric} refuses, in one line that says what to do. */
class MetricCommandTest extends OnACommandLine {

    private static Path folder;

    @BeforeAll
    static void nameAFolder() {
        folder = TestFolders.create("metric-command").resolve("data");
    }

    @Test
    void refusesARangeThatEndsBeforeItStarts() {
        assertThat(refusal("gmv", "--from", "2020-02-02", "--to", "2020-02-01"))
                .isEqualTo("The range from 2020-02-02 to 2020-02-01 ends before it starts."
                        + " Maybe from 2020-02-01 to 2020-02-02.");
    }

    @ParameterizedTest
    @CsvSource({"2020-02-30", "yesterday", "2020/02/01", "20200201", "0020-02-01"})
    void refusesWhatIsNoDay(String day) {
        assertThat(refusal("gmv", "--from", day, "--to", "2020-03-01"))
                .startsWith("The day 'from' is " + day + ", which is no day")
                .endsWith("Maybe 2026-02-01.");
    }

    @ParameterizedTest
    @CsvSource({"region", "=上海", "region:上海"})
    void refusesAFilterWithoutADimensionAndAValue(String filter) {
        assertThat(refusal("gmv", "--from", "2020-02-01", "--to", "2020-03-01", "--where", filter))
                .isEqualTo("The filter " + filter + " is not of the form dimension=value. Maybe region=上海.");
    }

    @ParameterizedTest
    @CsvSource({
        "--grain, dya, There is no grain dya. Maybe day.",
        "--compare, last_year, There is no comparison last_year. Maybe last-year.",
        "--by, 'a,b,c,d', The question has 4 dimensions; 3 are allowed. Maybe ask in several questions."
    })
    void suggestsWhatWasMeant(String option, String value, String message) {
        assertThat(refusal("gmv", "--from", "2020-02-01", "--to", "2020-03-01", option, value))
                .isEqualTo(message);
    }

    @Test
    void refusesAQuestionForNothing() {
        assertThat(refusal(",", "--from", "2020-02-01", "--to", "2020-03-01")).contains("names no metric");
    }

    @Test
    void namesTheMetricOrDimensionThatWasMeant() {
        Path own = TestFolders.create("metric-command-names").resolve("data");
        assertThat(refusalIn(own, "gmw", "--from", "2020-02-01", "--to", "2020-03-01"))
                .contains("gmw")
                .endsWith("Maybe gmv.");
        assertThat(refusalIn(own, "gmv", "--from", "2020-02-01", "--to", "2020-03-01", "--by", "regoin"))
                .contains("regoin")
                .endsWith("Maybe region.");
    }

    private String refusal(String... arguments) {
        String message = refusalIn(folder, arguments);
        assertThat(folder).as("what nobody can answer starts nothing").doesNotExist();
        return message;
    }

    /** The one line that the command says instead of an answer. */
    private String refusalIn(Path data, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("metric", "--data", data.toString()));
        all.addAll(List.of(arguments));
        assertThat(run(all.toArray(String[]::new))).as(err.toString()).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString().strip();
    }
}
