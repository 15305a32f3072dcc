package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.Relay;
import io.quanjing.testing.TestPostgres;
import io.quanjing.testing.TestTrino;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the start of the distributed engine says of settings that are wrong and of servers that are not what was meant. */
@Execution(ExecutionMode.CONCURRENT)
class TrinoStartTest {

    private final TrinoWarehouseSettings right = TestTrino.newWarehouse();

    @TempDir
    Path folder;

    private TrinoWarehouseSettings with(String url, String catalogUrl, String location) {
        return TestTrino.with(right, url, catalogUrl, location);
    }

    private static void refused(TrinoWarehouseSettings settings, WarehouseError code, String... parts) {
        assertThatThrownBy(() -> DistributedWarehouse.open(settings))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode())
                                .as(refusal.getMessage())
                                .isEqualTo(code))
                .message()
                .contains(parts)
                .contains("Maybe");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String url(int port) {
        return TestTrino.onPort(right, port);
    }

    @Test
    void anAddressWithoutASchemaIsRefusedByItsRule() {
        refused(
                with("jdbc:trino://127.0.0.1:8080/iceberg", right.catalogUrl(), right.location()),
                WarehouseError.MISCONFIGURED,
                "quanjing.warehouse.trino.url",
                "jdbc:trino://127.0.0.1:8080/iceberg",
                "catalog and schema");
    }

    @Test
    void anAddressAtWhichNobodyListensIsSaid() throws IOException {
        int nobody = freePort();
        refused(
                with(url(nobody), right.catalogUrl(), right.location()),
                WarehouseError.UNAVAILABLE,
                "127.0.0.1:" + nobody,
                "cannot answer now");
    }

    @Test
    void aCatalogThatIsNotPostgresqlIsRefused() {
        refused(
                with(right.url(), "jdbc:mysql://127.0.0.1:3306/quanjing", right.location()),
                WarehouseError.MISCONFIGURED,
                "quanjing.warehouse.trino.catalog-url",
                "jdbc:mysql://127.0.0.1:3306/quanjing");
    }

    @Test
    void aDatabaseThatIsAwayIsSaid() throws IOException {
        refused(
                with(right.url(), "jdbc:postgresql://127.0.0.1:" + freePort() + "/quanjing", right.location()),
                WarehouseError.UNAVAILABLE,
                "database of the warehouse's catalog",
                "quanjing.warehouse.trino.catalog-url");
    }

    @Test
    void aFolderThatIsNoneIsRefused() {
        String missing = folder.resolve("not mounted").toString();
        refused(
                with(right.url(), right.catalogUrl(), missing),
                WarehouseError.MISCONFIGURED,
                "quanjing.warehouse.trino.location",
                missing);
    }

    @Test
    void aTrinoOverAnotherCatalogIsRefused() {
        refused(
                with(right.url(), TestPostgres.empty().url(), right.location()),
                WarehouseError.MISCONFIGURED,
                "does not see the table",
                "iceberg.jdbc-catalog.catalog-name");
    }

    @Test
    void aTrinoOfAnEarlierVersionIsRefused() {
        try (Relay relay = new Relay()) {
            relay.leadTo(TestTrino.port(right));
            relay.retell("\"476\"", "\"412\"");
            refused(
                    with(url(relay.port()) + "?disableCompression=true", right.catalogUrl(), right.location()),
                    WarehouseError.MISCONFIGURED,
                    "has version 412",
                    "470 or later");
        }
    }

    @Test
    void aCatalogWithoutTablesGetsThem() {
        try (Warehouse warehouse = DistributedWarehouse.open(right)) {
            assertThat(warehouse
                            .query(SqlQuery.of("SELECT count(*) FROM sales_line"), QueryOptions.interactive())
                            .rows())
                    .isEqualTo(List.of(List.of(0L)));
        }
    }
}
