package io.quanjing.ingest.topic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which topic of which cluster is read, and how.
 *
 * @param servers the brokers to ask first, as {@code host:port} with commas between
 * @param topic its name
 * @param user with whom we sign in; null where the protection needs none
 * @param authority the certificate of the authority that signed the brokers', in PEM; null for those that the Java runtime trusts
 * @param kindFrom where a message says which topic of the mapping it belongs to
 * @param kindName the name of that header, or the place in the message; null where Kafka's topic is the one
 */
record TopicPlace(
        String servers,
        String topic,
        Protection protection,
        @Nullable String user,
        @Nullable String authority,
        KindFrom kindFrom,
        @Nullable String kindName) {

    /** The hosts of the brokers, without ports. */
    List<String> hosts() {
        return Stream.of(servers.split(",", -1))
                .map(server -> server.substring(0, server.lastIndexOf(':')).replaceAll("[\\[\\]]", ""))
                .toList();
    }

    /** How the connection is protected. */
    enum Protection {
        /** Not at all. */
        PLAINTEXT,
        /** Encrypted; the brokers show certificates, and we do not sign in. */
        TLS,
        /** Encrypted, and signed in with a password that the brokers hear. */
        PLAIN,
        /** Encrypted, and signed in with a password that the brokers do not hear. */
        SCRAM_SHA_256,
        /** The same with a longer hash. */
        SCRAM_SHA_512;

        boolean encrypts() {
            return this != PLAINTEXT;
        }

        boolean signsIn() {
            return this != PLAINTEXT && this != TLS;
        }

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        static Protection of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Where a message says what it is. */
    enum KindFrom {
        /** Nowhere: all messages of the topic are alike, or its name says it. */
        TOPIC,
        /** In a header of the record. */
        HEADER,
        /** In a field of the message. */
        FIELD;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static KindFrom of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }
}
