package io.quanjing.target;

import static io.quanjing.target.TargetFixture.NORTH;
import static io.quanjing.target.TargetFixture.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.calendar.Calendar;
import io.quanjing.calendar.Phase;
import io.quanjing.calendar.Promotion;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.calendar.Title;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.MetricsOver;
import io.quanjing.target.Progress.Why;
import io.quanjing.target.TargetEdits.Given;
import io.quanjing.target.TargetFixture.TwoShops;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Targets over a real warehouse and a real PostgreSQL, on 11 June 2026 at ten o'clock. */
class TargetsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 11);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-11T02:00:00Z"));
    private static final Caller OLI = new Caller("oli", Role.OPERATOR, Set.of());
    private static final Caller NORTHERNER = new Caller("nora", Role.OPERATOR, Set.of("north"));

    private static Warehouse warehouse;
    private static Metrics metrics;
    private static DataSource source;

    private final List<String> audited = new ArrayList<>();
    private TargetStore store;
    private TargetEdits edits;
    private TargetImport imports;
    private Progresses progresses;
    private TargetYears years;

    @BeforeAll
    static void sell() {
        warehouse = EmbeddedWarehouse.open(TestFolders.create("targets").resolve("warehouse"));
        TargetFixture.sell(warehouse, NORTH, TODAY);
        TargetFixture.sell(warehouse, SOUTH, TODAY);
        metrics = MetricsOver.of(warehouse, new TwoShops(), CLOCK);
        source = TestPostgres.migrated();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static Promotion promotion(int year) {
        return new Promotion(
                "618",
                year,
                new Title("618", "618"),
                Promotion.EVERY_SHOP,
                List.of(new PhaseDays(Phase.PEAK, new DayRange(LocalDate.of(year, 6, 15), LocalDate.of(year, 6, 18)))));
    }

    @BeforeEach
    void begin() {
        JdbcClient database = JdbcClient.create(source);
        assertThat(database.sql("delete from target").update()).isNotNegative();
        TwoShops shops = new TwoShops();
        Audit audit = (caller, action, subject, details) ->
                audited.add(caller.name() + " " + action.code() + " " + details.get("period"));
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        store = new TargetStore(database);
        TargetRules rules = new TargetRules(shops, metrics);
        DailyFigures figures = new DailyFigures(metrics, CLOCK);
        Plans plans = new Plans(store, Calendar.of(List.of(promotion(2025), promotion(2026))), figures, CLOCK);
        edits = new TargetEdits(store, rules, audit, transaction, CLOCK);
        imports = new TargetImport(store, rules, audit, transaction, CLOCK);
        progresses = new Progresses(plans, figures, metrics, CLOCK);
        years = new TargetYears(store, plans, figures, progresses, rules, shops);
    }

    private void put(String shop, String metric, String period, String target) {
        edits.put(new Given(shop, metric, "", "", period), target, OLI);
    }

    private Progress progress(String metric, String from, String to, Shop... shops) {
        return progress(metric, from, to, Map.of(), shops);
    }

    private Progress progress(String metric, String from, String to, Map<String, List<String>> where, Shop... shops) {
        return Objects.requireNonNull(progresses
                .of(
                        new Progresses.Question(
                                List.of(metric),
                                new DayRange(LocalDate.parse(from), LocalDate.parse(to)),
                                where,
                                List.of(shops)),
                        OLI)
                .get(metric));
    }

    @Test
    void aYearIsSpreadLikeLastYearAndSaysHowFarAMonthHasCome() {
        // 2025 brought 361 × 100 + 4 × 300 = 37,300; a fifth more is 44,760: 120 a day, 360 on the four days of the
        // event.
        put("North", "gmv", "2026", "44760");

        Progress june = progress("gmv", "2026-06-01", "2026-06-30", NORTH);

        assertThat(june.target()).isEqualByComparingTo("4560");
        assertThat(june.actual()).isEqualByComparingTo("1100");
        assertThat(june.attainment()).isCloseTo(1100.0 / 4560, within(1e-12));
        assertThat(june.expected()).isEqualByComparingTo("1200");
        assertThat(june.pace()).isCloseTo(1000.0 / 1200, within(1e-12));
        assertThat(june.over()).isEqualTo(10);
        assertThat(june.shape()).isEqualTo(TargetShape.Kind.LAST_YEAR);
        // Ten days brought 1,000; the other twenty are to bring 3,360 and bring five sixths of it, without any scatter.
        Landing landing = Objects.requireNonNull(june.landing());
        assertThat(landing.value()).isCloseTo(3800, within(1e-6));
        assertThat(landing.low()).isCloseTo(3800, within(1e-6));
        assertThat(landing.high()).isCloseTo(3800, within(1e-6));
    }

    @Test
    void shopsAddUpIfAllOfThemHaveATarget() {
        put("north", "gmv", "2026-06", "3000");
        assertThat(progress("gmv", "2026-06-01", "2026-06-30", NORTH, SOUTH).why())
                .isEqualTo(Why.NOT_EVERY_SHOP);

        put("south", "gmv", "2026-06", "6000");
        Progress both = progress("gmv", "2026-06-01", "2026-06-30", NORTH, SOUTH);

        assertThat(both.target()).isEqualByComparingTo("9000");
        assertThat(both.actual()).isEqualByComparingTo("2200");
    }

    @Test
    void peopleAreCountedByTheDayAndLevelsAreNotAddedUp() {
        put("north", "buyers", "2026-06", "60");
        Progress buyers = progress("buyers", "2026-06-01", "2026-06-30", NORTH);
        assertThat(buyers.basis()).isEqualTo(Basis.DAY_SUM);
        // One and the same buyer on eleven days.
        assertThat(buyers.actual()).isEqualByComparingTo("11");

        put("north", "aov", "2026", "1375");
        Progress aov = progress("aov", "2026-06-01", "2026-06-30", NORTH);
        assertThat(aov.basis()).isEqualTo(Basis.LEVEL);
        assertThat(aov.target()).isEqualByComparingTo("1375");
        assertThat(aov.actual()).isEqualByComparingTo("1100");
        assertThat(aov.attainment()).isEqualTo(0.8);
        assertThat(Objects.requireNonNull(aov.landing()).why()).isEqualTo(Landing.Why.LEVEL);
        put("south", "aov", "2026", "1375");
        assertThat(progress("aov", "2026-06-01", "2026-06-30", NORTH, SOUTH).why())
                .isEqualTo(Why.SEVERAL_SHOPS);
    }

    @Test
    void aPartOfTheShopHasATargetOfItsOwn() {
        edits.put(new Given("north", "gmv", "channel", "taobao_search", "2026-06"), "3,000.00", OLI);
        Map<String, List<String>> search = Map.of("channel", List.of("taobao_search"));

        assertThat(progress("gmv", "2026-06-01", "2026-06-30", search, NORTH).target())
                .isEqualByComparingTo("3000");
        assertThat(progress("gmv", "2026-06-01", "2026-06-30", NORTH).why()).isEqualTo(Why.NO_TARGET);
        refused(
                () -> edits.put(new Given("north", "gmv", "channel", "taobao_serch", "2026-06"), "1", OLI),
                TargetError.UNKNOWN_VALUE,
                "Maybe taobao_search.");
        refused(
                () -> edits.put(new Given("north", "gmv", "hour", "9", "2026-06"), "1", OLI),
                TargetError.BAD_DIMENSION,
                "is nothing that gmv can be split by");
        refused(
                () -> edits.put(new Given("north", "gmv", "channel", "", "2026-06"), "1", OLI),
                TargetError.BAD_DIMENSION,
                "is missing");
    }

    @Test
    void daysWithoutATargetOrAFigureSaySo() {
        put("north", "gmv", "2026-06", "3000");

        assertThat(progress("gmv", "2026-05-20", "2026-06-10", NORTH).why()).isEqualTo(Why.NOT_EVERY_DAY);
        assertThat(progress("gmv", "2026-07-01", "2026-07-31", NORTH).why()).isEqualTo(Why.NO_TARGET);
        put("north", "gmv", "2026-07", "3100");
        Progress july = progress("gmv", "2026-07-01", "2026-07-31", NORTH);
        assertThat(july.target()).isEqualByComparingTo("3100");
        assertThat(july.why()).isEqualTo(Why.NOT_BEGUN);
        assertThat(july.actual()).isNull();
        Progress days = progress("gmv", "2026-06-01", "2026-06-10", NORTH);
        assertThat(days.attainment()).isEqualTo(days.pace());
        assertThat(Objects.requireNonNull(days.landing()).why()).isEqualTo(Landing.Why.ENDED);
        assertThat(Objects.requireNonNull(progress("gmv", "2026-06-05", "2026-06-30", NORTH)
                                .landing())
                        .why())
                .isEqualTo(Landing.Why.TOO_FEW_DAYS);
        assertThat(progress(
                                "gmv",
                                "2026-06-01",
                                "2026-06-30",
                                Map.of("channel", List.of("a"), "region", List.of("b")),
                                NORTH)
                        .why())
                .isEqualTo(Why.SEVERAL_CONDITIONS);
    }

    @Test
    void aTargetIsReplacedAndTakenBackAndEveryChangeIsAudited() {
        put("north", "gmv", "2026", "1000");
        put("north", "gmv", "2026-Q1", "400");
        put("north", "gmv", "2026-Q1", "500");
        refused(() -> put("north", "gmv", "2026-08", "600"), TargetError.PARTS_EXCEED, "add up to 1100.00");
        edits.delete(new Given("north", "gmv", "", "", "2026-Q1"), OLI);
        refused(
                () -> edits.delete(new Given("north", "gmv", "", "", "2026-Q1"), OLI),
                TargetError.UNKNOWN_TARGET,
                "taken back already");

        assertThat(audited)
                .containsExactly(
                        "oli target.target_set 2026",
                        "oli target.target_set 2026-Q1",
                        "oli target.target_set 2026-Q1",
                        "oli target.target_deleted 2026-Q1");
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void aYearIsShownFromTheYearToItsDays() {
        put("north", "gmv", "2026", "44760");
        put("north", "gmv", "2026-05", "3100");

        TargetYears.Year year = years.year("north", "gmv", "", "", 2026, OLI);

        assertThat(year.periods()).hasSize(1 + 4 + 12 + 365);
        assertThat(year.shape()).isEqualTo("last_year");
        TargetYears.PeriodView may = view(year, "2026-05");
        assertThat(may.given()).isEqualTo("3100.00");
        assertThat(may.by()).isEqualTo("oli");
        assertThat(may.actual()).isEqualTo("3100.00");
        assertThat(may.attainment()).isEqualTo(1.0);
        assertThat(view(year, "2026-Q3").given()).isNull();
        assertThat(view(year, "2026-Q3").target()).isNotNull();
        assertThat(view(year, "2026-Q3").actual()).isNull();
        assertThat(view(year, "2026-06").actual()).isEqualTo("1100.00");
        assertThat(years.list(2026, OLI)).containsExactly(new TargetYears.Listed("north", "gmv", "", "", 2));
        assertThat(years.list(2025, OLI)).isEmpty();
        assertThat(years.list(2026, new Caller("sue", Role.VIEWER, Set.of("south"))))
                .isEmpty();
    }

    private static TargetYears.PeriodView view(TargetYears.Year year, String period) {
        return year.periods().stream()
                .filter(one -> one.period().equals(period))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileIsBroughtInWholeOrNotAtAllAndNamesEveryLineThatIsWrong() {
        String head = "shop,metric,dimension,value,period,target\n";
        String good = "North,gmv,,,2026,40000\nNorth,gmv,,,2026-Q1,9000\nSouth,pay_rate,,,2026-06,3.5%\n";
        TargetImport.Report wrong = imports.run(
                head + good
                        + "West,gmv,,,2026,1\nNorth,gmw,,,2026,1\nNorth,gmv,,,2026-13,1\n"
                        + "North,gmv,,,2026-Q2,12万\nNorth,gmv,,,2026-Q1,1\nNorth,gmv,,,2026-Q4,50000\n",
                false,
                OLI);

        assertThat(wrong.imported()).isFalse();
        assertThat(wrong.errors().stream()
                        .map(error -> error.line() + " " + error.column() + " " + error.value() + " " + error.code()))
                .containsExactly(
                        "2 target 40000 target.parts_exceed",
                        "5 shop West target.unknown_shop",
                        "6 metric gmw target.unknown_metric",
                        "7 period 2026-13 target.bad_period",
                        "8 target 12万 target.bad_amount",
                        "9 period 2026-Q1 target.twice");
        assertThat(wrong.errors())
                .allSatisfy(error -> assertThat(error.message()).contains("Maybe "));
        assertThat(store.count()).isZero();

        TargetImport.Report dry = imports.run(head + good, true, OLI);
        assertThat(dry).isEqualTo(new TargetImport.Report(3, 3, 0, 0, false, List.of(), 0));
        assertThat(store.count()).isZero();
        assertThat(imports.run(head + good, false, OLI).imported()).isTrue();
        assertThat(store.count()).isEqualTo(3);
        assertThat(imports.run("店铺,指标,周期,目标\nNorth,GMV,2026,41000\nNorth,GMV,2026-Q1,9000\n", false, OLI))
                .isEqualTo(new TargetImport.Report(2, 0, 1, 1, true, List.of(), 0));
        assertThat(audited).containsExactly("oli target.targets_imported null", "oli target.targets_imported null");
        refused(() -> imports.run("shop,metric\n", true, OLI), TargetError.BAD_FILE, "has no rows");
        refused(() -> imports.run("shop,period\nNorth,2026\n", true, OLI), TargetError.BAD_FILE, "no column metric");
    }

    @Test
    void nobodyWritesWhatHeDoesNotSeeAndEveryNumberHasItsBounds() {
        refused(
                () -> edits.put(new Given("south", "gmv", "", "", "2026"), "1", NORTHERNER),
                TargetError.UNKNOWN_SHOP,
                "Maybe North.");
        refused(() -> put("north", "paid_orders", "2026", "1.5"), TargetError.BAD_AMOUNT, "no whole number");
        refused(() -> put("north", "gmv", "2026", "-1"), TargetError.BAD_AMOUNT, "is no number from 0");
        refused(() -> put("north", "gmv", "2026", "0.001"), TargetError.BAD_AMOUNT, "more than 2 decimal places");
        refused(() -> put("north", "pay_rate", "2026", "3.5"), TargetError.BAD_AMOUNT, "Maybe 3.5%.");
        refused(() -> put("north", "gmv", "2026", "99999999999999"), TargetError.BAD_AMOUNT, "is more than");
    }

    @Test
    void whatIsProvidedDoesNotTouchWhatIsGiven() {
        edits.provide("north", "gmv", 2026, new BigDecimal("1000"), OLI);
        edits.provide("north", "gmv", 2026, new BigDecimal("2000"), OLI);

        assertThat(store.of(new TargetKey("north", "gmv", "", ""), 2026))
                .singleElement()
                .satisfies(target -> assertThat(target.amount()).isEqualByComparingTo("1000"));
    }

    private static void refused(ThrowingCallable call, TargetError code, @Nullable String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
