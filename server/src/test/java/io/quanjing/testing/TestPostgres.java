package io.quanjing.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.quanjing.database.EmbeddedPostgres;
import io.quanjing.database.Migrations;
import io.quanjing.kernel.DataFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real PostgreSQL for tests: one server per test run, started when first asked for, and a database of its own for each test class. A
 * module's test takes {@link #migrated()}; a test with an application context registers {@link #properties}.
 */
public final class TestPostgres {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestPostgres() {}

    /**
     * A database of the test server.
     *
     * @param url its address
     * @param username a superuser
     * @param password the superuser's password
     */
    public record Database(String url, String username, String password) {

        /** Connections to it, at most eight at a time. */
        public DataSource dataSource() {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(url);
            source.setUsername(username);
            source.setPassword(password);
            source.setMaximumPoolSize(8);
            source.setMinimumIdle(0);
            return source;
        }
    }

    /** A new database without tables. */
    public static Database empty() {
        String name = "test_" + NUMBER.incrementAndGet();
        EmbeddedPostgres server = Server.POSTGRES;
        try (Connection connection = DriverManager.getConnection(server.url(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new Database(server.url(name), server.username(), server.password());
    }

    /** Connections to a new database with the tables of all modules. */
    public static DataSource migrated() {
        DataSource database = empty().dataSource();
        Migrations.apply(database);
        return database;
    }

    /** A new database with the tables of all modules, for a test that hands its address on. */
    public static Database migratedDatabase() {
        Database database = empty();
        Migrations.apply(database.dataSource());
        return database;
    }

    /** Lets an application context work on a new database and a new data folder; call it from a {@code @DynamicPropertySource} method. */
    public static void properties(DynamicPropertyRegistry registry) {
        Database database = empty();
        Path folder = TestFolders.create("context");
        registry.add("quanjing.data", folder::toString);
        registry.add("quanjing.database.url", database::url);
        registry.add("quanjing.database.username", database::username);
        registry.add("quanjing.database.password", database::password);
        // Many contexts stay open until the end of the run and share one server.
        registry.add("quanjing.database.connections", () -> "6");
    }

    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            Path folder = TestFolders.create("postgres");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(new DataFolder(folder));
            TestFolders.beforeDeletion(postgres::close);
            return postgres;
        }
    }
}
