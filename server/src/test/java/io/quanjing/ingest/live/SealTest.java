package io.quanjing.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is encrypted before it lies in the database. */
class SealTest {

    private static final byte[] PLAIN = "hush".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void opensWithTheSameFileAndForTheSameSubject() throws IOException {
        Path file = folder.resolve("deeper/webhook.key");
        byte[] closed = new Seal(file).close("source a", PLAIN);

        assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("hush");
        assertThat(new Seal(file).open("source a", closed)).isEqualTo(PLAIN);
        assertThat(new Seal(file).close("source a", PLAIN)).isNotEqualTo(closed);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void doesNotOpenForAnotherSubjectNorWithAnotherKeyNorWhenChanged() throws IOException {
        Seal seal = new Seal(folder.resolve("a.key"));
        byte[] closed = seal.close("source a", PLAIN);

        assertThatThrownBy(() -> seal.open("source b", closed)).isInstanceOf(QuanjingException.class);
        Seal other = new Seal(folder.resolve("b.key"));
        assertThatThrownBy(() -> other.open("source a", closed))
                .hasMessageContaining("b.key")
                .hasMessageContaining("quanjing.ingest.hook.key");
        closed[closed.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open("source a", closed)).isInstanceOf(QuanjingException.class);
        Path broken = Files.writeString(folder.resolve("c.key"), "short");
        assertThatThrownBy(() -> new Seal(broken).close("source a", PLAIN)).hasMessageContaining("has 5 bytes");
    }
}
