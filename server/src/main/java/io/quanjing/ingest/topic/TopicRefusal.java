package io.quanjing.ingest.topic;

import io.quanjing.kernel.QuanjingException;
import java.util.Map;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Words what Kafka refuses. */
record TopicRefusal(TopicPlace place, Throwable failure) {

    QuanjingException worded() {
        return switch (failure) {
            case QuanjingException told -> told;
            case UnsupportedSaslMechanismException other -> protection(other);
            case SaslAuthenticationException login ->
                refused(
                        TopicError.TOPIC_LOGIN_REFUSED,
                        "The brokers at " + place.servers() + " do not accept the user " + place.user()
                                + " with this password. Maybe the password was changed, or the brokers sign in otherwise.",
                        Map.of("servers", place.servers(), "user", String.valueOf(place.user())));
            case SslAuthenticationException certificate -> protection(certificate);
            case AuthorizationException ignored ->
                refused(
                        TopicError.TOPIC_NOT_ALLOWED,
                        "The brokers at " + place.servers() + " do not allow to read the topic " + place.topic() + ": "
                                + told()
                                + ". Maybe grant Read and Describe on the topic, and Read on groups that begin with quanjing-.",
                        Map.of("topic", place.topic(), "told", told()));
            case UnknownTopicOrPartitionException ignored -> unknown();
            case InvalidTopicException ignored -> unknown();
            case RetriableException ignored -> unreachable();
            default ->
                failure.getCause() != null
                        ? new TopicRefusal(place, failure.getCause()).worded()
                        : refused(
                                TopicError.TOPIC_FAILED,
                                "The brokers at " + place.servers() + " report: " + told() + ".",
                                Map.of("servers", place.servers(), "told", told()));
        };
    }

    /** Why Kafka's client does not even begin. */
    QuanjingException unfit() {
        Throwable why = failure;
        while (why.getCause() != null) {
            why = why.getCause();
        }
        String told = String.valueOf(why.getMessage());
        // What Kafka says of its settings may name their values, and one of these is the password.
        String harmless = told.contains("password") || told.contains("jaas") ? "wrong user or password" : told;
        return refused(
                TopicError.TOPIC_SETTING_INVALID,
                "Kafka's client takes no such settings: " + harmless
                        + ". Maybe a server is not host:port, or the certificate is not PEM.",
                told.contains("bootstrap") || place.authority() == null
                        ? Map.of("field", "servers", "value", place.servers(), "rule", harmless)
                        : Map.of("field", "authority", "value", "PEM", "rule", harmless));
    }

    private QuanjingException unknown() {
        return refused(
                TopicError.TOPIC_UNKNOWN,
                "The brokers at " + place.servers() + " show no topic " + place.topic()
                        + ". Maybe it has another name, or the user may not see it.",
                Map.of("servers", place.servers(), "topic", place.topic()));
    }

    private QuanjingException unreachable() {
        return refused(
                TopicError.TOPIC_UNREACHABLE,
                "The brokers at " + place.servers() + " do not answer: " + told()
                        + ". Maybe they do not run, have another port or another protection, or a firewall is between.",
                Map.of("address", place.servers(), "told", told()));
    }

    private QuanjingException protection(Throwable cause) {
        String told = cause.getCause() == null
                ? told()
                : String.valueOf(cause.getCause().getMessage());
        return refused(
                TopicError.TOPIC_PROTECTION_REFUSED,
                "The brokers at " + place.servers() + " and we do not agree on the protection "
                        + place.protection().id() + ": " + told
                        + ". Maybe choose another one, or enter the certificate of the authority that signed theirs.",
                Map.of(
                        "servers",
                        place.servers(),
                        "protection",
                        place.protection().id(),
                        "told",
                        told));
    }

    private String told() {
        String message = String.valueOf(failure.getMessage()).strip();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private QuanjingException refused(TopicError error, String message, Map<String, ?> arguments) {
        return new QuanjingException(error, message, arguments, failure);
    }
}
