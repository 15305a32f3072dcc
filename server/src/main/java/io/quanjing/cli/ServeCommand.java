package io.quanjing.cli;

import io.quanjing.access.FirstAdmin;
import io.quanjing.database.DataFolderLock;
import io.quanjing.kernel.DataFolder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a real installation. */
@Command(
        name = "serve",
        description = "Runs an installation, empty at first; prints the first administrator's one-time password.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    private final Application application;
    private final Streams streams;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = Address.LOOPBACK,
            description = "The address to listen on: ${DEFAULT-VALUE} for this machine only, 0.0.0.0 for everybody.")
    private String host = Address.LOOPBACK;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    ServeCommand(Application application, Streams streams) {
        this.application = application;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = options.folder(DataOption.INSTALLATION);
        Address address = options.address(host);
        try (ConfigurableApplicationContext context = application.serve(folder, address, Map.of())) {
            Running running = new Running(context);
            String url = Address.url(host, running.port());
            context.getBean(DataFolderLock.class).announce(url);
            Optional<FirstAdmin.Invitation> invitation =
                    context.getBean(FirstAdmin.class).invite();
            streams.out().println("Quanjing is ready: " + url);
            invitation.ifPresent(first -> streams.out()
                    .println("First sign-in: " + first.username() + ", one-time password " + first.oneTimePassword()
                            + " (to be changed then)"));
            streams.err().println("The data is in " + folder.root() + ". Stop with Ctrl-C.");
            running.awaitEnd();
        }
        return QuanjingCommand.SUCCEEDED;
    }
}
