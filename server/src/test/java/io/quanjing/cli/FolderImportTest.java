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

/** A folder is imported the same way, whether the command works on the data folder itself or sends it to a server. */
class FolderImportTest extends OnACommandLine {

    private static final int FILES = 60;

    @TempDir
    Path temporary;

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
                            firstToken(context, new Browser(port), Role.OPERATOR)))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).isEqualTo(local);
        }
    }
}
