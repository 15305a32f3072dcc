package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the embedded engine does about its file. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedFileTest {

    @TempDir
    Path folder;

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static @Nullable Object value(Warehouse warehouse, String sql) {
        return warehouse
                .query(SqlQuery.of(sql), QueryOptions.interactive())
                .rows()
                .getFirst()
                .getFirst();
    }

    private Process fork(String command) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedFileProcess.class.getName(),
                        folder.toString(),
                        command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void losesNoAcknowledgedBatchWhenKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Process process = fork("write-" + round);
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                String line = reader.readLine();
                for (int i = 0; line != null && i < 40 + 25 * round; i++) {
                    acknowledged.add(line);
                    line = reader.readLine();
                }
                // The handle, since the process itself would close its output too.
                assertThat(process.toHandle().destroyForcibly()).isTrue();
                // What it acknowledged before it died counts as well.
                for (; line != null; line = reader.readLine()) {
                    acknowledged.add(line);
                }
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(acknowledged).hasSizeGreaterThan(150);
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder)) {
            List<@Nullable Object> kept =
                    warehouse
                            .query(SqlQuery.of("SELECT DISTINCT page FROM event"), QueryOptions.batch())
                            .rows()
                            .stream()
                            .map(List::getFirst)
                            .toList();
            assertThat(kept).containsAll(acknowledged);
            // whole batches, each once
            assertThat(value(
                            warehouse,
                            "SELECT count(*) FROM (SELECT page FROM event GROUP BY page HAVING count(*) <> 10) broken"))
                    .isEqualTo(0L);
            warehouse.awaitMarts();
            assertThat(value(warehouse, "SELECT sum(events) FROM visitor_hour"))
                    .isEqualTo(value(warehouse, "SELECT count(*) FROM event"));
        }
    }

    @Test
    void saysWhoHoldsTheFile() throws Exception {
        Process process = fork("hold");
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).isEqualTo("open");
            refused(WarehouseError.LOCKED, Long.toString(process.pid()));
        } finally {
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        EmbeddedWarehouse.open(folder).close();
    }

    @Test
    void isNotOpenedTwiceInOneProcess() {
        try (Warehouse first = EmbeddedWarehouse.open(folder)) {
            refused(WarehouseError.LOCKED, folder.toString());
            assertThat(first.tables()).isNotEmpty();
        }
        EmbeddedWarehouse.open(folder).close();
    }

    @Test
    void refusesAFileOfALaterVersion() throws Exception {
        EmbeddedWarehouse.open(folder).close();
        sql("UPDATE warehouse_meta SET value = '99' WHERE name = 'schema_version'");
        refused(WarehouseError.NEWER_FILE, "99");
    }

    @Test
    void refusesAFileThatIsNone() throws Exception {
        Files.writeString(
                folder.resolve("warehouse.duckdb"),
                "nothing of the sort, but long enough to be looked at ".repeat(200));
        refused(WarehouseError.BROKEN_FILE, "warehouse");
    }

    @Test
    void refusesAFolderThatIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> EmbeddedWarehouse.open(file).close())
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(WarehouseError.NOT_WRITABLE));
    }

    private void refused(WarehouseError code, String mentioned) {
        assertThatThrownBy(() -> EmbeddedWarehouse.open(folder).close())
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessageContaining(mentioned);
    }

    @Test
    void addsWhatAnOlderFileLacks() throws Exception {
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder)) {
            assertThat(warehouse
                            .write(List.of(new SmallShop(warehouse).order("o1", "2026-03-01T10:00", "c1", "5")))
                            .counts("order_header")
                            .added())
                    .isEqualTo(1);
        }
        sql(
                "ALTER TABLE order_header DROP COLUMN payment_method",
                "ALTER TABLE order_header_history DROP COLUMN payment_method",
                "DROP TABLE shipment");
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder)) {
            SmallShop shop = new SmallShop(warehouse);
            assertThat(value(warehouse, "SELECT payment_method FROM order_header"))
                    .isNull();
            assertThat(value(warehouse, "SELECT count(*) FROM shipment")).isEqualTo(0L);
            assertThat(warehouse
                            .write(List.of(shop.order("o1", "2026-03-01T10:00", "c1", "5")
                                    .set("payment_method", "alipay")))
                            .counts("order_header")
                            .revised())
                    .isEqualTo(1);
        }
    }

    @Test
    void aQueryReachesNoOtherFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "word\nsesame\n");
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder)) {
            for (String sql : List.of(
                    "SELECT * FROM read_csv('" + secret + "')",
                    "SELECT * FROM '" + secret + "'",
                    "SELECT * FROM read_text('" + secret + "')",
                    "COPY event TO '" + folder.resolve("out.csv") + "'",
                    "ATTACH '" + folder.resolve("other.duckdb") + "'",
                    "SET enable_external_access = true",
                    "INSTALL httpfs")) {
                assertThatThrownBy(() -> value(warehouse, sql)).as(sql).isInstanceOf(QuanjingException.class);
            }
        }
        assertThat(folder.resolve("out.csv")).doesNotExist();
        assertThat(folder.resolve("other.duckdb")).doesNotExist();
    }

    @Test
    void aLoadLargerThanTheMemoryGoesThrough() {
        EmbeddedWarehouseSettings small =
                new EmbeddedWarehouseSettings(96, 1, 1, 1, 1_000, java.time.Duration.ofMillis(500));
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder, small);
                FactLoad load = warehouse.load("large")) {
            SmallShop shop = new SmallShop(warehouse);
            String text = "x".repeat(1_000);
            for (int i = 0; i < 200_000; i++) {
                load.append(shop.fact("review", "r" + i, "2026-03-01T10:00").set("text", i + text));
            }
            assertThat(load.commit().counts("review").added()).isEqualTo(200_000);
        }
    }
}
