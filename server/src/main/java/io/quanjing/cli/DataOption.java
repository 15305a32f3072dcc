package io.quanjing.cli;

import io.quanjing.kernel.DataFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data}. */
final class DataOption {

    /** Where an installation is unless told otherwise. */
    static final String INSTALLATION = "quanjing-data";

    /** Where the demo shop is unless told otherwise. */
    static final String DEMO = "quanjing-demo";

    private static final String VARIABLE = "QUANJING_DATA";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; otherwise that of the variable " + VARIABLE + ", or ./" + INSTALLATION
                    + " (for demo ./" + DEMO + ").")
    private @Nullable Path folder;

    /** Whether the option was given. */
    boolean given() {
        return folder != null;
    }

    /** The folder that was asked for, or else this one. */
    DataFolder folder(String otherwise) {
        Path chosen = folder != null
                ? folder
                : Optional.ofNullable(System.getenv(VARIABLE))
                        .filter(value -> !value.isBlank())
                        .map(Path::of)
                        .orElse(Path.of(otherwise));
        return new DataFolder(chosen);
    }

    DataFolder folder() {
        return folder(INSTALLATION);
    }
}
