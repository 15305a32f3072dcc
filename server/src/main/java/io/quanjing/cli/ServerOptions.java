package io.quanjing.cli;

import io.quanjing.kernel.DataFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command has that runs a server: {@code --port} and {@code --data}. */
final class ServerOptions {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port of the page (${DEFAULT-VALUE}); 0 takes any free one.")
    private int port;

    @Mixin
    private final DataOption data = new DataOption();

    /** The port at this address of the machine, which nobody else has taken. */
    Address address(String host) {
        Address address = new Address(host, port);
        address.requireFree();
        return address;
    }

    /** The folder that was asked for, or else this one. */
    DataFolder folder(String otherwise) {
        return data.folder(otherwise);
    }
}
