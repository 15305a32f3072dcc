package io.quanjing.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.quality.ProfileStore.Copies;
import io.quanjing.ingest.quality.ProfileStore.Lateness;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What data quality asks of a warehouse, whichever it is: small data, answers worked out by hand. */
abstract class QualityContract {

    private static final ShopClock CLOCK = ShopClock.of("Asia/Shanghai");
    private static final AtomicInteger LOAD = new AtomicInteger();

    @TempDir
    Path folder;

    Warehouse warehouse;
    ProfileStore profiles;
    ReconciliationStore reconciliation;
    private final List<FactRow> rows = new ArrayList<>();

    abstract Warehouse open(Path folder);

    @BeforeEach
    void openIt() {
        warehouse = open(folder);
        profiles = new ProfileStore(warehouse, QueryOptions.batch());
        reconciliation = new ReconciliationStore(warehouse);
    }

    @AfterEach
    void closeIt() {
        warehouse.close();
    }

    private FactRow fact(String table, String source, String key, String local) {
        Instant at = LocalDateTime.parse(local).atZone(CLOCK.zone()).toInstant();
        FactRow row = FactRow.of(warehouse.table(table))
                .set("shop", "s1")
                .set("source", source)
                .set("natural_key", key)
                .set("at", at)
                .set("shop_day", CLOCK.day(at))
                .set("shop_hour", (long) CLOCK.hour(at));
        rows.add(row);
        return row;
    }

    private void order(String source, String id, String day, @Nullable String paid, @Nullable String customer) {
        FactRow row = fact("order_header", source, id, day + "T10:00")
                .set("order_id", id)
                .set("customer", customer)
                .set("order_amount", new BigDecimal(paid == null ? "1" : paid))
                .set("currency", "CNY");
        if (paid != null) {
            FactRow ignored = row.set("paid_amount", new BigDecimal(paid))
                    .set("paid_at", row.get("at"))
                    .set("paid_day", LocalDate.parse(day))
                    .set("paid_hour", 10L);
        }
    }

    private void payment(String source, String order, String day, String amount, String result) {
        FactRow ignored = fact("payment", source, order + "-" + result + amount, day + "T10:01")
                .set("order_id", order)
                .set("result", result)
                .set("amount", new BigDecimal(amount))
                .set("currency", "CNY");
    }

    private void settled(String source, String order, String day, String amount) {
        FactRow ignored = fact("platform_figure", source, order + day, day + "T00:00")
                .set("metric", "settled_income")
                .set("subject", order)
                .set("value", new BigDecimal(amount));
    }

    private void refund(String source, String order, String key, String day, String amount, boolean remainder) {
        FactRow ignored = fact("refund", source, key, day + "T12:00")
                .set("order_id", order)
                .set("amount", new BigDecimal(amount))
                .set("remainder", remainder)
                .set("currency", "CNY");
    }

    private void load() {
        try (FactLoad load = warehouse.load("quality-" + LOAD.incrementAndGet())) {
            rows.forEach(load::append);
            var ignored = load.commit();
        }
        rows.clear();
        warehouse.awaitMarts();
    }

    private List<Difference> differences(Comparison comparison, String ours, String theirs) {
        return reconciliation.differences(comparison, "s1", ours, theirs, 100, QueryOptions.batch());
    }

    private static FactSubject subject(String fact) {
        return Objects.requireNonNull(Declared.fromResources().facts().get(fact));
    }

    @Test
    void everyDeclaredQuestionCanBeAsked() {
        Declared.fromResources().facts().forEach((fact, subject) -> {
            if (subject.day() != null) {
                assertThat(profiles.made(fact, subject)).isEmpty();
                return;
            }
            assertThat(profiles.profiles(fact, subject)).isEmpty();
            assertThat(profiles.lateness(fact, LocalDate.EPOCH)).isEmpty();
            if (!subject.identity().isEmpty()) {
                assertThat(profiles.copies(fact, subject.identity(), LocalDate.EPOCH))
                        .isEmpty();
            }
        });
        for (Comparison comparison : Comparison.values()) {
            assertThat(reconciliation.findings(comparison, QueryOptions.batch()))
                    .isEmpty();
        }
    }

    @Test
    void aProfileHasRowsAndKnownValuesOfEachDay() {
        order("file", "1", "2026-11-01", "10.00", "c1");
        order("file", "2", "2026-11-01", "10.00", null);
        order("file", "3", "2026-11-03", "10.00", "c1");
        order("hook", "4", "2026-11-03", "10.00", "c1");
        Instant before = Instant.now().minusSeconds(5);
        load();

        List<FactProfile> found = profiles.profiles("order_header", subject("order_header"));
        FactProfile file = found.stream()
                .filter(p -> p.source().equals("file"))
                .findFirst()
                .orElseThrow();
        assertThat(found).hasSize(2);
        assertThat(file.days().keySet()).containsExactly(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 3));
        assertThat(file.days().firstEntry().getValue().rows()).isEqualTo(2);
        assertThat(file.days().firstEntry().getValue().known()).isEqualTo(Map.of("customer", 1L, "region", 0L));
        assertThat(file.lastAt()).isEqualTo(Instant.parse("2026-11-03T02:00:00Z"));
        assertThat(file.lastRecordedAt()).isBetween(before, Instant.now().plusSeconds(5));
        assertThat(file.deliveries())
                .singleElement()
                .satisfies(hour -> assertThat(hour)
                        .isBetween(before.minusSeconds(3600), Instant.now().plusSeconds(5)));
        // Three of the orders have no line, so their sales have no known cost.
        FactProfile sales = profiles.made("sales_line", subject("sales_line")).getFirst();
        assertThat(sales.rows(LocalDate.of(2026, 11, 3))).isEqualTo(2);
        assertThat(sales.days().firstEntry().getValue().known()).isEqualTo(Map.of("cost_amount", 0L));
    }

    @Test
    void copiesAreRowsThatSayTheSameUnderAnotherKey() {
        // Two attempts that are one but for the key, a third of another source, and one of another amount.
        payment("file", "1", "2026-11-01", "10.00", "success");
        FactRow ignored = fact("payment", "file", "again", "2026-11-01T10:01")
                .set("order_id", "1")
                .set("result", "success")
                .set("amount", new BigDecimal("10.00"))
                .set("currency", "CNY");
        payment("hook", "1", "2026-11-01", "10.00", "success");
        payment("hook", "2", "2026-11-01", "11.00", "success");
        payment("old", "3", "2026-10-01", "11.00", "success");
        payment("old2", "3", "2026-10-01", "11.00", "success");
        load();

        List<String> identity = subject("payment").identity();
        assertThat(profiles.copies("payment", identity, LocalDate.of(2026, 11, 1)))
                .containsExactly(new Copies("s1", "file", "hook", 2));
    }

    @Test
    void historyIsNotLateAndWhatComesAfterTheFirstRowCounts() {
        order("file", "1", "2026-11-01", "10.00", null);
        load();
        Instant soon = Instant.now().plusSeconds(3600);
        FactRow ignored = fact("order_header", "file", "2", "2026-11-01T10:00")
                .set("at", soon)
                .set("shop_day", CLOCK.day(soon))
                .set("order_id", "2")
                .set("order_amount", BigDecimal.ONE)
                .set("currency", "CNY");
        load();
        // A revision later does not make the first row one that was told now.
        order("file", "1", "2026-11-01", "12.00", null);
        load();

        assertThat(profiles.lateness("order_header", LocalDate.of(2026, 11, 1)))
                .containsExactly(new Lateness("s1", "file", 1, 0, 0, 0));
    }

    @Test
    void ordersAndPaymentsAreHeldAgainstEachOther() {
        order("file", "same", "2026-11-01", "100.00", null);
        order("file", "other-amount", "2026-11-02", "50.00", null);
        order("file", "unpaid-there", "2026-11-03", "30.00", null);
        order("file", "too-new", "2026-11-05", "70.00", null);
        order("file", "unpaid", "2026-11-03", null, null);
        payment("pay", "same", "2026-11-01", "99.00", "failure");
        payment("pay", "same", "2026-11-01", "100.00", "success");
        payment("pay", "other-amount", "2026-11-02", "45.00", "success");
        payment("pay", "unknown-here", "2026-11-03", "20.00", "success");
        payment("pay", "last", "2026-11-05", "8.00", "success");
        order("file", "last", "2026-11-05", "8.00", null);
        load();

        assertThat(differences(Comparison.PAYMENTS, "file", "pay"))
                .containsExactly(
                        difference("unpaid-there", "2026-11-03", "30.00", null, "theirs_missing", "-30.00"),
                        difference("unknown-here", "2026-11-03", null, "20.00", "ours_missing", "20.00"),
                        difference("other-amount", "2026-11-02", "50.00", "45.00", "different", "-5.00"));
        // 30 + 20 + 5 apart, of 100 + 50 + 30 + 20 + 8.
        assertThat(reconciliation.findings(Comparison.PAYMENTS, QueryOptions.batch()))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.value()).isEqualByComparingTo("0.264423");
                    assertThat(f.key()).isEqualTo("reconciliation/s1/file/order_header/payments%3Apay");
                    assertThat(f.arguments())
                            .containsEntry("same", 2L)
                            .containsEntry("theirsMissing", 1L)
                            .containsEntry("theirsMissingAmount", "30.00")
                            .containsEntry("oursMissingAmount", "20.00")
                            .containsEntry("differentAmount", "-5.00")
                            .containsEntry("apart", "55.00");
                });
    }

    private static Difference difference(
            String order,
            String day,
            @Nullable String ours,
            @Nullable String theirs,
            String finding,
            String difference) {
        return new Difference(
                order,
                LocalDate.parse(day),
                ours == null ? null : new BigDecimal(ours),
                new BigDecimal("0.00"),
                theirs == null ? null : new BigDecimal(theirs),
                finding,
                new BigDecimal(difference));
    }

    @Test
    void aSettlementMayComeBeforeOrAfterARefund() {
        order("p", "settled-net", "2026-11-01", "100.00", null);
        refund("p", "settled-net", "r1", "2026-11-02", "40.00", false);
        settled("p", "settled-net", "2026-11-09", "60.00");
        order("p", "settled-gross", "2026-11-01", "100.00", null);
        refund("p", "settled-gross", "r2", "2026-11-12", "40.00", false);
        settled("p", "settled-gross", "2026-11-09", "100.00");
        // All of it went back: the remainder of the order's export and the refund itself are one.
        order("p", "never-settled", "2026-11-02", "29.90", null);
        refund("p", "never-settled", "r3", "2026-11-02", "29.90", true);
        refund("p", "never-settled", "r4", "2026-11-03", "29.90", false);
        order("p", "forgotten", "2026-11-05", "30.00", null);
        order("p", "not-yet", "2026-11-06", "31.00", null);
        order("p", "subsidised", "2026-11-03", "1049.00", null);
        settled("p", "subsidised", "2026-11-10", "1079.00");
        settled("p", "subsidised", "2026-11-20", "0.00");
        load();

        // The last settlement is of 20 November: what was paid by the 5th is due.
        assertThat(differences(Comparison.SETTLEMENTS, "p", "p"))
                .containsExactly(
                        difference("forgotten", "2026-11-05", "30.00", null, "theirs_missing", "-30.00"),
                        difference("subsidised", "2026-11-03", "1049.00", "1079.00", "different", "30.00"));
    }

    @Test
    void twoSourcesOfTheSameOrdersAreComparedOnce() {
        order("file", "1", "2026-11-01", "10.00", null);
        order("hook", "1", "2026-11-01", "12.00", null);
        order("file", "2", "2026-11-01", "5.00", null);
        order("hook", "2", "2026-11-02", "5.00", null);
        // Another platform of the shop, which has no order in common.
        order("jd", "9", "2026-11-01", "7.00", null);
        load();

        assertThat(differences(Comparison.SOURCES, "file", "hook"))
                .containsExactly(difference("1", "2026-11-01", "10.00", "12.00", "different", "2.00"));
        assertThat(reconciliation.findings(Comparison.SOURCES, QueryOptions.batch()))
                .singleElement()
                .satisfies(f -> assertThat(f.part()).isEqualTo("sources:hook"));
    }
}
