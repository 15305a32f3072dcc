package io.quanjing.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --server} and {@code --token}: asks a running server instead of working on the data folder. */
final class RemoteOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            required = true,
            description = "The address of a running server, instead of --data.")
    private @Nullable URI server;

    @Option(names = "--token", paramLabel = "T", required = true, description = "An API token of that server.")
    private @Nullable String token;

    /** The server, or nothing if none was named. */
    static Optional<ServerApi> api(@Nullable RemoteOptions options) {
        if (options == null || options.server == null || options.token == null) {
            return Optional.empty();
        }
        return Optional.of(new ServerApi(options.server, options.token));
    }
}
