package io.quanjing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestPostgres;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

class OperationalDatabaseTest {

    @Test
    void worksOnAnExternalPostgresWithoutStartingItsOwn() {
        TestPostgres.Database external = TestPostgres.empty();
        DataFolder folder = new DataFolder(TestFolders.create("external"));
        try (AnnotationConfigApplicationContext context = start(
                folder,
                Map.of(
                        "quanjing.database.url", external.url(),
                        "quanjing.database.username", external.username(),
                        "quanjing.database.password", external.password()))) {
            assertThat(database(context).queryForObject("SELECT current_database()", String.class))
                    .isEqualTo(external.url().substring(external.url().lastIndexOf('/') + 1));
        }
        assertThat(Files.exists(folder.postgres())).isFalse();
    }

    @Test
    void runsItsOwnPostgresWhereNoneIsNamedAndStopsItInTheEnd() throws Exception {
        DataFolder folder = new DataFolder(TestFolders.create("own"));
        try (AnnotationConfigApplicationContext context = start(folder, Map.of())) {
            database(context).execute("CREATE TABLE kept AS SELECT 42 AS n");
        }
        assertThat(new Postmaster(folder.postgres().resolve("cluster")).state()).isEqualTo(Postmaster.State.ABSENT);
        assertThat(DataFolderLock.holder(folder)).isEmpty();

        try (AnnotationConfigApplicationContext context = start(folder, Map.of())) {
            assertThat(database(context).queryForObject("SELECT n FROM kept", Integer.class))
                    .isEqualTo(42);
        }
    }

    @Test
    void saysWhichExternalPostgresDoesNotAnswer() {
        assertThatThrownBy(() -> start(
                                new DataFolder(TestFolders.create("unreachable")),
                                Map.of("quanjing.database.url", "jdbc:postgresql://127.0.0.1:1/none"))
                        .close())
                .hasStackTraceContaining("The PostgreSQL at jdbc:postgresql://127.0.0.1:1/none cannot be used");
    }

    @Test
    void appliesTheScriptsOfEveryModuleOnce() {
        DataSource database = TestPostgres.migrated();
        JdbcTemplate sql = new JdbcTemplate(database);
        var before = sql.queryForList("SELECT tablename FROM pg_tables WHERE tablename LIKE 'flyway_%' ORDER BY 1");

        Migrations.apply(database);

        assertThat(sql.queryForList("SELECT tablename FROM pg_tables WHERE tablename LIKE 'flyway_%' ORDER BY 1"))
                .isEqualTo(before);
    }

    private static AnnotationConfigApplicationContext start(DataFolder folder, Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("quanjing.data", folder.root().toString());
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
        context.register(DatabaseConfiguration.class);
        try {
            context.refresh();
        } catch (RuntimeException failure) {
            context.close();
            throw failure;
        }
        return context;
    }

    private static JdbcTemplate database(AnnotationConfigApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }
}
