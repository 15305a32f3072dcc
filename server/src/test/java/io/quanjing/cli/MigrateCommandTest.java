package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestPostgres;
import io.quanjing.testing.TestTrino;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An installation of one folder is copied as a user does it. */
@Isolated("what it sets is read by every program that starts meanwhile")
class MigrateCommandTest extends OnACommandLine {

    @TempDir
    Path temporary;

    private final Map<String, String> set = new TreeMap<>();

    private void set(String name, String value) {
        System.setProperty(name, value);
        set.put(name, value);
    }

    @AfterEach
    void clear() {
        set.keySet().forEach(System::clearProperty);
    }

    private String printed(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    private String refused(String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(1);
        return err.toString();
    }

    private String figures(Path data) {
        return printed(
                "metric",
                "paid_orders,gmv,buyers",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-02",
                "--grain",
                "day",
                "--format",
                "csv",
                "--data",
                data.toString());
    }

    @Test
    void copiesAnInstallationAfterAttemptsWithWrongAddresses() throws IOException {
        Path orders = temporary.resolve("order_header.csv");
        Files.writeString(orders, """
                order_id,at,order_amount,paid_at,paid_amount,customer
                1,2026-11-01 09:00:00,10,2026-11-01 09:00:00,10,a
                2,2026-11-02 09:00:00,20.05,2026-11-02 09:00:00,20.05,b
                """);
        Path data = TestFolders.create("migrate-source");
        String imported =
                printed("import", "--format", "quanjing", "--shop", "店", orders.toString(), "--data", data.toString());
        assertThat(imported).contains("2 read, 2 accepted, 0 rejected");
        String before = figures(data);
        assertThat(before).contains("20.05");
        String[] migrate = {"migrate", "--to", "trino", "--data", data.toString()};

        TestPostgres.Database database = TestPostgres.empty();
        TrinoWarehouseSettings trino = TestTrino.newWarehouse();
        set("quanjing.database.url", "jdbc:postgresql://127.0.0.1:1/nowhere");
        set("quanjing.database.username", database.username());
        set("quanjing.database.password", database.password());
        set("quanjing.warehouse.trino.url", trino.url());
        set("quanjing.warehouse.trino.catalog-url", trino.catalogUrl());
        set("quanjing.warehouse.trino.catalog-username", trino.catalogUsername());
        set("quanjing.warehouse.trino.catalog-password", trino.catalogPassword());
        set("quanjing.warehouse.trino.location", trino.location());
        assertThat(refused(migrate)).contains("The PostgreSQL at jdbc:postgresql://127.0.0.1:1/nowhere cannot be used");
        set("quanjing.database.url", database.url());
        set("quanjing.warehouse.trino.url", "jdbc:trino://127.0.0.1:1/iceberg/nowhere");
        assertThat(refused(migrate)).contains("Trino at jdbc:trino://127.0.0.1:1/iceberg/nowhere cannot answer now");
        set("quanjing.warehouse.trino.url", trino.url());

        assertThat(printed(migrate)).contains("Copied and equal on both sides");
        set("quanjing.warehouse.engine", "trino");
        assertThat(figures(TestFolders.create("migrate-target"))).isEqualTo(before);
    }
}
