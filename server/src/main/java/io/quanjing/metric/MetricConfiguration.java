package io.quanjing.metric;

import io.quanjing.access.HealthSign;
import io.quanjing.access.Shops;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the semantic layer together. A broken dictionary stops the start. */
@Configuration(proxyBeanMethods = false)
class MetricConfiguration {

    @Bean
    WarehouseSign warehouseAnswers(Warehouse warehouse) {
        return new WarehouseSign(warehouse, Duration.ofSeconds(2));
    }

    @Bean
    Metrics metrics(Warehouse warehouse, Shops shops, WarehouseSign sign) {
        Metrics engine = new MetricEngine(Dictionary.load(), warehouse, shops, InstantSource.system());
        return new SharedAnswers(engine, warehouse::version, sign::refused);
    }

    @Bean
    HealthSign figuresFollowTheFacts(Warehouse warehouse) {
        return () -> warehouse.problem() == null;
    }
}
