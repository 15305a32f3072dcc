package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.Quanjing;
import io.quanjing.database.DataFolderLock;
import io.quanjing.database.EmbeddedPostgres;
import io.quanjing.kernel.Condition;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class DoctorTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final Path place = TestFolders.create("doctor");

    @Test
    void examinesAFolderWithoutCreatingIt() {
        Path folder = place.resolve("none-yet");
        StringWriter out = new StringWriter();

        int code = QuanjingCommand.commandLine(
                        new Application(Quanjing.class), new PrintWriter(out, true), new PrintWriter(out, true))
                .execute("doctor", "--data", folder.toString());

        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains("ok     JDK").contains(folder + " is not there yet");
        assertThat(folder).doesNotExist();
    }

    @Test
    void failsWhereSomethingIsWrong() throws IOException {
        Path file = Files.createFile(place.resolve("file"));
        StringWriter out = new StringWriter();

        int code = QuanjingCommand.commandLine(
                        new Application(Quanjing.class), new PrintWriter(out, true), new PrintWriter(out, true))
                .execute("doctor", "--data", file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("WRONG  data folder: " + file);
    }

    @Test
    void tellsAServerOfPostgresFromOneThatAKilledProcessLeftBehind() {
        DataFolder folder = new DataFolder(place.resolve("data"));
        try (EmbeddedPostgres _ = EmbeddedPostgres.start(folder)) {
            try (DataFolderLock _ = DataFolderLock.acquire(folder)) {
                assertThat(finding(folder, "PostgreSQL")).isEqualTo(Condition.well("embedded, running"));
            }
            Condition alone = finding(folder, "PostgreSQL");
            assertThat(alone.level()).isEqualTo(Condition.Level.NOTABLE);
            assertThat(alone.text()).contains("left behind").contains("the next start restarts it");
        }
        assertThat(finding(folder, "PostgreSQL")).isEqualTo(Condition.well("embedded, stopped"));
    }

    @Test
    void asksAnExternalPostgres() {
        environment.setProperty("quanjing.database.url", "jdbc:postgresql://127.0.0.1:1/quanjing");

        Condition found = finding(new DataFolder(place), "PostgreSQL");

        assertThat(found.level()).isEqualTo(Condition.Level.WRONG);
        assertThat(found.text()).contains("127.0.0.1:1").contains("quanjing.database.url");
    }

    @Test
    void looksIntoAClosedWarehouseWithoutChangingIt() throws IOException {
        DataFolder folder = new DataFolder(place.resolve("data"));
        closed(folder);
        List<Object> before = state(folder.warehouse());

        Condition found = finding(folder, "warehouse");

        assertThat(found.text()).contains("schema version 1").contains("the marts follow the facts");
        assertThat(found.level()).isEqualTo(Condition.Level.WELL);
        assertThat(state(folder.warehouse())).isEqualTo(before);
    }

    @Test
    void saysThatTheMartsAreBehind() throws SQLException {
        DataFolder folder = new DataFolder(place.resolve("data"));
        closed(folder);
        change(folder, "UPDATE warehouse_meta SET value = '2001-01-01T00:00:00Z' WHERE name = 'marts_up_to'");

        Condition found = finding(folder, "warehouse");

        assertThat(found.level()).isEqualTo(Condition.Level.NOTABLE);
        assertThat(found.text()).contains("behind the facts");
    }

    @Test
    void findsAWarehouseOfALaterVersionAndOneThatIsNone() throws Exception {
        DataFolder folder = new DataFolder(place.resolve("data"));
        closed(folder);
        change(folder, "UPDATE warehouse_meta SET value = '999' WHERE name = 'schema_version'");
        Condition later = finding(folder, "warehouse");
        assertThat(later.level()).isEqualTo(Condition.Level.WRONG);
        assertThat(later.text()).contains("999").contains("Install the version that wrote it");

        Files.writeString(folder.warehouse().resolve("warehouse.duckdb"), "no database ".repeat(2000));
        Condition broken = finding(folder, "warehouse");
        assertThat(broken.level()).isEqualTo(Condition.Level.WRONG);
        assertThat(broken.text()).contains("cannot be read");
    }

    private Condition finding(DataFolder folder, String subject) {
        return new Examination(folder, environment)
                .findings().stream()
                        .filter(finding -> finding.subject().equals(subject))
                        .findFirst()
                        .orElseThrow()
                        .condition();
    }

    private static void closed(DataFolder folder) {
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder.warehouse())) {
            warehouse.awaitMarts();
        }
    }

    private static void change(DataFolder folder, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:duckdb:" + folder.warehouse().resolve("warehouse.duckdb"));
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static List<Object> state(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Object> state = new java.util.ArrayList<>();
            for (Path path : tree.sorted().toList()) {
                state.add(path);
                state.add(Files.getLastModifiedTime(path));
                state.add(Files.isRegularFile(path) ? Files.size(path) : 0);
            }
            return state;
        }
    }
}
