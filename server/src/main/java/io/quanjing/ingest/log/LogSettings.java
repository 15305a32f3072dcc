package io.quanjing.ingest.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events over HTTP wait for the warehouse.
 *
 * @param log {@code none}: they are acknowledged when the warehouse has them; {@code kafka}: when Kafka has them
 */
@ConfigurationProperties("quanjing.ingest")
record LogSettings(@DefaultValue("none") Kind log) {

    /** What can be chosen. */
    enum Kind {
        NONE,
        KAFKA
    }
}
