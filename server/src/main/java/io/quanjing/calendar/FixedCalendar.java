package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Promotions that nobody changes. */
record FixedCalendar(List<Promotion> all) implements Calendar {

    @Override
    public List<Promotion> promotions(DayRange days, Collection<String> shops) {
        return CalendarStore.seenBy(
                shops,
                all.stream().filter(one -> Ranges.common(one.days(), days).isPresent()),
                Promotion::shop);
    }

    @Override
    public List<Holiday> holidays(DayRange days) {
        return List.of();
    }

    @Override
    public List<Annotation> annotations(DayRange days, Collection<String> shops) {
        return List.of();
    }

    @Override
    public Alignment align(@Nullable String event, DayRange days, Collection<String> shops) {
        return Alignments.of(event, days, shops, CalendarStore.seenBy(shops, all.stream(), Promotion::shop));
    }

    @Override
    public void provide(Promotion promotion) {
        throw new UnsupportedOperationException("A fixed calendar takes no promotion: " + promotion.event());
    }
}
