package io.quanjing.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.ImportBench;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The embedded engine answers what data quality asks. */
class EmbeddedQualityTest extends QualityContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder.resolve("warehouse"));
    }

    @Test
    void theOrdersOfAPlatformsExportAreHeldAgainstItsSettlement() {
        try (ImportBench bench = new ImportBench(folder.resolve("bench"), SourceLimits.standard())) {
            var ignored = bench.run("douyin", ImportBench.export("douyin/订单导出_utf8bom.csv"));
            ignored = bench.run("douyin", ImportBench.export("douyin/结算单_第二行公式.csv"));
            ReconciliationStore store = new ReconciliationStore(bench.warehouse);
            // …001 paid 1049, settled 1079 with 30 of the platform's; …002 paid and refunded 29.90; …003 paid 15.90 and
            // not settled 18 days
            // later; …005 never paid.
            assertThat(store.differences(Comparison.SETTLEMENTS, "shop", "douyin", "douyin", 100, QueryOptions.batch()))
                    .containsExactly(
                            new Difference(
                                    "6900000000000000001",
                                    LocalDate.of(2026, 11, 1),
                                    new BigDecimal("1049.00"),
                                    new BigDecimal("0.00"),
                                    new BigDecimal("1079.00"),
                                    "different",
                                    new BigDecimal("30.00")),
                            new Difference(
                                    "6900000000000000003",
                                    LocalDate.of(2026, 11, 2),
                                    new BigDecimal("15.90"),
                                    new BigDecimal("0.00"),
                                    null,
                                    "theirs_missing",
                                    new BigDecimal("-15.90")));
            // 45.90 apart, of 1049.00 + 15.90.
            assertThat(store.findings(Comparison.SETTLEMENTS, QueryOptions.batch()))
                    .singleElement()
                    .satisfies(f -> assertThat(f.value()).isEqualByComparingTo("0.043103"));
        }
    }
}
