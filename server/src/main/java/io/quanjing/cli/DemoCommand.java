package io.quanjing.cli;

import io.quanjing.access.PublicSignIns;
import io.quanjing.database.DataFolderLock;
import io.quanjing.demo.DemoShop;
import io.quanjing.kernel.DataFolder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the demo shop, for this machine only. */
@Command(
        name = "demo",
        description = "Runs the demo shop, with visitors that keep coming, for this machine only.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    private final Application application;
    private final Streams streams;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    DemoCommand(Application application, Streams streams) {
        this.application = application;
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = options.folder(DataOption.DEMO);
        Address address = options.address(Address.LOOPBACK);
        try (ConfigurableApplicationContext context =
                application.serve(folder, address, Map.of("quanjing.access.demo", "true"))) {
            Running running = new Running(context);
            String url = Address.url(address.host(), running.port());
            context.getBean(DataFolderLock.class).announce(url);
            DemoShop demo = context.getBean(DemoShop.class);
            List<PublicSignIns.SignIn> signIns = demo.createSignIns();
            streams.out().println("The demo shop opens at " + url);
            for (PublicSignIns.SignIn signIn : signIns) {
                streams.out()
                        .println("Sign in as " + signIn.username() + " with the password " + signIn.password() + " ("
                                + signIn.role().name().toLowerCase(Locale.ROOT) + ")");
            }
            try {
                prepare(demo);
            } catch (RuntimeException failure) {
                // Whatever fails while everything is being closed fails because of that.
                if (!running.ending()) {
                    throw failure;
                }
                streams.err().println("Stopped before the history was complete; the next start goes on with it.");
                return QuanjingCommand.FAILED;
            }
            DemoShop.Visitors visitors = demo.startVisitors();
            running.beforeEnd(visitors::close);
            streams.out().println("The demo shop is complete; visitors keep coming. Stop with Ctrl-C.");
            running.awaitEnd();
        }
        return QuanjingCommand.SUCCEEDED;
    }

    private void prepare(DemoShop demo) {
        ProgressLine line = new ProgressLine(streams.err());
        demo.prepare(progress -> line.show(
                progress.total() == 0 ? 1 : (double) progress.done() / progress.total(),
                progress.step() + (progress.shop().isEmpty() ? "" : " · " + progress.shop()) + " · "
                        + Numbers.grouped(progress.rows()) + " rows"));
        line.end();
    }
}
