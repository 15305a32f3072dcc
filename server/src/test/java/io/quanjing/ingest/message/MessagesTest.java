package io.quanjing.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of a message as texts. */
class MessagesTest {

    private static byte[] total(String value) {
        return "{\"total\":%s,\"name\":\"#1001\"}".formatted(value).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "12.50, 12.50",
        "1e3, 1000",
        "1.5E-7, 0.00000015",
        "2e2147483646, 2E+2147483646",
        "-7e999999999, -7E+999999999",
        "3e-2147483646, 3E-2147483646"
    })
    void aNumberIsWrittenOutAsFarAsItCanBeAFigure(String value, String text) {
        assertThat(Messages.text(Messages.read(total(value)).path("total"))).isEqualTo(text);
    }

    @Test
    void aNumberBeyondAllBoundsIsLookedThroughForMarksToo() {
        assertThat(Messages.mentions(total("2e2147483646"), Set.of("#1001"))).isTrue();
        assertThat(Messages.mentions(total("2e2147483646"), Set.of("#1002"))).isFalse();
    }
}
