package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private final Pseudonyms pseudonyms = new Pseudonyms("secret".getBytes(StandardCharsets.UTF_8));

    @Test
    void hidesAddressesAndNumbersAndKeepsThemApart() {
        assertThat(pseudonyms.of("Li@Example.cn")).startsWith("p-").isEqualTo(pseudonyms.of("li@example.cn"));
        assertThat(pseudonyms.of("13800138000"))
                .startsWith("p-")
                .isEqualTo(pseudonyms.of("+86 138 0013 8000"))
                .isEqualTo(pseudonyms.of("008613800138000"))
                .isEqualTo(pseudonyms.of("8613800138000"))
                .isNotEqualTo(pseudonyms.of("13800138001"));
        assertThat(pseudonyms.of("+44 20 7946 0958")).startsWith("p-");
        assertThat(new Pseudonyms(new byte[] {1}).of("13800138000")).isNotEqualTo(pseudonyms.of("13800138000"));
    }

    @Test
    void leavesOtherIdsAsTheyAre() {
        for (String id : new String[] {"u1", "10000001", "4600000000000000001", "tb_13800138000x", "5f0c1d2e-0000"}) {
            assertThat(pseudonyms.of(id)).isEqualTo(id);
        }
    }
}
