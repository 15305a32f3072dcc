package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.calendar.Alignment;
import io.quanjing.calendar.Calendar;
import io.quanjing.calendar.Promotion;
import io.quanjing.kernel.DayRange;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionDaysTest {

    private final List<Promotion> promotions = PromotionDays.of(2025, 2026);

    @Test
    void theCalendarHasEachDayOfTheDemosPromotionsAndNoOther() {
        Promotions simulated = new Promotions(2025, 2026);
        LocalDate.of(2025, 1, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .forEach(day -> assertThat(promotions.stream()
                                .flatMap(one -> one.phases().stream())
                                .anyMatch(phase -> phase.days().contains(day)))
                        .as(day.toString())
                        .isEqualTo(simulated.on(day) != null));
    }

    @Test
    void theDemosDouble11StandsBesideTheOneBefore() {
        Alignment alignment = Calendar.of(promotions)
                .align("double11", new DayRange(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 30)), List.of());
        assertThat(alignment.pieces())
                .containsExactly(new Alignment.Piece(
                        new DayRange(LocalDate.of(2026, 10, 20), LocalDate.of(2026, 11, 13)),
                        new DayRange(LocalDate.of(2025, 10, 20), LocalDate.of(2025, 11, 13))));
    }
}
