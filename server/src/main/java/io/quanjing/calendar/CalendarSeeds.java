package io.quanjing.calendar;

import io.quanjing.calendar.CalendarCsv.HolidayDays;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionOperations;

/** Brings in, once, the holidays and the usual promotions that come with the program. */
final class CalendarSeeds {

    /** A file with later years gets another name, so that it is brought in beside what people have changed since. */
    private static final String HOLIDAYS = "holidays.csv";

    private static final String PROMOTIONS = "promotions.csv";

    private final CalendarStore store;
    private final TransactionOperations transaction;

    CalendarSeeds(CalendarStore store, TransactionOperations transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    void plant() {
        plant(
                HOLIDAYS,
                text -> CalendarCsv.holidays(text).stream()
                        .map(HolidayDays::holidays)
                        .forEach(days -> days.forEach(store::put)));
        plant(
                PROMOTIONS,
                text -> CalendarCsv.promotions(text, UnaryOperator.identity())
                        .forEach(promotion -> store.add(UUID.randomUUID(), promotion, true, "quanjing")));
    }

    private void plant(String name, Consumer<String> bringIn) {
        transaction.executeWithoutResult(status -> {
            if (store.plant(name)) {
                bringIn.accept(text(name));
            }
        });
    }

    static String text(String name) {
        try (InputStream file = Objects.requireNonNull(CalendarSeeds.class.getResourceAsStream("/calendar/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
