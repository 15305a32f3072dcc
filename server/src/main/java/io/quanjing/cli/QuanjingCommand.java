package io.quanjing.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code quanjing} with its sub-commands. Data goes to the standard output, messages to the standard error. */
@Command(
        name = "quanjing",
        description = "The operations system of an online merchant, in one process.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
public final class QuanjingCommand implements Runnable {

    /** The whole command succeeded. */
    static final int SUCCEEDED = 0;

    /** The command was understood and did not succeed. */
    static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    private QuanjingCommand() {}

    /**
     * Runs the command that the arguments name.
     *
     * @param application the class that the application's context starts from
     * @return the exit code: 0 only when the whole command succeeded, 1 when it did not, 2 when it was not understood
     */
    public static int execute(Class<?> application, String... arguments) {
        Logs.keepOffStandardOutput();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return commandLine(new Application(application), out, err).execute(arguments);
    }

    static CommandLine commandLine(Application application, PrintWriter out, PrintWriter err) {
        Streams streams = new Streams(out, err);
        CommandLine line = new CommandLine(new QuanjingCommand())
                .addSubcommand(new ServeCommand(application, streams))
                .addSubcommand(new DemoCommand(application, streams))
                .addSubcommand(new ImportCommand(application, streams))
                .addSubcommand(new UndoCommand(application, streams))
                .addSubcommand(new MetricCommand(application, streams))
                .addSubcommand(new MigrateCommand(application, streams))
                .addSubcommand(new DoctorCommand(streams))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setOut(out)
                .setErr(err);
        line.setParameterExceptionHandler((wrong, parsed) -> {
            CommandLine command = wrong.getCommandLine();
            err.println(wrong.getMessage());
            err.println("Maybe " + command.getCommandSpec().qualifiedName() + " --help tells more.");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return line.setExecutionExceptionHandler((failure, command, parsed) -> {
            err.println(Failure.message(failure));
            return FAILED;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "A command is missing: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
