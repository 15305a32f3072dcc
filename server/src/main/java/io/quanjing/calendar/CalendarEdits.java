package io.quanjing.calendar;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shops;
import io.quanjing.calendar.CalendarCsv.HolidayDays;
import io.quanjing.calendar.CalendarStore.Kept;
import io.quanjing.kernel.QuanjingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/** Every change of the calendar, with its rules and its entry in the audit log: both are kept, or neither. */
final class CalendarEdits {

    private final CalendarStore store;
    private final Shops shops;
    private final Audit audit;
    private final TransactionOperations transaction;

    CalendarEdits(CalendarStore store, Shops shops, Audit audit, TransactionOperations transaction) {
        this.store = store;
        this.shops = shops;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** The id of the shop that a row names; a row of all shops is for those who see all. */
    String shop(Caller caller, String named) {
        if (!named.equals(Promotion.EVERY_SHOP)) {
            return shops.require(caller, named).id();
        }
        requireAllShops(caller);
        return named;
    }

    private static void requireAllShops(Caller caller) {
        if (!caller.shops().isEmpty()) {
            throw new QuanjingException(
                    CalendarError.ALL_SHOPS_NEEDED,
                    "What holds for all shops can be changed by somebody who sees all shops; " + caller.name()
                            + " sees " + caller.shops().size() + ". Maybe write it for one of them.",
                    Map.of("shops", caller.shops().size()));
        }
    }

    void create(Promotion promotion, Caller caller) {
        transaction.executeWithoutResult(status -> {
            CalendarRules.checkRoom("promotions", store.countPromotions() + 1, CalendarRules.MOST_PROMOTIONS);
            add(UUID.randomUUID(), promotion, caller);
            record(caller, CalendarAction.PROMOTION_CREATED, promotion);
        });
    }

    void change(UUID id, Promotion promotion, Caller caller) {
        transaction.executeWithoutResult(status -> {
            requirePromotion(id, caller);
            store.deletePromotion(id);
            add(id, promotion, caller);
            record(caller, CalendarAction.PROMOTION_CHANGED, promotion);
        });
    }

    void deletePromotion(UUID id, Caller caller) {
        transaction.executeWithoutResult(status -> {
            Promotion gone = requirePromotion(id, caller);
            store.deletePromotion(id);
            record(caller, CalendarAction.PROMOTION_DELETED, gone);
        });
    }

    private void add(UUID id, Promotion promotion, Caller caller) {
        if (!store.add(id, promotion, false, caller.name())) {
            throw new QuanjingException(
                    CalendarError.PROMOTION_EXISTS,
                    "There is " + name(promotion) + " already. Maybe change that one.",
                    Map.of("event", promotion.event(), "edition", promotion.edition(), "shop", promotion.shop()));
        }
    }

    private Promotion requirePromotion(UUID id, Caller caller) {
        store.lock(id);
        Promotion found = store.promotion(id).map(Kept::value).orElseThrow(() -> unknown(id));
        String ignored = shop(caller, found.shop());
        return found;
    }

    void create(Annotation annotation, Caller caller) {
        transaction.executeWithoutResult(status -> {
            CalendarRules.checkRoom("annotations", store.countAnnotations() + 1, CalendarRules.MOST_ANNOTATIONS);
            store.add(UUID.randomUUID(), annotation, caller.name());
            record(caller, CalendarAction.ANNOTATION_CREATED, annotation);
        });
    }

    void change(UUID id, Annotation annotation, Caller caller) {
        transaction.executeWithoutResult(status -> {
            requireAnnotation(id, caller);
            store.deleteAnnotation(id);
            store.add(id, annotation, caller.name());
            record(caller, CalendarAction.ANNOTATION_CHANGED, annotation);
        });
    }

    void deleteAnnotation(UUID id, Caller caller) {
        transaction.executeWithoutResult(status -> {
            Annotation gone = requireAnnotation(id, caller);
            store.deleteAnnotation(id);
            record(caller, CalendarAction.ANNOTATION_DELETED, gone);
        });
    }

    private Annotation requireAnnotation(UUID id, Caller caller) {
        store.lock(id);
        Annotation found = store.annotation(id).map(Kept::value).orElseThrow(() -> unknown(id));
        String ignored = shop(caller, found.shop());
        return found;
    }

    /** Replaces the promotions that the file names, and says how many these are. */
    int importPromotions(String text, Caller caller) {
        List<Promotion> promotions = CalendarCsv.promotions(text, named -> shop(caller, named));
        transaction.executeWithoutResult(status -> {
            for (Promotion promotion : promotions) {
                Optional<Kept<Promotion>> there =
                        store.promotion(promotion.event(), promotion.edition(), promotion.shop());
                there.ifPresent(old -> store.deletePromotion(old.id()));
                add(there.map(Kept::id).orElseGet(UUID::randomUUID), promotion, caller);
            }
            CalendarRules.checkRoom("promotions", store.countPromotions(), CalendarRules.MOST_PROMOTIONS);
            imported(caller, "promotions", promotions.size());
        });
        return promotions.size();
    }

    /** Adds the annotations that are not there yet, and says how many the file has. */
    int importAnnotations(String text, Caller caller) {
        List<Annotation> annotations = CalendarCsv.annotations(text, named -> shop(caller, named));
        transaction.executeWithoutResult(status -> {
            annotations.forEach(annotation -> store.add(UUID.randomUUID(), annotation, caller.name()));
            CalendarRules.checkRoom("annotations", store.countAnnotations(), CalendarRules.MOST_ANNOTATIONS);
            imported(caller, "annotations", annotations.size());
        });
        return annotations.size();
    }

    /** Replaces the days that the file names, and says how many these are. */
    int importHolidays(String text, Caller caller) {
        requireAllShops(caller);
        List<HolidayDays> rows = CalendarCsv.holidays(text);
        int days = rows.stream().mapToInt(row -> row.days().days()).sum();
        transaction.executeWithoutResult(status -> {
            for (HolidayDays row : rows) {
                int ignored = store.deleteHolidays(row.days());
                row.holidays().forEach(store::put);
            }
            imported(caller, "holidays", days);
        });
        return days;
    }

    private void imported(Caller caller, String kind, int rows) {
        audit.record(caller, CalendarAction.FILE_IMPORTED, kind, Map.of("kind", kind, "rows", rows));
    }

    private void record(Caller caller, CalendarAction action, Promotion promotion) {
        audit.record(
                caller,
                action,
                promotion.event() + "-" + promotion.edition(),
                Map.of(
                        "shop", promotion.shop(),
                        "from", promotion.days().from().toString(),
                        "to", promotion.days().to().toString()));
    }

    private void record(Caller caller, CalendarAction action, Annotation annotation) {
        audit.record(
                caller,
                action,
                annotation.days().from().toString(),
                Map.of(
                        "shop", annotation.shop(),
                        "kind", annotation.kind().id(),
                        "text", annotation.text(),
                        "to", annotation.days().to().toString()));
    }

    private static String name(Promotion promotion) {
        return promotion.event() + " of " + promotion.edition()
                + (promotion.shop().equals(Promotion.EVERY_SHOP)
                        ? " for all shops"
                        : " for the shop " + promotion.shop());
    }

    private static QuanjingException unknown(UUID id) {
        return new QuanjingException(
                CalendarError.UNKNOWN_ENTRY,
                "The calendar has no entry " + id + ". Maybe somebody deleted it; load the page again.",
                Map.of("id", id.toString()));
    }
}
