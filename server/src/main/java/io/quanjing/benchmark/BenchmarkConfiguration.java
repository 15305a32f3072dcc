package io.quanjing.benchmark;

import io.quanjing.access.Audit;
import io.quanjing.metric.Metrics;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the benchmarks together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BenchmarkSettings.class)
class BenchmarkConfiguration {

    @Bean
    BenchmarkStore benchmarkStore(JdbcClient database) {
        return new BenchmarkStore(database, InstantSource.system());
    }

    @Bean
    BenchmarkEdits benchmarkEdits(
            BenchmarkStore store, Metrics metrics, Audit audit, TransactionOperations transaction) {
        return new BenchmarkEdits(store, metrics, audit, transaction);
    }

    @Bean
    Positions positions(BenchmarkStore store, Metrics metrics, BenchmarkSettings settings) {
        return new Positions(store, metrics, settings);
    }
}
