package io.quanjing.calendar;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.calendar.CalendarStore.Kept;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The calendar over HTTP. */
@RestController
@RequestMapping("/api/calendar")
final class CalendarController {

    private static final int MOST_DAYS = 7_400;
    private static final int MOST_PHASES = 6;

    /** A lunar new year so many days beside the range is told too: days may be compared by it. */
    private static final int AROUND = 30;

    private static final int LONGEST_FILE = 2_000_000;

    private final CalendarStore store;
    private final CalendarEdits edits;
    private final Shops shops;

    CalendarController(CalendarStore store, CalendarEdits edits, Shops shops) {
        this.store = store;
        this.edits = edits;
        this.shops = shops;
    }

    /**
     * The calendar of some days.
     *
     * @param newYears the days of 春节 in the range and a month around it
     */
    record CalendarView(
            List<PromotionView> promotions,
            List<Holiday> holidays,
            List<AnnotationView> annotations,
            List<LocalDate> newYears) {}

    /**
     * A promotion as the page shows it.
     *
     * @param usual whether its windows are only as they usually are
     * @param editable whether the caller sees every shop that it holds for
     */
    record PromotionView(
            UUID id,
            String event,
            int edition,
            Title title,
            String shop,
            List<PhaseView> phases,
            LocalDate from,
            LocalDate to,
            boolean usual,
            boolean editable,
            String by) {}

    /** A phase with both its days included. */
    record PhaseView(String phase, LocalDate from, LocalDate to) {}

    /** An annotation as the page shows it. */
    record AnnotationView(
            UUID id,
            LocalDate from,
            LocalDate to,
            String kind,
            String text,
            String shop,
            boolean editable,
            String by) {}

    /** A promotion as the page sends it. */
    record GivenPromotion(
            @NotNull String event,
            @NotNull String edition,
            @NotNull String zh,
            @NotNull String en,
            @NotNull String shop,
            @NotNull List<@NotNull @Valid GivenPhase> phases) {}

    /** A phase as the page sends it. */
    record GivenPhase(
            @NotNull String phase,
            @NotNull String from,
            @NotNull String to) {}

    /** An annotation as the page sends it; without a last day it is about one. */
    record GivenAnnotation(
            @NotNull String from,
            @Nullable String to,
            @NotNull String kind,
            @NotNull String text,
            @NotNull String shop) {}

    /**
     * A CSV file.
     *
     * @param kind {@code promotions}, {@code annotations} or {@code holidays}
     * @param csv its text
     */
    record GivenFile(@NotNull String kind, @NotNull String csv) {}

    /** How many promotions, annotations or days a file had. */
    record Imported(int rows) {}

    @RequiresRole(Role.VIEWER)
    @GetMapping
    CalendarView calendar(@RequestParam String from, @RequestParam String to, Caller caller) {
        DayRange days = CalendarRules.days(from, to);
        if (days.days() > MOST_DAYS) {
            CalendarRules.checkRoom("days", days.days(), MOST_DAYS);
        }
        Set<String> seen = shops.visibleTo(caller).stream().map(Shop::id).collect(Collectors.toSet());
        return new CalendarView(
                CalendarStore.seenBy(
                                seen,
                                store.promotions(days).stream(),
                                one -> one.value().shop())
                        .stream()
                        .map(one -> view(one, caller))
                        .toList(),
                store.holidays(days),
                CalendarStore.seenBy(
                                seen,
                                store.annotations(days).stream(),
                                one -> one.value().shop())
                        .stream()
                        .map(one -> annotationView(one, caller))
                        .toList(),
                LunarNewYears.within(
                        new DayRange(days.from().minusDays(AROUND), days.to().plusDays(AROUND))));
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/promotions")
    @ResponseStatus(HttpStatus.CREATED)
    void create(@Valid @RequestBody GivenPromotion given, Caller caller) {
        edits.create(promotion(given, caller), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PutMapping("/promotions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable UUID id, @Valid @RequestBody GivenPromotion given, Caller caller) {
        edits.change(id, promotion(given, caller), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/promotions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deletePromotion(@PathVariable UUID id, Caller caller) {
        edits.deletePromotion(id, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/annotations")
    @ResponseStatus(HttpStatus.CREATED)
    void create(@Valid @RequestBody GivenAnnotation given, Caller caller) {
        edits.create(annotation(given, caller), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PutMapping("/annotations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable UUID id, @Valid @RequestBody GivenAnnotation given, Caller caller) {
        edits.change(id, annotation(given, caller), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/annotations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteAnnotation(@PathVariable UUID id, Caller caller) {
        edits.deleteAnnotation(id, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/import")
    Imported importFile(@Valid @RequestBody GivenFile given, Caller caller) {
        CalendarRules.checkRoom("letters in the file", given.csv().length(), LONGEST_FILE);
        return new Imported(
                switch (given.kind()) {
                    case "promotions" -> edits.importPromotions(given.csv(), caller);
                    case "annotations" -> edits.importAnnotations(given.csv(), caller);
                    case "holidays" -> edits.importHolidays(given.csv(), caller);
                    default ->
                        throw new QuanjingException(
                                CalendarError.BAD_KIND,
                                "There is no file of " + given.kind() + ". Maybe promotions, annotations or holidays.",
                                Map.of("field", "kind", "value", given.kind()));
                });
    }

    private Promotion promotion(GivenPromotion given, Caller caller) {
        CalendarRules.checkRoom("phases", given.phases().size(), MOST_PHASES);
        int edition = CalendarRules.edition(given.edition());
        return new Promotion(
                CalendarRules.event(given.event()),
                edition,
                new Title(CalendarRules.title("zh", given.zh()), CalendarRules.title("en", given.en())),
                edits.shop(caller, given.shop()),
                CalendarRules.phases(
                        edition,
                        given.phases().stream()
                                .map(phase -> new PhaseDays(
                                        CalendarRules.phase(phase.phase()),
                                        CalendarRules.days(phase.from(), phase.to())))
                                .toList()));
    }

    private Annotation annotation(GivenAnnotation given, Caller caller) {
        return new Annotation(
                CalendarRules.days(given.from(), given.to() == null ? "" : given.to()),
                CalendarRules.kind(given.kind()),
                CalendarRules.text(given.text()),
                edits.shop(caller, given.shop()));
    }

    private static boolean editable(String shop, Caller caller) {
        return caller.role().includes(Role.OPERATOR)
                && (!shop.equals(Promotion.EVERY_SHOP) || caller.shops().isEmpty());
    }

    private static PromotionView view(Kept<Promotion> kept, Caller caller) {
        Promotion one = kept.value();
        return new PromotionView(
                kept.id(),
                one.event(),
                one.edition(),
                one.title(),
                one.shop(),
                one.phases().stream()
                        .map(phase -> new PhaseView(
                                phase.phase().id(),
                                phase.days().from(),
                                phase.days().to()))
                        .toList(),
                one.days().from(),
                one.days().to(),
                kept.usual(),
                editable(one.shop(), caller),
                kept.by());
    }

    private static AnnotationView annotationView(Kept<Annotation> kept, Caller caller) {
        Annotation one = kept.value();
        return new AnnotationView(
                kept.id(),
                one.days().from(),
                one.days().to(),
                one.kind().id(),
                one.text(),
                one.shop(),
                editable(one.shop(), caller),
                kept.by());
    }
}
