package io.quanjing.cli;

import io.quanjing.access.Caller;
import io.quanjing.ingest.FileImport;
import io.quanjing.ingest.ImportSummary;
import io.quanjing.kernel.DataFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files in. */
@Command(
        name = "import",
        description = "Brings files in; what breaks a rule goes to the quarantine and is counted as rejected.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {

    private final Application application;
    private final Streams streams;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "One of the formats of the mapping reference, or csv with --map. Without it, files are recognised by content.")
    private String format = FileImport.RECOGNISED;

    @Option(
            names = "--shop",
            required = true,
            paramLabel = "NAME",
            description = "The shop; created if there is none of this name.")
    private String shop = "";

    @Option(names = "--map", paramLabel = "FILE.yml", description = "The mapping file for the format csv.")
    private @Nullable Path map;

    @Mixin
    private final DataOption data = new DataOption();

    @ArgGroup(exclusive = false)
    private @Nullable RemoteOptions remote;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or a folder that the format knows.")
    private List<Path> files = List.of();

    ImportCommand(Application application, Streams streams) {
        this.application = application;
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        ProgressLine line = new ProgressLine(streams.err());
        FileImport.Listener listener = progress -> line.show(
                progress.bytesTotal() == 0 ? 0 : (double) progress.bytesDone() / progress.bytesTotal(),
                Numbers.grouped(progress.rowsRead()) + " rows");
        ImportSummary summary;
        Optional<ServerApi> server = RemoteOptions.api(remote, data);
        try {
            summary = server.isPresent()
                    ? new RemoteImport(server.get()).run(format, map, shop, files, listener)
                    : local(listener);
        } finally {
            line.end();
        }
        print(summary);
        return QuanjingCommand.SUCCEEDED;
    }

    private ImportSummary local(FileImport.Listener listener) {
        DataFolder folder = data.folder();
        try (ConfigurableApplicationContext context = application.start(folder, "an import")) {
            return context.getBean(FileImport.class)
                    .run(new FileImport.Request(format, map, shop, files, Caller.commandLine()), listener);
        }
    }

    private void print(ImportSummary summary) {
        streams.out()
                .println(Numbers.grouped(summary.read()) + " read, " + Numbers.grouped(summary.accepted())
                        + " accepted, " + Numbers.grouped(summary.rejected()) + " rejected"
                        + (summary.skipped() == 0 ? "" : ", " + Numbers.grouped(summary.skipped()) + " skipped"));
        summary.facts()
                .forEach((table, facts) -> streams.out()
                        .println(table + ": " + Numbers.grouped(facts.added()) + " new, "
                                + Numbers.grouped(facts.revised()) + " updated, " + Numbers.grouped(facts.unchanged())
                                + " unchanged"));
        summary.eventTypes()
                .forEach((type, count) -> streams.out().println("event " + type + ": " + Numbers.grouped(count)));
        streams.err().println("What came in goes again with: quanjing undo " + summary.id());
        if (summary.rejected() > 0) {
            streams.err()
                    .println("The rejected rows are in the quarantine of run " + summary.id()
                            + ". The import page shows why, and gives them as a file to mend and import again.");
        }
    }
}
