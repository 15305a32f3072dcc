package io.quanjing.ingest.pull;

import io.quanjing.database.EmbeddedPostgres;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.Relay;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestMariaDb;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real database server that the tests read from, stop and start again. */
interface SourceServer {

    PulledSource.Kind kind();

    int port();

    String user();

    String password();

    /** A new database, and its name. */
    String newDatabase(String name);

    /** Runs statements in a database whose session has the zone UTC. */
    void run(String database, String statements);

    /** The type of a moment. */
    String time();

    void stop();

    void start();

    /** PostgreSQL, by the programs that the server ships. */
    final class Postgres implements SourceServer {

        static final Postgres SERVER = new Postgres();

        private final Path folder = TestFolders.create("source-postgres");
        private final Relay relay = new Relay();
        private EmbeddedPostgres server = open();
        private boolean runs = true;

        private EmbeddedPostgres open() {
            EmbeddedPostgres opened = EmbeddedPostgres.start(new DataFolder(folder));
            relay.leadTo(URI.create(opened.url().substring("jdbc:".length())).getPort());
            TestFolders.beforeDeletion(this::stop);
            return opened;
        }

        @Override
        public PulledSource.Kind kind() {
            return PulledSource.Kind.POSTGRESQL;
        }

        @Override
        public int port() {
            return relay.port();
        }

        @Override
        public String user() {
            return server.username();
        }

        @Override
        public String password() {
            return server.password();
        }

        @Override
        public String newDatabase(String name) {
            run("postgres", "CREATE DATABASE " + name);
            return name;
        }

        @Override
        public void run(String database, String statements) {
            try (Connection connection =
                            DriverManager.getConnection(server.url(database), server.username(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE 'UTC'");
                statement.execute(statements);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String time() {
            return "timestamptz";
        }

        @Override
        public void stop() {
            if (runs) {
                runs = false;
                server.close();
                relay.hangUp();
            }
        }

        @Override
        public void start() {
            if (!runs) {
                server = open();
                runs = true;
            }
        }
    }

    /** MariaDB. */
    final class MariaDb implements SourceServer {

        private final TestMariaDb server = TestMariaDb.server();

        @Override
        public PulledSource.Kind kind() {
            return PulledSource.Kind.MYSQL;
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public String user() {
            return server.user();
        }

        @Override
        public String password() {
            return server.password();
        }

        @Override
        public String newDatabase(String name) {
            server.run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4;");
            return name;
        }

        @Override
        public void run(String database, String statements) {
            server.run("SET time_zone = '+00:00'; USE " + database + "; " + statements + ";");
        }

        @Override
        public String time() {
            return "timestamp(6)";
        }

        @Override
        public void stop() {
            server.kill();
        }

        @Override
        public void start() {
            server.start();
        }
    }
}
