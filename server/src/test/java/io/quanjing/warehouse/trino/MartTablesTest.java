package io.quanjing.warehouse.trino;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.duckdb.MartBench.All;
import io.quanjing.warehouse.duckdb.MartBench.Between;
import io.quanjing.warehouse.duckdb.MartBench.KnownAt;
import io.quanjing.warehouse.duckdb.MartBench.Wanted;
import io.quanjing.warehouse.duckdb.MartBench.Which;
import io.quanjing.warehouse.duckdb.MartBench.WithKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How wanted rows are asked for. */
class MartTablesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final List<Column> COLUMNS = List.of(
            new Column("shop", Column.Type.TEXT, true),
            new Column("shop_day", Column.Type.DATE, true),
            new Column("visitor", Column.Type.TEXT, false));

    private static List<String> conditions(Which which) {
        return MartTables.conditions(new Wanted("event", COLUMNS, which));
    }

    private static WithKeys visits(int visitors) {
        return new WithKeys(
                List.of("shop", "shop_day", "visitor"),
                IntStream.range(0, visitors)
                        .mapToObj(i -> List.<Object>of("s", DAY.plusDays(i % 3), "v" + i))
                        .toList());
    }

    @Test
    void keysThatDifferInTheirLastPartAreAskedForTogether() {
        assertThat(conditions(new WithKeys(
                        List.of("shop", "shop_day", "visitor"),
                        List.of(List.of("s", DAY, "a"), List.of("s", DAY, "o'b"), List.of("t", DAY, "c")))))
                .containsExactly(" WHERE (shop = 's' AND shop_day = DATE '2026-03-01' AND visitor IN ('a', 'o''b'))"
                        + " OR (shop = 't' AND shop_day = DATE '2026-03-01' AND visitor = 'c')");
    }

    @Test
    void anEmptyTextStandsForAMissingOneWhereOneMayBeMissing() {
        assertThat(conditions(new WithKeys(List.of("shop", "visitor"), List.of(List.of("", "")))))
                .containsExactly(" WHERE (shop = '' AND (visitor = '' OR visitor IS NULL))");
    }

    @Test
    void manyKeysAreSeveralQueriesAndVeryManyAreTheirShopsAndDays() {
        assertThat(conditions(visits(2_000))).hasSize(1);
        assertThat(conditions(visits(2_001))).hasSize(2);
        assertThat(conditions(visits(20_000))).hasSize(10);
        assertThat(conditions(visits(20_001)))
                .containsExactly(" WHERE shop IN ('s') AND shop_day BETWEEN DATE '2026-03-01' AND DATE '2026-03-03'");
    }

    @Test
    void newRowsAreThoseBetweenTwoMoments() {
        assertThat(conditions(new Between(
                        "recorded_at",
                        Instant.parse("2026-03-01T10:00:00.000001Z"),
                        Instant.parse("2026-03-01T10:00:01Z"))))
                .containsExactly(" WHERE recorded_at > TIMESTAMP '2026-03-01 10:00:00.000001'"
                        + " AND recorded_at <= TIMESTAMP '2026-03-01 10:00:01.000000'");
        assertThat(conditions(new All())).containsExactly("");
    }

    @Test
    void whatWasKnownIsNotSupersededYet() {
        KnownAt known = new KnownAt(Instant.parse("2026-03-01T10:00:00.000001Z"));

        assertThat(conditions(known)).containsExactly(" WHERE recorded_at <= TIMESTAMP '2026-03-01 10:00:00.000001'");
        assertThat(MartTables.conditions(new Wanted("event_history", COLUMNS, known)))
                .containsExactly(" WHERE recorded_at <= TIMESTAMP '2026-03-01 10:00:00.000001'"
                        + " AND superseded_at > TIMESTAMP '2026-03-01 10:00:00.000001'");
    }
}
