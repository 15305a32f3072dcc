package io.quanjing.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.Quanjing;
import io.quanjing.access.Shops;
import io.quanjing.demo.DemoShop;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.MetricsOver;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestPostgres;
import io.quanjing.testing.TestTrino;
import io.quanjing.warehouse.DistributedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.duckdb.FileTarget;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The small demo, copied to a second installation. */
// Its tests share one, so they run one after the other.
@ResourceLock("source of the migration")
@Execution(ExecutionMode.CONCURRENT)
class MigrationTest {

    private static final String HISTORY = "SELECT count(*) AS n FROM refund_history";

    private static ConfigurableApplicationContext demo;
    private static Side source;

    private final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void tellTheDemo() {
        TestPostgres.Database database = TestPostgres.empty();
        demo = new SpringApplicationBuilder(Quanjing.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--quanjing.data=" + TestFolders.create("migration-source"),
                        "--quanjing.database.url=" + database.url(),
                        "--quanjing.database.username=" + database.username(),
                        "--quanjing.database.password=" + database.password(),
                        "--quanjing.database.connections=6",
                        "--quanjing.access.demo=true",
                        "--quanjing.demo.days=15",
                        "--quanjing.demo.scale=0.03",
                        "--spring.main.lazy-initialization=true");
        DemoShop shop = demo.getBean(DemoShop.class);
        assertThat(shop.createSignIns()).isNotEmpty();
        shop.prepare(progress -> {});
        source = new Side(demo.getBean(DataSource.class), demo.getBean(Warehouse.class), demo.getBean(Metrics.class));
        restate(source.warehouse());
        assertThat(source.warehouse().undo("undone-before").changes()).isFalse();
    }

    @AfterAll
    static void end() {
        demo.close();
    }

    /** A corrected row, so that there is something that was known otherwise before. */
    private static void restate(Warehouse warehouse) {
        var table = warehouse.table("refund");
        String columns = String.join(
                "\", \"", table.columns().stream().map(c -> c.name()).toList());
        var rows = warehouse
                .query(
                        SqlQuery.of("SELECT \"" + columns + "\" FROM refund ORDER BY natural_key LIMIT 3"),
                        QueryOptions.batch())
                .rows()
                .stream()
                .map(values -> new FactRow(table, values.toArray()).set("reason", "restated"))
                .toList();
        assertThat(warehouse.write(rows).counts("refund").revised()).isEqualTo(3);
    }

    @Test
    void copiesEverythingWithItsTimesAndProvesIt() {
        try (FileTarget warehouse =
                new FileTarget(TestFolders.create("migration-target").resolve("warehouse"))) {
            Side target = target(warehouse);

            Migration.Report report = migrate(target);

            assertThat(report.tables()).isGreaterThan(50);
            assertThat(report.rows()).isGreaterThan(3_000);
            assertThat(report.figures()).isGreaterThan(100);
            assertThat(count(warehouse, HISTORY))
                    .isEqualTo(count(source.warehouse(), HISTORY))
                    .isEqualTo(3);
            assertThat(warehouse.logPositions()).containsKey(LogPosition.UNDO + "undone-before");
            Instant then = Instant.now();
            for (String asOf : List.of("recorded_at", "superseded_at")) {
                String sql = "SELECT max(" + asOf + ") AS last FROM refund_history";
                assertThat(one(warehouse, sql))
                        .isEqualTo(one(source.warehouse(), sql))
                        .isNotEqualTo(then);
            }
            // New entries of the audit log go on behind the copied ones.
            JdbcClient sql = JdbcClient.create(target.database());
            long last =
                    sql.sql("select max(id) from audit_entry").query(Long.class).single();
            assertThat(sql.sql(
                                    "insert into audit_entry (at, caller, action, subject, details) values (now(), 'a', 'b', 'c', '{}') returning id")
                            .query(Long.class)
                            .single())
                    .isGreaterThan(last);
            assertThat(progress).contains("Copied event", "Copied shop", "Making the marts");
        }
    }

    @Test
    void goesOnWhereItWasInterruptedAndDoublesNothing() {
        try (FileTarget warehouse =
                new FileTarget(TestFolders.create("migration-target").resolve("warehouse"))) {
            Side target = target(warehouse);
            warehouse.breakAfter(7);
            assertThatThrownBy(() -> migrate(target)).hasMessage("The power went off.");
            warehouse.breakAfter(11);
            assertThatThrownBy(() -> migrate(target)).hasMessage("The power went off.");
            warehouse.breakAfter(Integer.MAX_VALUE);

            Migration.Report report = migrate(target);

            assertThat(report.rows()).isGreaterThan(3_000);
            // Once more changes nothing.
            assertThat(migrate(target)).isEqualTo(report);
        }
    }

    @Test
    void refusesATargetWithDataOfItsOwn() {
        try (FileTarget warehouse =
                new FileTarget(TestFolders.create("migration-target").resolve("warehouse"))) {
            Side target = target(warehouse);
            JdbcClient sql = JdbcClient.create(target.database());
            assertThat(sql.sql(
                                    "insert into shop (id, name, zone, cutoff, currency) values ('x', 'x', 'UTC', '00:00', 'CNY')")
                            .update())
                    .isOne();

            assertThatThrownBy(() -> migrate(target))
                    .isInstanceOfSatisfying(
                            QuanjingException.class,
                            refusal -> assertThat(refusal.errorCode()).isEqualTo(MigrationError.TARGET_NOT_EMPTY))
                    .hasMessageContaining("the table shop with 1 rows");
        }
    }

    @Test
    void refusesACopyOfAnotherInstallation() {
        try (FileTarget warehouse =
                new FileTarget(TestFolders.create("migration-target").resolve("warehouse"))) {
            Side target = target(warehouse);
            warehouse.breakAfter(1);
            assertThatThrownBy(() -> migrate(target)).hasMessage("The power went off.");
            JdbcClient sql = JdbcClient.create(target.database());
            assertThat(sql.sql("update quanjing_migration set source = 'another'")
                            .update())
                    .isOne();

            assertThatThrownBy(() -> migrate(target)).hasMessageContaining("a copy of another installation (another)");
            assertThat(sql.sql(
                                    "update quanjing_migration set source = (select left(encode(sha256(value), 'hex'), 16) from tracking_secret), fingerprint = 'older'")
                            .update())
                    .isOne();

            assertThatThrownBy(() -> migrate(target))
                    .hasMessageContaining("The source has changed since its copying began");
        }
    }

    @Test
    void copiesToTrinoInTwoAttemptsAndKeepsWhatWasKnownBefore() {
        try (Warehouse warehouse = DistributedWarehouse.open(TestTrino.newWarehouse())) {
            Side target = target(warehouse);
            AtomicInteger steps = new AtomicInteger();
            Migration interrupted = new Migration(source, target, 20_000, (what, done, total) -> {
                if (done > 0 && steps.incrementAndGet() == 9) {
                    throw new IllegalStateException("The power went off.");
                }
            });
            assertThatThrownBy(interrupted::run).hasMessage("The power went off.");

            Migration.Report report =
                    new Migration(source, target, 20_000, (what, done, total) -> progress.add(what)).run();

            assertThat(report.figures()).isGreaterThan(100);
            assertThat(count(warehouse, HISTORY)).isEqualTo(3);
            // As it was known before the correction, on both sides.
            Object corrected = one(source.warehouse(), "SELECT max(superseded_at) AS at FROM refund_history");
            SqlQuery before = new SqlQuery("""
                    SELECT count(*) AS n, sum(amount) AS amount, max(reason) AS reason
                    FROM (
                        SELECT amount, reason FROM refund WHERE recorded_at < ?
                        UNION ALL
                        SELECT amount, reason FROM refund_history WHERE recorded_at < ? AND superseded_at >= ?) AS known
                    """, List.of(corrected, corrected, corrected));
            assertThat(warehouse.query(before, QueryOptions.batch()).rows())
                    .isEqualTo(source.warehouse()
                            .query(before, QueryOptions.batch())
                            .rows());
            // The installation goes on: what comes now is kept and shown.
            assertThat(warehouse
                            .write(List.of(FactRow.of(warehouse.table("refund"))
                                    .set("shop", "suiyu")
                                    .set("source", "test")
                                    .set("natural_key", "late")
                                    .set("at", Instant.EPOCH)
                                    .set("shop_day", LocalDate.EPOCH)
                                    .set("shop_hour", 0L)
                                    .set("amount", new BigDecimal("1.0000"))
                                    .set("currency", "CNY")))
                            .counts("refund")
                            .added())
                    .isEqualTo(1);
        }
    }

    private static Side target(Warehouse warehouse) {
        return new Side(TestPostgres.migrated(), warehouse, MetricsOver.of(warehouse, demo.getBean(Shops.class)));
    }

    private Migration.Report migrate(Side target) {
        return new Migration(source, target, 2_000, (what, done, total) -> progress.add(what)).run();
    }

    private static long count(Warehouse warehouse, String sql) {
        return one(warehouse, sql) instanceof Long count ? count : -1;
    }

    private static Object one(Warehouse warehouse, String sql) {
        return java.util.Objects.requireNonNull(warehouse
                .query(SqlQuery.of(sql), QueryOptions.batch())
                .rows()
                .getFirst()
                .getFirst());
    }
}
