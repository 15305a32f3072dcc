package io.quanjing.ingest.retention;

import io.quanjing.access.Audit;
import io.quanjing.job.Jobs;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What retention is made of. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    private static final Duration INTERVAL = Duration.ofDays(1);

    @Bean
    Retention retention(JdbcClient database, Warehouse warehouse, Audit audit, Jobs jobs) {
        Retention retention = new Retention(
                new RetentionStore(database), new OldFactStore(warehouse), warehouse, audit, InstantSource.system());
        jobs.every("ingest.delete-old-facts", INTERVAL, retention::deleteOld);
        return retention;
    }
}
