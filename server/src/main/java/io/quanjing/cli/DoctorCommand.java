package io.quanjing.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.StandardEnvironment;
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
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        List<Finding> findings = new ArrayList<>(new MachineExamination().findings());
        findings.addAll(new Examination(data.folder(), environment).findings());
        findings.forEach(streams.out()::println);
        long wrong = findings.stream().filter(Finding::wrong).count();
        if (wrong > 0) {
            streams.err().println(wrong + " of " + findings.size() + " checks found something wrong.");
            return QuanjingCommand.FAILED;
        }
        return QuanjingCommand.SUCCEEDED;
    }
}
