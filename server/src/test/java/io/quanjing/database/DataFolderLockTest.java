package io.quanjing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestFolders;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFolderLockTest {

    @Test
    void letsTheNextOneInWhenItIsClosed() {
        DataFolder folder = folder();
        DataFolderLock.acquire(folder).close();

        try (DataFolderLock second = DataFolderLock.acquire(folder)) {
            assertThat(second.folder()).isEqualTo(folder);
        }
        assertThat(DataFolderLock.holder(folder)).isEmpty();
    }

    @Test
    void namesTheProcessThatHasTheFolder() throws Exception {
        DataFolder folder = folder();
        Process other = otherProcess(folder);
        try {
            assertThatThrownBy(() -> DataFolderLock.acquire(folder))
                    .isInstanceOfSatisfying(
                            QuanjingException.class,
                            refused -> assertThat(refused.errorCode()).isEqualTo(DatabaseError.DATA_FOLDER_HELD))
                    .hasMessageContaining("http://localhost:9 (process " + other.pid() + ")")
                    .hasMessageContaining("--server http://localhost:9 --token");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void isFreeAsSoonAsTheOtherProcessIsKilled() throws Exception {
        DataFolder folder = folder();
        Process other = otherProcess(folder);
        assertThat(DataFolderLock.holder(folder)).isPresent();

        other.destroyForcibly().waitFor();

        DataFolderLock.acquire(folder).close();
    }

    @Test
    void createsAFolderThatOthersCannotRead() throws IOException {
        DataFolder folder = new DataFolder(TestFolders.create("lock").resolve("a/b"));

        DataFolderLock.acquire(folder).close();

        assertThat(Files.getPosixFilePermissions(folder.root()))
                .doesNotContain(java.nio.file.attribute.PosixFilePermission.OTHERS_READ);
    }

    /** Holds the folder until it is killed. */
    public static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            DataFolderLock lock = DataFolderLock.acquire(new DataFolder(Path.of(args[0])));
            lock.announce("http://localhost:9");
            System.out.println("held");
            Thread.sleep(60_000);
            lock.close();
        }
    }

    private static Process otherProcess(DataFolder folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.root().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader reader = process.inputReader();
        assertThat(reader.readLine()).isEqualTo("held");
        return process;
    }

    private static DataFolder folder() {
        return new DataFolder(TestFolders.create("lock"));
    }
}
