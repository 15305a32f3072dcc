package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Entity;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoriesTest {

    private final Dictionary dictionary = Dictionary.load();
    private final Histories histories = new Histories(dictionary, Story.get().warehouse);
    private final Entity.History sales = dictionary.entity("sales_line").history();

    @Test
    void theFirstDayOfSeveralShopsIsThatOfTheOldest() {
        assertThat(histories.first(sales, List.of("night"))).isEqualTo(LocalDate.of(2025, 4, 15));
        assertThat(histories.first(sales, List.of("day"))).isEqualTo(LocalDate.of(2026, 2, 10));
        assertThat(histories.first(sales, List.of("day", "night"))).isEqualTo(LocalDate.of(2025, 4, 15));
        assertThat(histories.first(sales, List.of("day", "empty"))).isEqualTo(LocalDate.of(2026, 2, 10));
        assertThat(histories.first(sales, List.of("empty"))).isNull();
    }

    @Test
    void askingForMoreCombinationsOfShopsRemembersNoMore() {
        histories.first(sales, List.of("night", "day", "berlin"));
        for (List<String> shops : List.of(
                List.of("night"), List.of("day", "night"), List.of("berlin", "day"), List.of("day", "berlin"))) {
            histories.first(sales, shops);
        }
        assertThat(histories.size()).isEqualTo(3);
    }
}
