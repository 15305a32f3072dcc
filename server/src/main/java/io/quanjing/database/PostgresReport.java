package io.quanjing.database;

import io.quanjing.kernel.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the embedded PostgreSQL of a data folder is, from outside: nothing is started or changed.
 *
 * @param wrong whether something has to be done
 * @param text what is there, and what to do if something is wrong
 */
public record PostgresReport(boolean wrong, String text) {

    /** Looks at a folder, also one that another process works on. */
    public static PostgresReport of(DataFolder folder) {
        if (!PostgresBinaries.available()) {
            return new PostgresReport(
                    true, "no embedded one for this machine; set quanjing.database.url, username and password");
        }
        if (!FolderOwner.canChangeUser()) {
            return new PostgresReport(
                    true,
                    "it does not run as root, and the program setpriv that changes the user is missing;"
                            + " install util-linux or run as a normal user");
        }
        Path cluster = folder.postgres().resolve("cluster");
        if (!Files.isDirectory(folder.postgres())) {
            return new PostgresReport(false, "embedded; the first command creates it");
        }
        try {
            FolderOwner.requireReachable(folder.postgres());
            return switch (new Postmaster(cluster).state()) {
                case ABSENT -> new PostgresReport(false, "embedded, stopped");
                case STALE -> new PostgresReport(false, "embedded, was killed; the next start recovers it");
                case RUNNING -> new PostgresReport(false, "embedded, running");
            };
        } catch (IOException | io.quanjing.kernel.QuanjingException failure) {
            return new PostgresReport(true, String.valueOf(failure.getMessage()));
        }
    }
}
