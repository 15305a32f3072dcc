package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.QueryOptions.Lane;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A board may show a part, and says so; a file adds up to the card, or there is none. */
class ExportTest {

    /** One more than a board shows. */
    private static final int CAMPAIGNS = 10_001;

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-02-20T00:00:00Z"));

    private static final List<Lane> LANES = new ArrayList<>();

    private static Warehouse warehouse =
            EmbeddedWarehouse.open(TestFolders.create("export").resolve("warehouse"));

    @BeforeAll
    static void oneOrderACampaign() {
        ShopRows rows = new ShopRows(warehouse, Story.DAY);
        for (int i = 0; i < CAMPAIGNS; i++) {
            String at = "2026-02-10T10:00";
            rows.paid(rows.order("o" + i, at, null, "1.01"), at)
                    .set("campaign", "c" + i)
                    .set("channel", "direct");
        }
        rows.write();
        Warehouse real = warehouse;
        warehouse = (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == ResultTable.class) {
                        LANES.add(((QueryOptions) arguments[1]).lane());
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aBoardSaysThatThereIsMoreAndAFileHasIt() {
        MetricAnswer board = engine(QueryOptions.batch()).ask(question(null), Story.EVERYTHING);
        assertThat(board.rows()).hasSize(10_000);
        assertThat(board.truncated()).isTrue();

        MetricAnswer file = engine(QueryOptions.batch()).export(question(null), Story.EVERYTHING);
        assertThat(file.truncated()).isFalse();
        assertThat(file.rows().stream()
                        .map(row -> new BigDecimal(String.valueOf(row.get("gmv"))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("10101.01");
    }

    @Test
    void aFileIsRefusedRatherThanCutUnlessItsReaderCutsIt() {
        Metrics metrics = engine(new QueryOptions(Lane.BATCH, Duration.ofMinutes(1), CAMPAIGNS - 1));
        assertThatThrownBy(() -> metrics.export(question(null), Story.EVERYTHING))
                .hasMessageStartingWith("The answer has more than 10000 rows")
                .hasMessageContaining("Maybe ask for a shorter range");
        assertThat(metrics.export(question(50), Story.EVERYTHING).rows()).hasSize(50);
    }

    @Test
    void aFileTakesAThirdOfTheMemoryAtMost() {
        long gigabyte = 1L << 30;
        assertThat(MetricEngine.mostExported(1_000_000, 6, gigabyte)).isEqualTo(210_537);
        assertThat(MetricEngine.mostExported(1_000_000, 60, gigabyte)).isEqualTo(28_633);
        assertThat(MetricEngine.mostExported(1_000_000, 6, 6 * gigabyte)).isEqualTo(1_000_000);
    }

    @Test
    void aBoardNeverWaitsBehindAFile() {
        LANES.clear();
        engine(QueryOptions.batch()).export(question(5), Story.EVERYTHING);
        assertThat(Set.copyOf(LANES)).containsExactly(Lane.BATCH);
    }

    @Test
    void whoWaitsForFiguresWaitsForTheirTitlesInTheSameQueue() {
        LANES.clear();
        MetricAnswer board = engine(QueryOptions.batch())
                .ask(Story.ask("gmv", "2026-02-10").shops("day").by("channel").question(), Story.EVERYTHING);
        assertThat(board.labels()).containsKey("channel");
        assertThat(Set.copyOf(LANES)).containsExactly(Lane.INTERACTIVE);
    }

    private static Metrics engine(QueryOptions exports) {
        return new MetricEngine(Dictionary.load(), warehouse, Story.SHOPS, Story.CALENDAR, NOW, exports);
    }

    private static MetricQuestion question(@Nullable Integer limit) {
        LocalDate day = LocalDate.of(2026, 2, 10);
        return new MetricQuestion(
                List.of("gmv"),
                new DayRange(day, day),
                Grain.TOTAL,
                List.of("campaign"),
                Map.of(),
                List.of("day"),
                null,
                "gmv",
                limit);
    }
}
