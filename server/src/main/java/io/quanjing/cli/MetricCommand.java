package io.quanjing.cli;

import io.quanjing.access.Caller;
import io.quanjing.kernel.DataFolder;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.MetricQuestionParser;
import io.quanjing.metric.MetricQuestionParser.Texts;
import io.quanjing.metric.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for figures. */
@Command(
        name = "metric",
        description = "Prints figures: one row per period and value of each dimension.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class MetricCommand implements Callable<Integer> {

    private final Application application;
    private final Streams streams;

    // Texts, which the parser of all questions reads: a figure is refused here in the same words as over HTTP.
    @Parameters(
            index = "0",
            arity = "1",
            paramLabel = "ID[,ID…]",
            description = "The metrics, by id of the dictionary.")
    private String metrics = "";

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first shop day, as 2020-02-01.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last shop day, included.")
    private String to = "";

    @Option(names = "--shop", paramLabel = "NAME", description = "The shop; all shops if absent. Repeat it for more.")
    private List<String> shops = List.of();

    @Option(names = "--by", paramLabel = "DIM[,DIM…]", description = "One row per value of these dimensions.")
    private @Nullable String by;

    @Option(names = "--where", paramLabel = "DIM=VALUE", description = "Keeps this value; repeat it for more.")
    private List<String> where = List.of();

    @Option(
            names = "--grain",
            paramLabel = "GRAIN",
            defaultValue = "total",
            description = "hour, day, week, month or total (${DEFAULT-VALUE}).")
    private String grain = "";

    @Option(
            names = "--compare",
            paramLabel = "BASE",
            description = "previous: the period before, as long; previous-weekday: whole weeks before; last-month and"
                    + " last-year: the same dates then; last-year-weekday: 52 weeks ago; event: last year's edition, by"
                    + " its phases; custom: the days that --compare-from and --compare-to say.")
    private @Nullable String compare;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "The event of --compare event, as 618; the one that the days lie in if absent.")
    private @Nullable String event;

    @Option(names = "--compare-from", paramLabel = "DAY", description = "The first day of --compare custom.")
    private @Nullable String compareFrom;

    @Option(names = "--compare-to", paramLabel = "DAY", description = "The last day of --compare custom.")
    private @Nullable String compareTo;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json, csv or table (${DEFAULT-VALUE}).")
    private RowFormat format = RowFormat.JSON;

    @Mixin
    private final DataOption data = new DataOption();

    @ArgGroup(exclusive = false)
    private @Nullable RemoteOptions remote;

    MetricCommand(Application application, Streams streams) {
        this.application = application;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        MetricQuestion question = MetricQuestionParser.parse(new Texts(
                metrics, from, to, shops, by, where, grain, compare, null, null, null, event, compareFrom, compareTo));
        Optional<ServerApi> server = RemoteOptions.api(remote, data);
        Answer answer = server.isPresent() ? new RemoteMetrics(server.get()).ask(question) : local(question);
        format.print(question, answer.rows(), streams.out());
        answer.notes().forEach(streams.err()::println);
        return QuanjingCommand.SUCCEEDED;
    }

    /**
     * What is printed.
     *
     * @param rows for the standard output
     * @param notes for the standard error
     */
    record Answer(List<Map<String, @Nullable Object>> rows, List<String> notes) {

        static Answer of(MetricAnswer answer) {
            return new Answer(
                    answer.rows(),
                    answer.notes().stream()
                            .map(note -> note(note.metric(), note.code(), note.arguments()))
                            .toList());
        }

        static String note(String metric, String code, Map<String, ?> arguments) {
            return (metric.isEmpty() ? "Note: " : "Note on " + metric + ": ")
                    + code
                    + (arguments.isEmpty() ? "" : " " + new TreeMap<>(arguments));
        }
    }

    private Answer local(MetricQuestion question) {
        DataFolder folder = data.folder();
        try (ConfigurableApplicationContext context = application.start(folder, "a question for figures")) {
            return Answer.of(context.getBean(Metrics.class).export(question, Caller.commandLine()));
        }
    }
}
