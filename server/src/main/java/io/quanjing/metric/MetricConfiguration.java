package io.quanjing.metric;

import io.quanjing.access.HealthSign;
import io.quanjing.access.Shops;
import io.quanjing.calendar.Calendar;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the semantic layer together. A broken dictionary stops the start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricSettings.class)
class MetricConfiguration {

    @Bean
    WarehouseSign warehouseAnswers(Warehouse warehouse) {
        return new WarehouseSign(warehouse, Duration.ofSeconds(2));
    }

    @Bean
    Dictionary dictionary() {
        return Dictionary.load();
    }

    @Bean
    RunningDay runningDay(Metrics metrics, Warehouse warehouse, Shops shops) {
        return new WeekdayBands(metrics, shops, warehouse::version, InstantSource.system());
    }

    @Bean
    LatestOrders latestOrders(Dictionary dictionary, Warehouse warehouse, Shops shops) {
        return new OrderTicker(dictionary, warehouse, shops, InstantSource.system());
    }

    @Bean
    SharedAnswers metrics(
            Dictionary dictionary,
            Warehouse warehouse,
            Shops shops,
            Calendar calendar,
            WarehouseSign sign,
            MetricSettings settings) {
        Metrics engine = new MetricEngine(dictionary, warehouse, shops, calendar, InstantSource.system());
        return new SharedAnswers(engine, warehouse::version, shops::visibleTo, sign::refused, settings);
    }

    @Bean
    MetricRows metricRows(Dictionary dictionary, Warehouse warehouse, Shops shops, Calendar calendar) {
        MetricEngine engine = new MetricEngine(dictionary, warehouse, shops, calendar, InstantSource.system());
        return new RowTracer(dictionary, warehouse, engine, QueryOptions.batch());
    }

    @Bean
    KnownPasts pasts(Dictionary dictionary, Warehouse warehouse, Shops shops, Calendar calendar) {
        return new KnownPasts(dictionary, warehouse, shops, calendar, InstantSource.system());
    }

    @Bean
    Restatements restatements(
            Dictionary dictionary, Warehouse warehouse, Shops shops, Calendar calendar, KnownPasts pasts) {
        return new FoundRestatements(dictionary, warehouse, shops, calendar, pasts, InstantSource.system());
    }

    @Bean
    HealthSign figuresFollowTheFacts(Warehouse warehouse) {
        return () -> warehouse.problem() == null;
    }
}
