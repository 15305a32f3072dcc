package io.quanjing.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.calendar.Alignment.Piece;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.TestPostgres;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The calendar on a real PostgreSQL, as it comes with the program and as people change it. */
class CalendarTest {

    private static final Caller OPERATOR = new Caller("op", Role.OPERATOR, Set.of());
    private static final Caller OF_ONE_SHOP = new Caller("one", Role.OPERATOR, Set.of("tmall"));
    private static final List<String> AUDITED = new ArrayList<>();

    private static CalendarStore store;
    private static CalendarEdits edits;
    private static Calendar calendar;

    @BeforeAll
    static void open() {
        DataSource database = TestPostgres.migrated();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        store = new CalendarStore(
                JdbcClient.create(database), InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")));
        new CalendarSeeds(store, transaction).plant();
        Audit audit = (caller, action, subject, details) -> AUDITED.add(action.code() + " " + subject);
        edits = new CalendarEdits(store, new TwoShops(), audit, transaction);
        calendar = new StoredCalendar(store, transaction);
    }

    private record TwoShops() implements Shops {

        @Override
        public List<Shop> all() {
            return List.of(shop("tmall"), shop("douyin"));
        }

        @Override
        public Optional<Shop> find(String idOrName) {
            return all().stream().filter(shop -> shop.id().equals(idOrName)).findFirst();
        }

        @Override
        public Shop findOrCreate(String name, ShopClock clock, Currency currency) {
            throw new UnsupportedOperationException(name);
        }

        private static Shop shop(String id) {
            return new Shop(id, id, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        }
    }

    @Test
    void makeUpWorkdaysAreOnWeekendsAndWhatComesWithTheProgramComesOnce() {
        List<Holiday> holidays = calendar.holidays(days("2024-01-01..2026-12-31"));
        assertThat(holidays)
                .filteredOn(day -> !day.off())
                .hasSize(8 + 5 + 6)
                .allSatisfy(day -> assertThat(day.day().getDayOfWeek()).isIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        // The State Council's notices: 2025 has 28 days off, 2026 has 33.
        assertThat(holidays)
                .filteredOn(day -> day.off() && day.day().getYear() == 2025)
                .hasSize(28);
        assertThat(holidays)
                .filteredOn(day -> day.off() && day.day().getYear() == 2026)
                .hasSize(33);
        assertThat(store.plant("holidays.csv")).isFalse();
    }

    @Test
    void aLunarNewYearIsANewMoonAWholeNumberOfMonthsAfterTheOneBefore() {
        // 29.530589 days a month; a new year may be up to a day beside the mean new moon and its neighbours.
        for (int i = 1; i < LunarNewYears.DAYS.size(); i++) {
            long days = ChronoUnit.DAYS.between(LunarNewYears.DAYS.get(i - 1), LunarNewYears.DAYS.get(i));
            double months = days / 29.530589;
            assertThat(Math.round(months)).isIn(12L, 13L);
            assertThat(Math.abs(months - Math.round(months)) * 29.530589).isLessThan(1);
        }
    }

    @Test
    void dayNOfAPhaseStandsBesideDayNOfTheSamePhase() {
        Promotion before = promotion(
                "moon",
                2025,
                "*",
                phase(Phase.WARM_UP, "2025-05-20..2025-05-24"),
                phase(Phase.PEAK, "2025-05-28..2025-05-30"));
        Promotion now = promotion(
                "moon",
                2026,
                "*",
                phase(Phase.WARM_UP, "2026-05-21..2026-05-23"),
                phase(Phase.PEAK, "2026-05-26..2026-05-29"));
        Alignment alignment = Alignments.of(null, days("2026-05-01..2026-05-31"), Set.of(), List.of(before, now));
        // three of five days of warm-up, three of four of the peak; 29 May 2026 has no partner
        assertThat(alignment.pieces())
                .containsExactly(
                        piece("2026-05-21..2026-05-23", "2025-05-20..2025-05-22"),
                        piece("2026-05-26..2026-05-28", "2025-05-28..2025-05-30"));
        assertThat(alignment.edition()).isEqualTo(2026);
        assertThat(Alignments.of("moon", days("2026-05-23..2026-05-26"), Set.of(), List.of(before, now))
                        .pieces())
                .containsExactly(
                        piece("2026-05-23..2026-05-23", "2025-05-22..2025-05-22"),
                        piece("2026-05-26..2026-05-26", "2025-05-28..2025-05-28"));
    }

    @Test
    void phasesOfEqualDatesAreOnePiece() {
        Alignment alignment = calendar.align("618", days("2026-05-20..2026-06-30"), Set.of("tmall"));
        assertThat(alignment.pieces()).containsExactly(piece("2026-05-26..2026-06-20", "2025-05-26..2025-06-20"));
    }

    @Test
    void lunarNewYearStandsBesideLunarNewYear() {
        // 17 February 2026 beside 29 January 2025
        Alignment alignment = calendar.align(Calendar.LUNAR_NEW_YEAR, days("2026-02-10..2026-02-24"), Set.of());
        assertThat(alignment.pieces()).containsExactly(piece("2026-02-10..2026-02-24", "2025-01-22..2025-02-05"));
        assertThat(calendar.align(null, days("2026-02-15..2026-02-20"), Set.of())
                        .event())
                .isEqualTo(Calendar.LUNAR_NEW_YEAR);
    }

    @Test
    void aShopsOwnWindowsStandBeforeThoseOfAllAndShopsWithOthersDoNotLineUp() {
        edits.create(promotion("818", 2026, "tmall", phase(Phase.SALE, "2026-08-10..2026-08-12")), OF_ONE_SHOP);
        assertThat(calendar.align("818", days("2026-08-01..2026-08-31"), Set.of("tmall"))
                        .pieces())
                .containsExactly(piece("2026-08-10..2026-08-11", "2025-08-16..2025-08-17"));
        assertThat(calendar.align("818", days("2026-08-01..2026-08-31"), Set.of("douyin"))
                        .pieces())
                .containsExactly(piece("2026-08-16..2026-08-20", "2025-08-16..2025-08-20"));
        assertRefused(
                () -> calendar.align("818", days("2026-08-01..2026-08-31"), Set.of("tmall", "douyin")),
                "calendar.mixed_windows");
        assertRefused(() -> calendar.align("819", days("2026-08-01..2026-08-31"), Set.of()), "calendar.no_event");
        assertRefused(() -> calendar.align("618", days("2026-08-01..2026-08-31"), Set.of()), "calendar.no_event");
        // the edition before is not in the calendar
        assertRefused(() -> calendar.align("618", days("2024-06-01..2024-06-18"), Set.of()), "calendar.no_event");
    }

    @Test
    void whoSeesOneShopWritesForThatOneOnly() {
        assertRefused(
                () -> edits.importPromotions(
                        "event,edition,zh,en,shop,phase,from,to\nx,2026,甲,X,*,sale,2026-01-01,2026-01-02\n",
                        OF_ONE_SHOP),
                "calendar.bad_row");
        assertRefused(() -> edits.shop(OF_ONE_SHOP, "*"), "calendar.all_shops_needed");
        assertRefused(() -> edits.shop(OF_ONE_SHOP, "douyin"), "access.unknown_shop");
        assertRefused(() -> edits.importHolidays("from,to,kind,zh,en\n", OF_ONE_SHOP), "calendar.all_shops_needed");
    }

    @Test
    void anImportReplacesWhatItNamesAndIsAudited() {
        String file = """
                event,edition,zh,en,shop,phase,from,to
                double12,2026,双12,Double 12,*,warm_up,2026-12-05,2026-12-07
                double12,2026,双12,Double 12,*,peak,2026-12-10,2026-12-12
                """;
        assertThat(edits.importPromotions("\uFEFF" + file.replace("\n", "\r\n"), OPERATOR))
                .isEqualTo(1);
        Promotion kept = store.promotion("double12", 2026, "*").orElseThrow().value();
        assertThat(kept.phases())
                .containsExactly(
                        phase(Phase.WARM_UP, "2026-12-05..2026-12-07"), phase(Phase.PEAK, "2026-12-10..2026-12-12"));
        assertThat(AUDITED).contains("calendar.file_imported promotions");
        String notes = "from,to,kind,text,shop\n2026-04-01,,launch,\"春季, 上新\",tmall\n";
        assertThat(edits.importAnnotations(notes, OPERATOR)).isEqualTo(1);
        assertThat(edits.importAnnotations(notes, OPERATOR)).isEqualTo(1);
        assertThat(calendar.annotations(days("2026-04-01..2026-04-01"), Set.of("tmall")))
                .containsExactly(
                        new Annotation(days("2026-04-01..2026-04-01"), Annotation.Kind.LAUNCH, "春季, 上新", "tmall"));
        assertThat(calendar.annotations(days("2026-04-01..2026-04-01"), Set.of("douyin")))
                .isEmpty();
        // 2027 is decided later: a notice is imported, and a wrong day is made ordinary again
        assertThat(edits.importHolidays(
                        "from,to,kind,zh,en\n2027-01-01,2027-01-03,off,元旦,New Year\n2027-01-03,,normal,,\n", OPERATOR))
                .isEqualTo(4);
        assertThat(calendar.holidays(days("2027-01-01..2027-01-31")))
                .extracting(Holiday::day)
                .containsExactly(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-01-02"));
    }

    @Test
    void aBadRowIsNamedByItsLineAndNothingIsImported() {
        assertThatThrownBy(() -> edits.importAnnotations(
                        "from,to,kind,text,shop\n2026-09-01,,launch,one,*\n\n2026-09-31,,launch,two,*\n", OPERATOR))
                .isInstanceOf(QuanjingException.class)
                .hasMessageStartingWith("Line 4: The field from, '2026-09-31', is no day")
                .hasMessageEndingWith("Maybe 2026-06-18. Nothing was imported.");
        assertThat(calendar.annotations(days("2026-09-01..2026-09-30"), Set.of()))
                .isEmpty();
        for (String broken : List.of(
                "event,edition\n618,2026\n",
                "",
                "event,edition,zh,en,shop,phase,from,to\n618,2026,\"618,618,*,sale,2026-06-01,2026-06-02\n",
                "event,edition,zh,en,shop,phase,from,to\n618,2026,\uFFFD\uFFFD,618,*,sale,2026-06-01,2026-06-02\n")) {
            assertThatThrownBy(() -> edits.importPromotions(broken, OPERATOR))
                    .isInstanceOf(QuanjingException.class)
                    .hasMessageContaining("Maybe ")
                    .hasMessageEndingWith("Nothing was imported.");
        }
        // two phases of one promotion on one day
        String twice = """
                event,edition,zh,en,shop,phase,from,to
                77,2026,七夕,Qixi,*,sale,2026-08-01,2026-08-05
                77,2026,七夕,Qixi,*,peak,2026-08-05,2026-08-06
                """;
        assertThatThrownBy(() -> edits.importPromotions(twice, OPERATOR))
                .hasMessageStartingWith("Line 2: The field peak, '2026-08-05..2026-08-06', has days in common");
    }

    @Test
    void thereIsOnePromotionOfAnEventEditionAndShop() {
        Promotion qixi = promotion("qixi", 2026, "*", phase(Phase.SALE, "2026-08-10..2026-08-19"));
        edits.create(qixi, OPERATOR);
        assertRefused(() -> edits.create(qixi, OPERATOR), "calendar.promotion_exists");
        var kept = store.promotion("qixi", 2026, "*").orElseThrow();
        edits.change(kept.id(), promotion("qixi", 2026, "*", phase(Phase.SALE, "2026-08-12..2026-08-19")), OPERATOR);
        // what people wrote is not overwritten by what the program knows
        calendar.provide(qixi);
        assertThat(store.promotion("qixi", 2026, "*").orElseThrow().value().days())
                .isEqualTo(days("2026-08-12..2026-08-19"));
        edits.deletePromotion(kept.id(), OPERATOR);
        assertThat(store.promotion("qixi", 2026, "*")).isEmpty();
        assertRefused(() -> edits.deletePromotion(kept.id(), OPERATOR), "calendar.unknown_entry");
        assertThat(AUDITED)
                .containsSubsequence(
                        "calendar.promotion_created qixi-2026",
                        "calendar.promotion_changed qixi-2026",
                        "calendar.promotion_deleted qixi-2026");
    }

    @Test
    void ofTwoWhoDeleteTheSameAtOnceOneIsToldThatItIsGone() throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 20; i++) {
                UUID id = UUID.randomUUID();
                store.add(
                        id,
                        new Annotation(
                                days("2026-04-01..2026-04-01"), Annotation.Kind.OTHER, "Gone", Promotion.EVERY_SHOP),
                        "op");
                Callable<Integer> delete = () -> {
                    try {
                        edits.deleteAnnotation(id, OPERATOR);
                        return 1;
                    } catch (QuanjingException gone) {
                        assertThat(gone.errorCode()).isEqualTo(CalendarError.UNKNOWN_ENTRY);
                        return 0;
                    }
                };
                int deleted = 0;
                for (Future<Integer> one : two.invokeAll(List.of(delete, delete))) {
                    deleted += one.get();
                }
                assertThat(deleted).isEqualTo(1);
            }
        }
    }

    @Test
    void aMomentIsComparedByTheWindowsOfThen() {
        DataSource database = TestPostgres.migrated();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        CalendarStore kept = new CalendarStore(JdbcClient.create(database), now::get);
        CalendarEdits changes =
                new CalendarEdits(kept, new TwoShops(), (caller, action, subject, details) -> {}, transaction);
        Calendar today = new StoredCalendar(kept, transaction);
        DayRange august = days("2026-08-01..2026-08-31");
        changes.create(promotion("moon", 2025, "*", phase(Phase.SALE, "2025-08-10..2025-08-12")), OPERATOR);
        changes.create(
                promotion(
                        "moon",
                        2026,
                        "*",
                        phase(Phase.SALE, "2026-08-10..2026-08-11"),
                        phase(Phase.PEAK, "2026-08-12..2026-08-12")),
                OPERATOR);
        UUID id = kept.promotion("moon", 2026, "*").orElseThrow().id();
        now.set(Instant.parse("2026-02-01T00:00:00Z"));
        changes.change(id, promotion("moon", 2026, "*", phase(Phase.SALE, "2026-08-20..2026-08-22")), OPERATOR);
        now.set(Instant.parse("2026-03-01T00:00:00Z"));
        changes.deletePromotion(id, OPERATOR);

        Calendar january = today.asKnownAt(Instant.parse("2026-01-31T23:59:59Z"));
        assertThat(january.align("moon", august, Set.of()).pieces())
                .containsExactly(piece("2026-08-10..2026-08-11", "2025-08-10..2025-08-11"));
        assertThat(january.promotions(august, Set.of()))
                .singleElement()
                .satisfies(moon -> assertThat(moon.phases()).hasSize(2));
        Calendar february = today.asKnownAt(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(february.align("moon", august, Set.of()).pieces())
                .containsExactly(piece("2026-08-20..2026-08-22", "2025-08-10..2025-08-12"));
        for (Calendar without : List.of(
                today,
                today.asKnownAt(Instant.parse("2026-03-01T00:00:00Z")),
                today.asKnownAt(Instant.parse("2025-12-31T00:00:00Z")))) {
            assertThat(without.promotions(august, Set.of())).isEmpty();
            assertRefused(() -> without.align("moon", august, Set.of()), "calendar.no_event");
        }
    }

    private static void assertRefused(Runnable action, String code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refused -> assertThat(refused.errorCode().code()).isEqualTo(code))
                .hasMessageContaining("Maybe ");
    }

    private static Promotion promotion(String event, int edition, String shop, PhaseDays... phases) {
        return new Promotion(event, edition, new Title(event, event), shop, List.of(phases));
    }

    private static PhaseDays phase(Phase phase, String days) {
        return new PhaseDays(phase, days(days));
    }

    private static Piece piece(String days, String base) {
        return new Piece(days(days), days(base));
    }

    private static DayRange days(String days) {
        String[] ends = days.split("\\.\\.", -1);
        return new DayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
    }
}
