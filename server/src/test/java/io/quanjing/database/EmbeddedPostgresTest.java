package io.quanjing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    private static DataFolder folder;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void createACluster() {
        folder = new DataFolder(TestFolders.create("embedded"));
        postgres = EmbeddedPostgres.start(folder);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void keepsWhatWasCommittedAcrossAStop() throws SQLException {
        execute("CREATE TABLE kept_on_stop (n int)", "INSERT INTO kept_on_stop VALUES (7)");

        postgres.close();
        postgres = EmbeddedPostgres.start(folder);

        assertThat(ask("SELECT n FROM kept_on_stop")).isEqualTo("7");
    }

    @Test
    void losesNothingWhenTheServerIsKilled() throws Exception {
        execute("CREATE TABLE kept_on_kill (n int)", "INSERT INTO kept_on_kill SELECT generate_series(1, 1000)");

        ProcessHandle server = postmaster();
        server.destroyForcibly();
        awaitStale();

        postgres = EmbeddedPostgres.start(folder);

        assertThat(ask("SELECT count(*) FROM kept_on_kill")).isEqualTo("1000");
    }

    @Test
    void startsAnewAServerThatAKilledProcessLeftBehind() throws Exception {
        ProcessHandle leftBehind = postmaster();

        postgres = EmbeddedPostgres.start(folder);

        assertThat(postmaster().pid()).isNotEqualTo(leftBehind.pid());
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void ignoresAPidThatBelongsToAnotherProgramByNow() throws Exception {
        postgres.close();
        Path pidFile = folder.postgres().resolve("cluster/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + folder.postgres() + "\n");

        postgres = EmbeddedPostgres.start(folder);

        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void writesThroughToTheDiskAndListensOnLoopbackOnly() throws SQLException {
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask("SHOW unix_socket_directories")).isEmpty();
        assertThat(ask("SHOW server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void refusesAWrongPassword() throws IOException {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.username(), "wrong"))
                .isInstanceOf(SQLException.class);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.postgres().resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void namesTheFolderThatIsInTheWayOfAnotherUser() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root runs PostgreSQL as another user");
        Path closed = Files.createTempDirectory("quanjing-closed-");
        Path inside = Files.createDirectory(closed.resolve("data"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(new DataFolder(inside)))
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining("chmod o+x " + closed);
    }

    @Test
    void saysWhereAFolderCannotBe() throws IOException {
        Path file = Files.createFile(TestFolders.create("file").resolve("taken"));

        assertThatThrownBy(() -> DataFolderLock.acquire(new DataFolder(file.resolve("data"))))
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data");
    }

    private static ProcessHandle postmaster() throws IOException {
        List<String> lines = Files.readAllLines(folder.postgres().resolve("cluster/postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
    }

    private static void awaitStale() throws Exception {
        Postmaster postmaster = new Postmaster(folder.postgres().resolve("cluster"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (postmaster.state() == Postmaster.State.RUNNING && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(postmaster.state()).isEqualTo(Postmaster.State.STALE);
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
    }
}
