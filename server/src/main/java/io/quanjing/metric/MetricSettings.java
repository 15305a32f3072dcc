package io.quanjing.metric;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about answers.
 *
 * @param oldestAnswer so old may an answer be that is shown while a newer one is made, if making it takes a moment; where all the boards being
 *     watched take longer than that, and on boards that somebody watched in the last ten seconds, fifteen times as old at most. An answer
 *     says itself when it was made; 0 makes each question wait for an answer of its own
 */
@ConfigurationProperties("quanjing.metric")
public record MetricSettings(@DefaultValue("2s") Duration oldestAnswer) {

    /** What an installation has that sets nothing. */
    public static MetricSettings defaults() {
        return new MetricSettings(Duration.ofSeconds(2));
    }
}
