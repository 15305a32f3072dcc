package io.quanjing.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is installed, what is wrong and what to do. */
@Command(
        name = "doctor",
        description = "Says what is installed, what is wrong and what to do.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final DataOption data = new DataOption();

    DoctorCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Examination(data.folder()).findings();
        findings.forEach(finding -> streams.out().println(finding));
        long wrong = findings.stream()
                .filter(finding -> finding.state() == Finding.State.WRONG)
                .count();
        if (wrong > 0) {
            streams.err().println(wrong + " of " + findings.size() + " checks found something wrong.");
            return QuanjingCommand.FAILED;
        }
        return QuanjingCommand.SUCCEEDED;
    }
}
