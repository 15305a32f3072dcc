package io.quanjing.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was put together goes from the disk, at the latest when the next process comes. */
class ScratchFolderTest {

    @TempDir
    Path below;

    @Test
    void goesWithEverythingInIt() throws IOException {
        ScratchFolder folder = ScratchFolder.create(below);
        Files.writeString(Files.createDirectory(folder.path().resolve("spill")).resolve("file"), "text");
        folder.close();

        assertThat(below).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeftGoesAndWhatIsInUseStays() throws IOException {
        Path left = Files.createDirectory(below.resolve("quanjing-past-left"));
        Files.createFile(left.resolve("lock"));
        Files.createFile(left.resolve("warehouse.duckdb"));
        Path foreign = Files.createDirectory(below.resolve("quanjing-past-foreign"));
        ScratchFolder first = ScratchFolder.create(below);
        ScratchFolder second = ScratchFolder.create(below);

        assertThat(left).doesNotExist();
        assertThat(foreign).isDirectory();
        assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
        first.close();
        second.close();
    }

    @Test
    void saysWhereItCannotBeMade() {
        assertThatThrownBy(() -> ScratchFolder.create(below.resolve("nowhere")))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(WarehouseError.NOT_WRITABLE));
    }
}
