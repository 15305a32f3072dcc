package io.quanjing.explore;

import io.quanjing.metric.Metrics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the explanations together. */
@Configuration(proxyBeanMethods = false)
class ExploreConfiguration {

    @Bean
    Explanations explanations(Metrics metrics) {
        return new Explanations(metrics);
    }
}
