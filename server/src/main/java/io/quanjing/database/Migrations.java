package io.quanjing.database;

import io.quanjing.kernel.QuanjingException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of each module up to date. Each module has its own scripts and its own history, so modules evolve apart. */
public final class Migrations {

    /** A module may refer to tables of those before it. */
    private static final List<String> MODULES = List.of(
            "kernel",
            "job",
            "access",
            "warehouse",
            "ingest",
            "calendar",
            "metric",
            "view",
            "benchmark",
            "target",
            "demo");

    private Migrations() {}

    /**
     * Applies what is new, module by module.
     *
     * @throws QuanjingException if a script fails or was changed after it was applied
     */
    public static void apply(DataSource database) {
        for (String module : MODULES) {
            String folder = "db/migration/" + module;
            if (Migrations.class.getClassLoader().getResource(folder) != null) {
                apply(database, module, "classpath:" + folder);
            }
        }
    }

    private static void apply(DataSource database, String module, String location) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations(location)
                    .table("flyway_" + module)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new QuanjingException(
                    DatabaseError.MIGRATION_FAILED,
                    "The tables of the module " + module + " cannot be brought up to date: " + failure.getMessage()
                            + " Maybe the database was written by a newer version.",
                    Map.of("module", module),
                    failure);
        }
    }
}
