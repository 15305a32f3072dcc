package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.Quanjing;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class ApplicationTest {

    @Test
    void isSetByTheOptionsOfACommandWhateverTheEnvironmentSays() {
        DataFolder folder = new DataFolder(TestFolders.create("application").resolve("data"));
        System.setProperty("quanjing.data", folder.root() + "-of-somebody-else");
        try (ConfigurableApplicationContext context = new Application(Quanjing.class).start(folder, "a test")) {
            assertThat(context.getEnvironment().getProperty("quanjing.data"))
                    .isEqualTo(folder.root().toString());
        } finally {
            System.clearProperty("quanjing.data");
        }
    }
}
