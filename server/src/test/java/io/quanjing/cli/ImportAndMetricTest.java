package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.Browser;
import io.quanjing.testing.SampleData;
import io.quanjing.testing.TestFolders;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published figures of one real order file, through the commands as a user types them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportAndMetricTest extends OnACommandLine {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String[] FEBRUARY = {
        "metric",
        "paid_orders,gmv,refund_amount,net_sales,order_amount",
        "--from",
        "2020-02-01",
        "--to",
        "2020-03-01",
        "--shop",
        "天猫店"
    };

    private static Path orders;
    private static Path folder;
    private static String first = "";

    @BeforeAll
    static void findTheOrders() {
        orders = SampleData.require("tmall_orders/tmall_order_report.csv");
        folder = TestFolders.create("commands");
    }

    @Test
    @Order(1)
    void importsIntoTheFolderItself() {
        assertThat(run(with(importing(), "--data", folder.toString())))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines().findFirst()).hasValue("28,010 read, 28,010 accepted, 0 rejected");
        assertThat(out.toString()).contains("order_header: 28,010 new, 0 updated, 0 unchanged");
        String said = err.toString();
        first = said.substring(said.lastIndexOf("undo ") + 5).strip();
    }

    @Test
    @Order(2)
    void answersFromTheFolderItself() {
        assertThat(run(with(FEBRUARY, "--data", folder.toString())))
                .as(err.toString())
                .isZero();
        assertPublished(JSON.readTree(out.toString()));
    }

    @Test
    @Order(3)
    void asksARunningServerTheSameWay() {
        try (ConfigurableApplicationContext context =
                APPLICATION.serve(new DataFolder(folder), new Address(Address.LOOPBACK, 0), Map.of())) {
            int port = new Running(context).port();
            String[] server = {
                "--server", "http://127.0.0.1:" + port, "--token", firstToken(context, new Browser(port), Role.OPERATOR)
            };

            assertThat(run(with(importing(), server))).as(err.toString()).isZero();
            assertThat(out.toString().lines().findFirst()).hasValue("28,010 read, 28,010 accepted, 0 rejected");
            assertThat(out.toString()).contains("order_header: 0 new, 0 updated, 28,010 unchanged");

            out.getBuffer().setLength(0);
            assertThat(run(with(FEBRUARY, server))).as(err.toString()).isZero();
            assertPublished(JSON.readTree(out.toString()));

            out.getBuffer().setLength(0);
            assertThat(run(with(new String[] {"undo", first, "--preview"}, server)))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString())
                    .contains("order_header: 28,010 removed, 0 restored, 0 kept")
                    .contains("Nothing was changed");

            assertThat(run(with(FEBRUARY, "--data", folder.toString()))).isEqualTo(1);
            assertThat(err.toString()).contains("is in use by").contains(folder.toString());
        }
    }

    @Test
    @Order(4)
    void takesAnImportBackOnce() {
        String[] undo = {"undo", first, "--data", folder.toString()};
        assertThat(run(undo)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("order_header: 28,010 removed, 0 restored, 0 kept")
                .contains("The import is undone.");
        assertThat(run(undo)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be undone twice");

        out.getBuffer().setLength(0);
        assertThat(run(with(FEBRUARY, "--data", folder.toString())))
                .as(err.toString())
                .isZero();
        assertThat(JSON.readTree(out.toString()).path(0).path("paid_orders").asInt())
                .isZero();
    }

    private static void assertPublished(JsonNode rows) {
        assertThat(rows).hasSize(1);
        JsonNode row = rows.get(0);
        assertThat(row.path("paid_orders").asInt()).isEqualTo(24087);
        assertThat(row.path("gmv").asString()).isEqualTo("2474823.07");
        assertThat(row.path("refund_amount").asString()).isEqualTo("572335.92");
        assertThat(row.path("net_sales").asString()).isEqualTo("1902487.15");
        assertThat(row.path("order_amount").asString()).isEqualTo("2995760.61");
    }

    private static String[] importing() {
        return new String[] {"import", "--format", "taobao", "--shop", "天猫店", orders.toString()};
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
