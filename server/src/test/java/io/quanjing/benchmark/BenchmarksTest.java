package io.quanjing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.benchmark.BenchmarkCsv.Wrong;
import io.quanjing.benchmark.Positions.Position;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.StoryFigures;
import io.quanjing.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class BenchmarksTest {

    private static final Caller OLI = new Caller("oli", Role.OPERATOR, Set.of());
    private static final String HEAD = "metric,category,basis,from,to,value,p25,p50,p75,source\n";

    private final Metrics metrics = StoryFigures.metrics();
    private final DataSource source = TestPostgres.migrated();
    private final List<String> audited = new ArrayList<>();
    private final BenchmarkStore store =
            new BenchmarkStore(JdbcClient.create(source), InstantSource.fixed(Instant.parse("2026-04-15T06:25:00Z")));
    private final BenchmarkEdits edits = new BenchmarkEdits(
            store,
            metrics,
            (caller, action, subject, details) -> audited.add(caller.name() + " " + action.code() + " " + subject),
            new TransactionTemplate(new JdbcTransactionManager(source)));
    private final Positions positions = new Positions(store, metrics, new BenchmarkSettings(Duration.ofDays(90)));

    @Test
    void aFileIsReadByIdOrTitleWithPercentSignsAndSpreadsheetNumbers() {
        int rows = edits.importFile("\uFEFF" + """
                metric,from,to,value,source,category
                pay_rate,2026-01-01,2026-03-31,3.5%,Report A,美妆 / 面膜/
                客单价,2026-01-01,2026-03-31,"1,234.50",Report A,
                """, OLI);

        assertThat(rows).isEqualTo(2);
        assertThat(store.all(10))
                .extracting(
                        kept -> kept.value().metric(),
                        kept -> kept.value().category(),
                        kept -> kept.value().value().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("aov", "", "1234.50"),
                        org.assertj.core.groups.Tuple.tuple("pay_rate", "美妆/面膜", "0.035"));
        assertThat(audited).containsExactly("oli benchmark.benchmarks_imported Report A");
    }

    @Test
    void theSameSourceReplacesWhatItSaidAndAnotherOneStandsBeside() {
        edits.importFile(HEAD + "pay_rate,,,2026-01-01,2026-03-31,3%,,,,A\n", OLI);
        edits.importFile(
                HEAD + "pay_rate,,,2026-01-01,2026-03-31,4%,,,,A\npay_rate,,,2026-01-01,2026-03-31,5%,,,,B\n", OLI);

        assertThat(store.all(10))
                .extracting(kept -> kept.value().source() + kept.value().value())
                .containsExactly("A0.04", "B0.05");
        edits.delete(store.all(10).getFirst().id(), OLI);
        assertThat(store.count()).isEqualTo(1);
        assertThat(audited).endsWith("oli benchmark.benchmark_deleted pay_rate");
        refused(() -> edits.delete(UUID.randomUUID(), OLI), BenchmarkError.UNKNOWN_BENCHMARK, "Maybe");
    }

    @Test
    void everyWrongRowIsNamedWithLineColumnValueRuleAndWhatWasMeant() {
        String csv = HEAD + """
                pay_rat,,,2026-01-01,2026-03-31,3%,,,,A
                pay_rate,,,2026-01-01,31.3.2026,3%,,,,A
                pay_rate,,,2026-03-31,2026-01-01,3%,,,,A
                pay_rate,,,2026-01-01,2026-03-31,3.5,,,,A
                aov,,,2026-01-01,2026-03-31,3%,,,,A
                aov,,,2026-01-01,2026-03-31,many,,,,A
                pay_rate,,,2026-01-01,2026-03-31,3%,2%,,4%,A
                pay_rate,,,2026-01-01,2026-03-31,3%,2%,1%,4%,A
                pay_rate,,growth,2026-01-01,2026-03-31,3%,,,,A
                pay_rate,,,2026-01-01,2026-03-31,3%,,,,
                """;
        assertThatThrownBy(() -> edits.importFile(csv, OLI))
                .isInstanceOfSatisfying(QuanjingException.class, refusal -> {
                    assertThat(refusal.errorCode()).isEqualTo(BenchmarkError.BAD_ROWS);
                    assertThat(refusal.arguments()).containsEntry("count", 10);
                    assertThat((List<?>) refusal.arguments().get("rows"))
                            .isEqualTo(List.of(
                                    new Wrong(2, "metric", "pay_rat", "metric", "pay_rate"),
                                    new Wrong(3, "to", "31.3.2026", "day", "2026-03-31"),
                                    new Wrong(4, "to", "2026-01-01", "order", "2026-03-31"),
                                    new Wrong(5, "value", "3.5", "share", "3.5%"),
                                    new Wrong(6, "value", "3%", "no_percent", "3"),
                                    new Wrong(7, "value", "many", "number", "1234.50"),
                                    new Wrong(8, "p50", "", "quartiles", "p25, p50, p75"),
                                    new Wrong(9, "p50", "1%", "quartile_order", "2%"),
                                    new Wrong(10, "basis", "growth", "basis", "value, previous, last-year"),
                                    new Wrong(11, "source", "", "source", "行业年报 2026")));
                })
                .hasMessageContaining("Line 2, column metric: 'pay_rat'");
        assertThat(store.count()).isZero();
        assertThat(audited).isEmpty();
        refused(() -> edits.importFile("a,b\n1,2\n", OLI), BenchmarkError.BAD_FILE, "begins with the columns a,b");
        refused(() -> edits.importFile(HEAD, OLI), BenchmarkError.BAD_FILE, "has no rows");
        refused(
                () -> edits.importFile(HEAD, new Caller("x", Role.OPERATOR, Set.of("night"))),
                BenchmarkError.ALL_SHOPS_NEEDED,
                "sees 1");
    }

    @Test
    void aRateStandsBesideTheIndustryInPointsAndInAQuarter() {
        edits.importFile(HEAD + "pay_rate,,,2026-01-01,2026-03-31,40%,30%,38%,60%,A\n", OLI);

        // 10 and 11 February: two visitors of the night shop, both bought.
        Position one = only("pay_rate", "2026-02-10..2026-02-11", Map.of());
        assertThat(one.own()).isEqualByComparingTo("1");
        assertThat(one.points()).isTrue();
        assertThat(one.gap()).isEqualTo(0.6);
        assertThat(one.position()).isEqualTo("above");
        assertThat(one.quarter()).isEqualTo(4);
        assertThat(one.stale()).isFalse();
    }

    @Test
    void anAmountStandsBesideItByAShareOfIt() {
        edits.importFile(HEAD + "aov,,,2026-01-01,2026-03-31,100,,,,A\n", OLI);

        Position one = only("aov", "2026-02-10..2026-02-10", Map.of());
        assertThat(one.own()).isEqualByComparingTo("110");
        assertThat(one.points()).isFalse();
        assertThat(one.gap()).isEqualTo(0.1);
        assertThat(one.quarter()).isNull();
        assertThat(one.currency()).isEqualTo("CNY");
    }

    @Test
    void growthStandsBesideGrowth() {
        edits.importFile(HEAD + "gmv,,previous,2026-02-01,2026-02-28,-10%,,,,A\n", OLI);

        // The night shop: 110.00 on the 10th, 60.01 on the 11th.
        Position one = only("gmv", "2026-02-11..2026-02-11", Map.of());
        assertThat(one.basis()).isEqualTo("previous");
        assertThat(one.gap()).isCloseTo((60.01 - 110) / 110 + 0.1, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(one.position()).isEqualTo("below");
    }

    @Test
    void anOldOneSaysSoAndTheNearestPeriodIsTaken() {
        edits.importFile(
                HEAD + "pay_rate,,,2025-07-01,2025-09-30,30%,,,,A\npay_rate,,,2025-10-01,2025-11-10,31%,,,,A\n", OLI);
        assertThat(only("pay_rate", "2026-02-01..2026-02-08", Map.of()).stale()).isFalse();
        Position old = only("pay_rate", "2026-02-10..2026-02-11", Map.of());
        assertThat(old.stale()).isTrue();
        assertThat(old.value()).isEqualByComparingTo("0.31");
        edits.importFile(HEAD + "pay_rate,,,2026-02-11,2026-05-30,32%,,,,A\n", OLI);
        assertThat(only("pay_rate", "2026-02-10..2026-02-11", Map.of()).value()).isEqualByComparingTo("0.32");
        assertThat(only("pay_rate", "2026-02-10..2026-02-10", Map.of()).value()).isEqualByComparingTo("0.31");
    }

    @Test
    void theNearestCategoryIsTakenAndAnotherFilterHasNone() {
        edits.importFile(
                HEAD + "pay_rate,,,2026-01-01,2026-03-31,30%,,,,A\npay_rate,美妆,,2026-01-01,2026-03-31,33%,,,,A\n", OLI);

        assertThat(only("pay_rate", "2026-02-10..2026-02-11", Map.of()).category())
                .isEmpty();
        assertThat(only("pay_rate", "2026-02-10..2026-02-11", Map.of("category", List.of("美妆/面膜")))
                        .category())
                .isEqualTo("美妆");
        assertThat(only("pay_rate", "2026-02-10..2026-02-11", Map.of("category", List.of("家居/灯")))
                        .category())
                .isEmpty();
        assertThat(of("pay_rate", "2026-02-10..2026-02-11", Map.of("region", List.of("上海"))))
                .isEmpty();
    }

    @Test
    void whatAddsUpStandsBesidePeriodsOfItsOwnLength() {
        edits.importFile(HEAD + "gmv,,,2025-02-01,2025-02-28,1000,,,,A\n", OLI);

        assertThat(of("gmv", "2026-02-10..2026-02-11", Map.of())).isEmpty();
        assertThat(of("gmv", "2026-03-01..2026-03-31", Map.of())).hasSize(1);
        assertThat(of("gmv", "2026-02-05..2026-03-04", Map.of())).hasSize(1);
    }

    private Position only(String metric, String days, Map<String, List<String>> where) {
        List<Position> found = of(metric, days, where);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Position> of(String metric, String days, Map<String, List<String>> where) {
        String[] ends = days.split("\\.\\.", -1);
        return positions
                .of(
                        new MetricQuestion(
                                List.of(metric),
                                new DayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[1])),
                                Grain.TOTAL,
                                List.of(),
                                where,
                                List.of("night"),
                                null,
                                null,
                                null),
                        StoryFigures.everything())
                .positions();
    }

    private static void refused(ThrowingCallable call, BenchmarkError code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
