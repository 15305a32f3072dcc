package io.quanjing.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses the server speaks to. */
class AddressesTest {

    private static final ErrorCode FORBIDDEN = LiveError.SOURCE_NAME_INVALID;

    private static Addresses addresses(boolean loopback) {
        return new Addresses(loopback, "some.setting", LiveError.UNKNOWN_SOURCE, FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "100.100.100.200"})
    void neverTheseAddresses(String host) {
        refused(addresses(true), host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1"})
    void itsOwnMachineOnlyWhereTheSettingsSaySo(String host) {
        refused(addresses(false), host);
        assertThatCode(() -> addresses(true).check(host)).doesNotThrowAnyException();
    }

    @Test
    void anAddressOfTheOwnNetwork() {
        assertThatCode(() -> addresses(false).check("10.1.2.3")).doesNotThrowAnyException();
    }

    private static void refused(Addresses addresses, String host) {
        assertThatThrownBy(() -> addresses.check(host))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(FORBIDDEN));
    }
}
