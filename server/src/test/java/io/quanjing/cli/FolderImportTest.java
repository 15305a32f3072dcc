package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.Quanjing;
import io.quanjing.access.FirstAdmin;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A folder is imported the same way, whether the command works on the data folder itself or sends it to a server. */
class FolderImportTest {

    private static final Application APPLICATION = new Application(Quanjing.class);
    private static final int FILES = 60;

    @TempDir
    Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Folders in the folder, more files than a form usually has, hidden files and such as the format does not know. */
    private Path export() throws IOException {
        Path export = Files.createDirectories(temporary.resolve("导出"));
        for (int i = 1; i <= FILES; i++) {
            Path month = Files.createDirectories(export.resolve("month " + i % 3));
            Files.writeString(
                    month.resolve("order_header-" + i + ".csv"),
                    "order_id,at,order_amount,paid_at,paid_amount\n" + i
                            + ",2026-11-01 09:00:00,10,2026-11-01 09:00:00,10\n");
        }
        Files.writeString(export.resolve("month 1/.DS_Store"), "\0\0\0");
        Files.writeString(export.resolve("README.md"), "# Not a table\n\nof ours\n");
        return export;
    }

    @Test
    void aServerTakesTheSameRowsOfAFolderAsTheCommandItself() throws IOException {
        Path export = export();
        Path data = TestFolders.create("folders");
        assertThat(run(
                        "import",
                        "--format",
                        "quanjing",
                        "--shop",
                        "local",
                        export.toString(),
                        "--data",
                        data.toString()))
                .as(err.toString())
                .isZero();
        String local = out.toString();
        assertThat(local).contains(FILES + " read, " + FILES + " accepted, 0 rejected");

        try (ConfigurableApplicationContext context =
                APPLICATION.serve(new DataFolder(data), new Address(Address.LOOPBACK, 0), Map.of())) {
            int port = new Running(context).port();
            out.getBuffer().setLength(0);
            assertThat(run(
                            "import",
                            "--format",
                            "quanjing",
                            "--shop",
                            "remote",
                            export.toString(),
                            "--server",
                            "http://127.0.0.1:" + port,
                            "--token",
                            token(context, port)))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).isEqualTo(local);
        }
    }

    private static String token(ConfigurableApplicationContext context, int port) {
        FirstAdmin.Invitation first = context.getBean(FirstAdmin.class).invite().orElseThrow();
        Browser browser = new Browser(port);
        assertThat(browser.signIn(first.username(), first.oneTimePassword()).status())
                .isEqualTo(200);
        Map<String, String> passwords =
                Map.of("current", first.oneTimePassword(), "next", "a long secret of the folder test");
        assertThat(browser.post("/api/session/password", passwords).status()).isEqualTo(204);
        Browser.Answer made = browser.post("/api/tokens", Map.of("name", "folder test", "role", "OPERATOR"));
        return made.json().path("secret").asString();
    }

    private int run(String... arguments) {
        return QuanjingCommand.commandLine(APPLICATION, new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
