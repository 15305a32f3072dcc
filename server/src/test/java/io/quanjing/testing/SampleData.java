package io.quanjing.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The published files that tests compare with. They are used where they are and are not part of the project. */
public final class SampleData {

    private static final String VARIABLE = "QUANJING_SAMPLE_DATA";

    private SampleData() {}

    /** A file or folder of the samples; the calling test is skipped where it is absent. */
    public static Path require(String name) {
        Path folder = Path.of(Optional.ofNullable(System.getenv(VARIABLE)).orElse("../../shared/data"));
        Path sample = folder.resolve(name).toAbsolutePath().normalize();
        Assumptions.assumeTrue(
                Files.exists(sample),
                () -> "There is no " + sample + "; " + VARIABLE + " can say where the samples are.");
        return sample;
    }
}
