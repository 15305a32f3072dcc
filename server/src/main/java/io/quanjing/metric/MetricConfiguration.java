package io.quanjing.metric;

import io.quanjing.access.Audit;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

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
    ShopDefinitionStore shopDefinitionStore(JdbcClient database) {
        return new ShopDefinitionStore(database);
    }

    @Bean
    ShopDefinitionEdits shopDefinitionEdits(
            Dictionary dictionary, ShopDefinitionStore store, Audit audit, TransactionOperations transaction) {
        return new ShopDefinitionEdits(dictionary, store, audit, transaction, InstantSource.system());
    }

    @Bean
    ShopDictionaries shopDictionaries(Dictionary dictionary, ShopDefinitionStore store) {
        return new ShopDictionaries(dictionary, store);
    }

    @Bean
    ScopedDictionaries scopedDictionaries(Dictionary dictionary, ShopDictionaries own, Shops shops) {
        return new ScopedDictionaries(dictionary, own, shops);
    }

    @Bean
    SharedAnswers metrics(
            Dictionary dictionary,
            Warehouse warehouse,
            Shops shops,
            Calendar calendar,
            WarehouseSign sign,
            MetricSettings settings,
            ScopedDictionaries dictionaries) {
        MetricEngine engine = new MetricEngine(dictionary, warehouse, shops, calendar, InstantSource.system());
        return new SharedAnswers(
                new ScopedMetrics(engine, dictionaries),
                warehouse::version,
                shops::visibleTo,
                sign::refused,
                settings,
                dictionaries::edition);
    }

    @Bean
    ValueHints valueHints(Warehouse warehouse) {
        return new ValueHints(warehouse);
    }

    @Bean
    MetricExamples metricExamples(
            Dictionary dictionary, Warehouse warehouse, Shops shops, Calendar calendar, ShopDictionaries own) {
        InstantSource clock = InstantSource.system();
        return new MetricExamples(new MetricEngine(dictionary, warehouse, shops, calendar, clock), own, clock);
    }

    @Bean
    MetricDetails metricDetails(ShopDictionaries own, ShopDefinitionStore store, Shops shops) {
        return new MetricDetails(own, store, shops);
    }

    @Bean
    MetricRows metricRows(
            Dictionary dictionary,
            Warehouse warehouse,
            Shops shops,
            Calendar calendar,
            ScopedDictionaries dictionaries) {
        MetricEngine engine = new MetricEngine(dictionary, warehouse, shops, calendar, InstantSource.system());
        return new ScopedRows(new RowTracer(dictionary, warehouse, engine, QueryOptions.batch()), dictionaries);
    }

    @Bean
    KnownPasts pasts(ScopedDictionaries dictionaries, Warehouse warehouse, Shops shops, Calendar calendar) {
        return new KnownPasts(dictionaries, warehouse, shops, calendar, InstantSource.system());
    }

    @Bean
    Restatements restatements(
            ScopedDictionaries dictionaries, Warehouse warehouse, Shops shops, Calendar calendar, KnownPasts pasts) {
        return new FoundRestatements(dictionaries, warehouse, shops, calendar, pasts, InstantSource.system());
    }

    @Bean
    HealthSign figuresFollowTheFacts(Warehouse warehouse) {
        return () -> warehouse.problem() == null;
    }
}
