package io.quanjing.calendar;

import io.quanjing.calendar.CalendarStore.Kept;
import io.quanjing.kernel.DayRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The calendar as other modules see it. */
final class StoredCalendar implements Calendar {

    private static final String PROVIDER = "quanjing";

    private final CalendarStore store;
    private final TransactionOperations transaction;
    private final @Nullable Instant known;

    StoredCalendar(CalendarStore store, TransactionOperations transaction) {
        this(store, transaction, null);
    }

    private StoredCalendar(CalendarStore store, TransactionOperations transaction, @Nullable Instant known) {
        this.store = store;
        this.transaction = transaction;
        this.known = known;
    }

    @Override
    public Calendar asKnownAt(Instant moment) {
        return new StoredCalendar(store, transaction, moment);
    }

    @Override
    public List<Promotion> promotions(DayRange days, Collection<String> shops) {
        return CalendarStore.seenBy(
                shops, store.promotions(days, known).stream().map(Kept::value), Promotion::shop);
    }

    @Override
    public List<Holiday> holidays(DayRange days) {
        return store.holidays(days);
    }

    @Override
    public List<Annotation> annotations(DayRange days, Collection<String> shops) {
        return CalendarStore.seenBy(shops, store.annotations(days).stream().map(Kept::value), Annotation::shop);
    }

    @Override
    public Alignment align(@Nullable String event, DayRange days, Collection<String> shops) {
        return Alignments.of(
                event,
                days,
                shops,
                CalendarStore.seenBy(
                        shops, store.promotions(null, known).stream().map(Kept::value), Promotion::shop));
    }

    @Override
    public void provide(Promotion promotion) {
        transaction.executeWithoutResult(status -> {
            Optional<Kept<Promotion>> there = store.promotion(promotion.event(), promotion.edition(), promotion.shop());
            if (there.isEmpty() || there.get().usual()) {
                there.ifPresent(usual -> store.deletePromotion(usual.id()));
                store.add(UUID.randomUUID(), promotion, false, PROVIDER);
            }
        });
    }
}
