package io.quanjing.metric.web;

import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What lets pages move by themselves. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    /** Proxies close what is silent for a minute, some for half of it. */
    @Bean
    VersionStreams versionStreams(Warehouse warehouse) {
        return new VersionStreams(warehouse, Duration.ofSeconds(10));
    }
}
