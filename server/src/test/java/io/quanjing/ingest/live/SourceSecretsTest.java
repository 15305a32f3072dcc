package io.quanjing.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of sources, and where a password may be sent. */
class SourceSecretsTest {

    @TempDir
    Path folder;

    @Test
    void opensForItsOwnSourceAlone() {
        SourceSecrets secrets = new SourceSecrets(new Seal(folder.resolve("key")));
        byte[] closed = secrets.close("a", "hush 全景");

        assertThat(new String(closed, StandardCharsets.UTF_8)).doesNotContain("hush");
        assertThat(secrets.open("a", closed)).isEqualTo("hush 全景");
        assertThatThrownBy(() -> secrets.open("b", closed)).isInstanceOf(QuanjingException.class);
        assertThat(secrets.close("a", null)).isNull();
        assertThat(secrets.open("a", null)).isNull();
    }

    @Test
    void aPasswordIsNotSentToAnotherPlace() {
        assertThat(SourceSecrets.keptFor(true, "hush", LiveError.SOURCE_NAME_INVALID, "rule"))
                .isEqualTo("hush");
        assertThat(SourceSecrets.keptFor(false, null, LiveError.SOURCE_NAME_INVALID, "rule"))
                .isNull();
        assertThatThrownBy(() -> SourceSecrets.keptFor(false, "hush", LiveError.SOURCE_NAME_INVALID, "the rule"))
                .isInstanceOf(QuanjingException.class)
                .hasMessageNotContaining("hush")
                .satisfies(e -> assertThat(((QuanjingException) e).arguments())
                        .containsEntry("field", "password")
                        .containsEntry("rule", "the rule"));
    }
}
