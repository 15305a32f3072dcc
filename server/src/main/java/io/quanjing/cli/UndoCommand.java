package io.quanjing.cli;

import io.quanjing.access.Caller;
import io.quanjing.ingest.ImportUndo;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Undone;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes an import back. */
@Command(
        name = "undo",
        description = "Takes an import back: what it brought goes, and what it had replaced is there again.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class UndoCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 300;

    private final Application application;
    private final Streams streams;

    @Option(names = "--preview", description = "Only says what would happen.")
    private boolean preview;

    @Mixin
    private final DataOption data = new DataOption();

    @ArgGroup(exclusive = false)
    private @Nullable RemoteOptions remote;

    @Parameters(paramLabel = "ID", description = "The import, by the id that its address on the page ends with.")
    private String id = "";

    UndoCommand(Application application, Streams streams) {
        this.application = application;
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        Optional<ServerApi> server = RemoteOptions.api(remote, data);
        Map<String, Undone.Counts> tables = server.isPresent() ? remote(server.get()) : local();
        tables.forEach((table, counts) -> streams.out()
                .println(table + ": " + Numbers.grouped(counts.removed()) + " removed, "
                        + Numbers.grouped(counts.restored()) + " restored, " + Numbers.grouped(counts.kept())
                        + " kept"));
        streams.out().println(preview ? "Nothing was changed: this is a preview." : "The import is undone.");
        return QuanjingCommand.SUCCEEDED;
    }

    private Map<String, Undone.Counts> local() {
        try (ConfigurableApplicationContext context = application.start(data.folder(), "undoing an import")) {
            ImportUndo undo = context.getBean(ImportUndo.class);
            return preview ? undo.preview(id, Caller.commandLine()).tables() : undo.run(id, Caller.commandLine());
        }
    }

    private Map<String, Undone.Counts> remote(ServerApi server) throws InterruptedException {
        String path = "imports/" + java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8);
        if (preview) {
            return tables(server.get(path + "/undo").path("tables"));
        }
        server.post(path + "/undo");
        while (true) {
            JsonNode run = server.get(path);
            JsonNode undo = run.path("undo");
            switch (run.path("state").asString("")) {
                case "undone" -> {
                    return tables(undo.path("tables"));
                }
                case "undoing" -> Thread.sleep(POLL_MILLIS);
                default ->
                    throw new QuanjingException(
                            CliError.SERVER_REFUSED,
                            undo.path("error").path("message").asString("The import was not undone on the server."));
            }
        }
    }

    private static Map<String, Undone.Counts> tables(JsonNode tables) {
        Map<String, Undone.Counts> counts = new LinkedHashMap<>();
        tables.properties()
                .forEach(entry -> counts.put(
                        entry.getKey(),
                        new Undone.Counts(
                                entry.getValue().path("removed").asLong(0),
                                entry.getValue().path("restored").asLong(0),
                                entry.getValue().path("kept").asLong(0))));
        return counts;
    }
}
