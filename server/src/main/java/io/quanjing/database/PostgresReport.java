package io.quanjing.database;

import io.quanjing.kernel.Condition;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How the operational PostgreSQL is, from outside: nothing is started or changed. */
public final class PostgresReport {

    private static final String SECONDS_TO_ANSWER = "5";

    private PostgresReport() {}

    /**
     * Looks at the PostgreSQL that a start on this folder would use, also where another process works on the folder.
     *
     * @param environment that says whether there is an external one
     */
    public static Condition of(DataFolder folder, Environment environment) {
        DatabaseSettings settings = Binder.get(environment).bindOrCreate("quanjing.database", DatabaseSettings.class);
        return settings.external() ? external(settings) : embedded(folder);
    }

    private static Condition external(DatabaseSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("user", String.valueOf(settings.username()));
        properties.setProperty("password", String.valueOf(settings.password()));
        properties.setProperty("loginTimeout", SECONDS_TO_ANSWER);
        properties.setProperty("connectTimeout", SECONDS_TO_ANSWER);
        try (Connection connection = DriverManager.getConnection(String.valueOf(settings.url()), properties)) {
            return Condition.well("external, version "
                    + connection.getMetaData().getDatabaseProductVersion() + " at " + settings.url());
        } catch (SQLException refused) {
            return Condition.wrong("external, and " + settings.url() + " cannot be used: " + refused.getMessage()
                    + " Start it, or correct quanjing.database.url, username and password");
        }
    }

    private static Condition embedded(DataFolder folder) {
        if (!PostgresBinaries.available()) {
            return Condition.wrong(
                    "no embedded one for this machine; set quanjing.database.url, username and password");
        }
        if (!FolderOwner.canChangeUser()) {
            return Condition.wrong("it does not run as root, and the program setpriv that changes the user is missing;"
                    + " install util-linux or run as a normal user");
        }
        if (!Files.isDirectory(folder.postgres())) {
            return Condition.well("embedded; the first start creates it");
        }
        try {
            FolderOwner.requireReachable(folder.postgres());
            Path cluster = folder.postgres().resolve("cluster");
            return switch (new Postmaster(cluster).state()) {
                case ABSENT ->
                    Files.isDirectory(cluster)
                            ? Condition.well("embedded, stopped")
                            : Condition.well("embedded; the next start creates its cluster");
                case STALE -> Condition.notable("embedded, was killed; the next start recovers it");
                case RUNNING ->
                    DataFolderLock.holder(folder).isPresent()
                            ? Condition.well("embedded, running")
                            : Condition.notable("embedded, still running, left behind by a process that was killed;"
                                    + " the next start restarts it");
            };
        } catch (IOException | QuanjingException failure) {
            return Condition.wrong(String.valueOf(failure.getMessage()));
        }
    }
}
