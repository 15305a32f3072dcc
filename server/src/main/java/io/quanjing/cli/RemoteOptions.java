package io.quanjing.cli;

import io.quanjing.kernel.QuanjingException;
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

    /**
     * The server, or nothing if none was named.
     *
     * @throws QuanjingException if a data folder was named too
     */
    static Optional<ServerApi> api(@Nullable RemoteOptions options, DataOption data) {
        if (options == null || options.server == null || options.token == null) {
            return Optional.empty();
        }
        if (data.given()) {
            throw new QuanjingException(
                    CliError.BAD_ARGUMENT,
                    "Both --data and --server are given, and a command works on one of them. Maybe leave --data out.");
        }
        return Optional.of(new ServerApi(options.server, options.token));
    }
}
