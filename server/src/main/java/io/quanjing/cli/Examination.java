package io.quanjing.cli;

import io.quanjing.database.DataFolderLock;
import io.quanjing.database.PostgresReport;
import io.quanjing.kernel.Condition;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.EmbeddedWarehouseReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Looks at a data folder and what a start on it would use. Starts nothing and changes nothing. */
final class Examination {

    private static final int PAGE_PORT = 8080;
    private static final long FREE_BYTES_NEEDED = 1_000_000_000L;
    private static final long MEGABYTE = 1_000_000;
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final DataFolder folder;
    private final Environment environment;

    /** @param environment with the settings that a start would have */
    Examination(DataFolder folder, Environment environment) {
        this.folder = folder;
        this.environment = environment;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("data folder", dataFolder()));
        findings.add(new Finding("disk", disk()));
        Optional<String> holder = Optional.empty();
        if (Files.isDirectory(folder.root())) {
            try {
                holder = DataFolderLock.holder(folder);
                findings.add(new Finding("lock", lock(holder)));
            } catch (QuanjingException unusable) {
                findings.add(new Finding("lock", Condition.wrong(String.valueOf(unusable.getMessage()))));
            }
        }
        Optional<URI> server =
                holder.filter(who -> who.startsWith("http")).map(who -> URI.create(who.split(" ", 2)[0]));
        server.ifPresent(address -> findings.add(new Finding("server", server(address))));
        findings.add(new Finding("PostgreSQL", PostgresReport.of(folder, environment)));
        findings.add(new Finding("warehouse", EmbeddedWarehouseReport.of(folder.warehouse(), holder.isPresent())));
        findings.add(new Finding("port", port(server)));
        return findings;
    }

    private Condition dataFolder() {
        Path root = folder.root();
        if (!Files.exists(root)) {
            Path parent = existing(root);
            return Files.isWritable(parent)
                    ? Condition.well(root + " is not there yet; the first start creates it")
                    : Condition.wrong(root + " cannot be created: " + parent
                            + " is not writable for this user. Name another one with --data");
        }
        if (!Files.isDirectory(root) || !Files.isWritable(root)) {
            return Condition.wrong(root + " is not a folder that this user can write. Name another one with --data");
        }
        // What root once made there belongs to root, whoever the folder belongs to.
        return Stream.of(folder.warehouse(), folder.landing(), folder.postgres(), root.resolve("logs"))
                .filter(Files::exists)
                .filter(part -> !Files.isWritable(part))
                .findFirst()
                .map(part -> Condition.wrong(part + " belongs to " + owner(part)
                        + " and is not writable for this user. Run as the user who made it, or give it with chown -R"))
                .orElse(Condition.well(root.toString()));
    }

    private static String owner(Path part) {
        try {
            return Files.getOwner(part).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "another user";
        }
    }

    private static Condition lock(Optional<String> holder) {
        return holder.map(who -> Condition.notable(
                        "in use by " + who + "; commands on this folder have to ask it with --server and --token"))
                .orElse(Condition.well("free"));
    }

    private static Condition server(URI address) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address.resolve("/api/health"))
                            .timeout(ANSWER)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Condition.well(address + " answers")
                    : Condition.wrong(address + " answers with status " + answer.statusCode()
                            + "; the file logs/quanjing.log in the data folder says more");
        } catch (IOException failure) {
            return Condition.wrong(address + " does not answer within " + ANSWER.toSeconds()
                    + " s; the file logs/quanjing.log in the data folder says more");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Condition.notable(address + " was not waited for");
        }
    }

    private Condition disk() {
        Path place = existing(folder.root());
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            String text = Numbers.grouped(free / MEGABYTE) + " MB free in " + place;
            return free >= FREE_BYTES_NEEDED
                    ? Condition.well(text)
                    : Condition.wrong(text + "; the demo shop needs 1,000 MB, and imports need room beside it");
        } catch (IOException failure) {
            return Condition.wrong(place + " does not say how much is free: " + failure.getMessage());
        }
    }

    private static Condition port(Optional<URI> server) {
        if (server.filter(address -> address.getPort() == PAGE_PORT).isPresent()) {
            return Condition.well(PAGE_PORT + " is this installation's own");
        }
        try {
            new Address(Address.LOOPBACK, PAGE_PORT).requireFree();
            return Condition.well(PAGE_PORT + " is free");
        } catch (QuanjingException taken) {
            return Condition.notable(
                    PAGE_PORT + " is in use by another program; name another with --port, for example --port 8081");
        }
    }

    /** The nearest folder on the way up that is there. */
    private static Path existing(Path path) {
        Path step = path;
        while (!Files.exists(step)) {
            Path parent = step.getParent();
            if (parent == null) {
                return step;
            }
            step = parent;
        }
        return step;
    }
}
