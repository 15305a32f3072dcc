package io.quanjing.cli;

import io.quanjing.database.DataFolderLock;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.Metrics;
import io.quanjing.migration.Migration;
import io.quanjing.migration.MigrationError;
import io.quanjing.migration.Side;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies an installation that lives in one folder over to PostgreSQL and Trino. */
@Command(
        name = "migrate",
        description = {
            "Copies the installation of a data folder over to an empty PostgreSQL and an empty warehouse of Trino, and proves that both are"
                    + " equal. The source stays as it is.",
            "Where to is said by the same settings with which the server will run: quanjing.database.url, .username and .password, and"
                    + " quanjing.warehouse.trino.*, as properties or as variables (QUANJING_DATABASE_URL, …).",
            "Interrupted and run again, it goes on where it stopped."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class MigrateCommand implements Callable<Integer> {

    private static final long ROWS_PER_STEP = 1_000_000;
    private static final String URL = "quanjing.database.url";

    private final Application application;
    private final Streams streams;

    /** Where an installation can be copied to. */
    enum Engine {
        TRINO
    }

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ENGINE",
            description = "The engine of the new warehouse: ${COMPLETION-CANDIDATES}.")
    private Engine engine = Engine.TRINO;

    @Mixin
    private final DataOption data = new DataOption();

    MigrateCommand(Application application, Streams streams) {
        this.application = application;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        DataFolder folder = data.folder(DataOption.INSTALLATION);
        if (!Files.isDirectory(folder.postgres())) {
            throw new QuanjingException(
                    CliError.BAD_ARGUMENT,
                    "The folder " + folder.root()
                            + " holds no installation with an embedded PostgreSQL. Maybe name another one"
                            + " with --data.",
                    Map.of("folder", folder.root().toString()));
        }
        Path aside = Files.createTempDirectory("quanjing-migrate-");
        ProgressLine line = new ProgressLine(streams.err());
        DataFolderLock.requireFree(folder);
        String name = engine.name().toLowerCase(Locale.ROOT);
        try (ConfigurableApplicationContext target = application.pieces(
                        new DataFolder(aside),
                        "quanjing migrate",
                        Map.of("quanjing.warehouse.engine", name),
                        MigrateCommand::requireExternal);
                ConfigurableApplicationContext source = application.pieces(
                        folder,
                        "quanjing migrate",
                        Map.of(URL, "", "quanjing.warehouse.engine", "duckdb"),
                        settings -> {})) {
            Migration migration = new Migration(
                    side(source),
                    side(target),
                    ROWS_PER_STEP,
                    (what, done, total) -> line.show(
                            total == 0 ? 1 : (double) done / total,
                            what + (total == 0 ? "" : " · " + Numbers.grouped(done) + " rows")));
            Migration.Report report = migration.run();
            line.end();
            streams.out()
                    .println("Copied and equal on both sides: " + report.tables() + " tables with "
                            + Numbers.grouped(report.rows()) + " rows, and " + Numbers.grouped(report.figures())
                            + " figures of metrics in " + report.questions() + " questions.");
            streams.err()
                    .println("Start the server with these settings and quanjing.warehouse.engine=" + name
                            + ". The folder " + folder.root() + " is as it was; keep it until you are sure.");
        } finally {
            boolean ignored = FileSystemUtils.deleteRecursively(aside);
        }
        return QuanjingCommand.SUCCEEDED;
    }

    private static Side side(ConfigurableApplicationContext context) {
        return new Side(
                context.getBean(DataSource.class), context.getBean(Warehouse.class), context.getBean(Metrics.class));
    }

    private static void requireExternal(Environment settings) {
        String url = settings.getProperty(URL, "");
        if (url.isBlank()) {
            throw new QuanjingException(
                    MigrationError.TARGET_UNKNOWN,
                    "It is not said which PostgreSQL to copy to. Maybe set quanjing.database.url, .username and .password, for"
                            + " example QUANJING_DATABASE_URL=jdbc:postgresql://db:5432/quanjing.",
                    Map.of("setting", URL));
        }
    }
}
