package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.database.DataFolderLock;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandTest extends OnACommandLine {

    @Test
    void saysWhichCommandsThereAre() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("serve, demo, import, undo, metric, migrate, doctor")
                .contains("--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAnUnknownOptionInTwoLines() {
        assertThat(run("serve", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void asksForATokenWhereAServerIsNamed() {
        assertThat(run("metric", "gmv", "--from", "2020-02-01", "--to", "2020-03-01", "--server", "http://localhost:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--token");
    }

    @Test
    void saysThatAServerDoesNotAnswer() {
        assertThat(run(
                        "metric",
                        "gmv",
                        "--from",
                        "2020-02-01",
                        "--to",
                        "2020-03-01",
                        "--server",
                        "http://127.0.0.1:1",
                        "--token",
                        "t"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("http://127.0.0.1:1").contains("does not answer");
    }

    @Test
    void saysInOneLineWhoHoldsTheDataFolder() {
        Path folder = TestFolders.create("held");
        try (DataFolderLock _ = DataFolderLock.acquire(new DataFolder(folder))) {
            assertThat(run("serve", "--port", "0", "--data", folder.toString())).isEqualTo(1);
        }
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(folder.toString()).contains("in use by");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatThePortIsTakenBeforeItStartsAnything() throws Exception {
        Path folder = TestFolders.create("port").resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("serve", "--port", String.valueOf(taken.getLocalPort()), "--data", folder.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("Port " + taken.getLocalPort()).contains("--port");
        }
        assertThat(Files.exists(folder)).isFalse();
    }
}
