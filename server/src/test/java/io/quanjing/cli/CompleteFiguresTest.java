package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The command prints every row, from the folder itself and from a server, and the page's file has the same. */
class CompleteFiguresTest extends OnACommandLine {

    /** One more than a page shows. */
    private static final int CAMPAIGNS = 10_001;

    @TempDir
    Path temporary;

    @Test
    void printsEveryRowOfAFolderAndOfAServer() throws IOException {
        StringBuilder orders = new StringBuilder("order_id,at,order_amount,paid_at,paid_amount,campaign\n");
        for (int i = 0; i < CAMPAIGNS; i++) {
            orders.append(i)
                    .append(",2026-11-01 09:00:00,1.01,2026-11-01 09:00:00,1.01,c")
                    .append(i)
                    .append('\n');
        }
        Path file = Files.writeString(temporary.resolve("order_header.csv"), orders);
        String data = TestFolders.create("complete").toString();
        assertThat(printed("import", "--format", "quanjing", "--shop", "shop", file.toString(), "--data", data))
                .startsWith("10,001 read");
        String local = ask("--data", data);
        assertThat(local.lines()).hasSize(CAMPAIGNS + 1);

        try (ConfigurableApplicationContext context =
                APPLICATION.serve(new DataFolder(Path.of(data)), new Address(Address.LOOPBACK, 0), Map.of())) {
            int port = new Running(context).port();
            Browser browser = new Browser(port);
            String server = "http://127.0.0.1:" + port;
            assertThat(ask("--server", server, "--token", firstToken(context, browser, Role.ANALYST)))
                    .isEqualTo(local);
            String question = "/api/metric?ids=gmv,paid_orders&from=2026-11-01&to=2026-11-01&by=campaign";
            assertThat(browser.get(question + "&format=csv").response().body()).isEqualTo("\uFEFF" + local);
            assertThat(browser.get(question).json().path("truncated").asBoolean())
                    .isTrue();
        }
    }

    private String ask(String... where) {
        String[] question = {
            "metric",
            "gmv,paid_orders",
            "--from",
            "2026-11-01",
            "--to",
            "2026-11-01",
            "--by",
            "campaign",
            "--format",
            "csv"
        };
        String[] all = java.util.Arrays.copyOf(question, question.length + where.length);
        System.arraycopy(where, 0, all, question.length, where.length);
        return printed(all);
    }

    private String printed(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString();
    }
}
