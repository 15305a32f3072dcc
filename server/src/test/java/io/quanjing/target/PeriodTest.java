package io.quanjing.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DayRange;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2026, 2026-01-01, 2026-12-31",
        "2026-Q1, 2026-Q1, 2026-01-01, 2026-03-31",
        "2026q4, 2026-Q4, 2026-10-01, 2026-12-31",
        "2024-02, 2024-02, 2024-02-01, 2024-02-29",
        "2026/3, 2026-03, 2026-03-01, 2026-03-31",
        "2026.6.18, 2026-06-18, 2026-06-18, 2026-06-18"
    })
    void readsWhatPeopleWrite(String text, String name, LocalDate from, LocalDate to) {
        Period period = Period.parse(text).orElseThrow();

        assertThat(period).hasToString(name);
        assertThat(period.days()).isEqualTo(new DayRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "26", "2026-Q5", "2026-13", "2026-02-30", "1999", "2101", "2026-1-1-1", "June"})
    void readsNothingElse(String text) {
        assertThat(Period.parse(text)).isEmpty();
    }

    @Test
    void aPeriodHoldsItsParts() {
        Period quarter = Period.parse("2026-Q2").orElseThrow();

        assertThat(quarter.contains(Period.parse("2026-06-30").orElseThrow())).isTrue();
        assertThat(quarter.contains(quarter)).isTrue();
        assertThat(quarter.contains(Period.parse("2026-07").orElseThrow())).isFalse();
        assertThat(quarter.contains(Period.year(2026))).isFalse();
    }
}
