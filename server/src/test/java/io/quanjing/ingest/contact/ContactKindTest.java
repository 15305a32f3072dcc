package io.quanjing.ingest.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                " 138 0013 8000 ",
                "138-0013-8000",
                "+86 138 0013 8000",
                "+8613800138000",
                "8613800138000",
                "008613800138000"
            })
    void aMobileNumberOfChinaHasOneForm(String given) {
        assertThat(ContactKind.PHONE.normalised(given)).contains("+8613800138000");
    }

    @ParameterizedTest
    @CsvSource({"+1 (415) 555-0123, +14155550123", "+44 20 7946 0958, +442079460958", "+49.30.901820, +4930901820"})
    void otherNumbersAreKeptWithTheirCountry(String given, String normalised) {
        assertThat(ContactKind.PHONE.normalised(given)).contains(normalised);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "186******05",
                "1******6198",
                "+86 138****8000",
                "12800138000",
                "1380013800",
                "138001380001",
                "(415) 555-0123",
                "+0123456789",
                "+1234567",
                "+1234567890123456",
                "１３８００１３８０００",
                "13800138000,13900139000",
                "-"
            })
    void whatIsMaskedOrNoNumberIsNone(String given) {
        assertThat(ContactKind.PHONE.normalised(given)).isEmpty();
    }

    @Test
    void anAddressIsInSmallLetters() {
        assertThat(ContactKind.EMAIL.normalised(" Mia.Li@Example.COM ")).contains("mia.li@example.com");
        assertThat(ContactKind.EMAIL.normalised("用户@例子.公司")).contains("用户@例子.公司");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mia", "mia@example", "m**@example.com", "a b@example.com", "a@b@example.com", "@b.c"})
    void whatIsMaskedOrNoAddressIsNone(String given) {
        assertThat(ContactKind.EMAIL.normalised(given)).isEmpty();
    }

    @Test
    void anAddressThatNoServerTakesIsNone() {
        assertThat(ContactKind.EMAIL.normalised("a".repeat(250) + "@b.cn")).isEmpty();
    }

    @Test
    void showsSoMuchThatTheOwnerKnowsIt() {
        assertThat(ContactKind.PHONE.masked("+8613800138000")).isEqualTo("138****8000");
        assertThat(ContactKind.PHONE.masked("+14155550123")).isEqualTo("+14****23");
        assertThat(ContactKind.PHONE.masked("+12345678")).isEqualTo("+12****78");
        assertThat(ContactKind.EMAIL.masked("mia@example.com")).isEqualTo("m***@example.com");
        assertThat(ContactKind.EMAIL.masked("𠮷@example.com")).isEqualTo("𠮷***@example.com");
    }

    @Test
    void noLogHasTheValue() {
        assertThat(Contact.of("shopify", "p-1", ContactKind.PHONE, "13800138000"))
                .hasToString("Optional[phone of p-1 (138****8000)]");
    }
}
