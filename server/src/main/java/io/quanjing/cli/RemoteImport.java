package io.quanjing.cli;

import io.quanjing.ingest.FileImport;
import io.quanjing.ingest.ImportSummary;
import io.quanjing.kernel.QuanjingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An import on a running server: sends the files and watches the run to its end. */
final class RemoteImport {

    private static final long POLL_MILLIS = 300;

    private final ServerApi server;

    RemoteImport(ServerApi server) {
        this.server = server;
    }

    ImportSummary run(String format, @Nullable Path map, String shop, List<Path> files, FileImport.Listener listener)
            throws IOException, InterruptedException {
        MultipartForm form = new MultipartForm().field("format", format).field("shop", shop);
        Set<String> folders = new HashSet<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                folder(form, file, folders);
            } else {
                form.file("file", readable(file));
            }
        }
        if (map != null) {
            form.file("map", readable(map));
        }
        String id = server.post("imports", form).path("id").asString();
        while (true) {
            JsonNode run = server.get("imports/" + id);
            switch (run.path("state").asString("")) {
                case "done" -> {
                    return summary(id, run);
                }
                case "failed" ->
                    throw new QuanjingException(
                            CliError.SERVER_REFUSED,
                            run.path("error").path("message").asString("The import failed on the server."));
                default -> {
                    listener.progressed(new FileImport.Progress(
                            run.path("bytesDone").asLong(0),
                            run.path("bytesTotal").asLong(0),
                            run.path("read").asLong(0)));
                    Thread.sleep(POLL_MILLIS);
                }
            }
        }
    }

    private static ImportSummary summary(String id, JsonNode run) {
        Map<String, ImportSummary.Facts> facts = new LinkedHashMap<>();
        run.path("facts")
                .properties()
                .forEach(entry -> facts.put(
                        entry.getKey(),
                        new ImportSummary.Facts(
                                entry.getValue().path("added").asLong(0),
                                entry.getValue().path("revised").asLong(0),
                                entry.getValue().path("unchanged").asLong(0))));
        Map<String, Long> types = new LinkedHashMap<>();
        run.path("eventTypes")
                .properties()
                .forEach(entry -> types.put(entry.getKey(), entry.getValue().asLong(0)));
        return new ImportSummary(
                id,
                run.path("read").asLong(0),
                run.path("accepted").asLong(0),
                run.path("rejected").asLong(0),
                run.path("skipped").asLong(0),
                facts,
                types);
    }

    /** A folder goes as its files, named with their way from the folder, from which the server knows that they are to be taken as one. */
    private static void folder(MultipartForm form, Path folder, Set<String> sent) throws FileNotFoundException {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "folder" : last.toString();
        String unique = name;
        for (int i = 2; !sent.add(unique); i++) {
            unique = name + "-" + i;
        }
        for (Path file : FileImport.filesBelow(folder)) {
            StringBuilder path = new StringBuilder(unique);
            folder.relativize(file).forEach(step -> path.append('/').append(step));
            form.file("file", readable(file), path.toString());
        }
    }

    private static Path readable(Path file) throws FileNotFoundException {
        if (!Files.isReadable(file)) {
            throw new QuanjingException(
                    CliError.BAD_ARGUMENT,
                    "The file " + file + " cannot be read. Maybe its name is misspelt.",
                    Map.of("file", file.toString()));
        }
        return file;
    }
}
