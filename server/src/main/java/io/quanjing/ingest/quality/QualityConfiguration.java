package io.quanjing.ingest.quality;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.quality.Quality.Asked;
import io.quanjing.job.JobQueue;
import io.quanjing.job.Jobs;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What data quality is made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QualitySettings.class)
class QualityConfiguration {

    private static final int MOST_ROWS = 1_000_000;

    /** How often it is asked whether a pass is due. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    @Bean
    Declared qualityRules() {
        return Declared.fromResources();
    }

    @Bean
    CheckStore qualityChecks(JdbcClient database, Declared declared) {
        return new CheckStore(database, declared.rules());
    }

    @Bean
    ReconciliationStore reconciliationStore(Warehouse warehouse) {
        return new ReconciliationStore(warehouse);
    }

    @Bean
    QualityPass qualityPass(
            Declared declared,
            Warehouse warehouse,
            ReconciliationStore reconciliation,
            JdbcClient database,
            CheckStore checks,
            Shops shops,
            QualitySettings settings) {
        QueryOptions options = new QueryOptions(QueryOptions.Lane.BATCH, settings.timeout(), MOST_ROWS);
        return new QualityPass(
                declared,
                new ProfileStore(warehouse, options),
                reconciliation,
                new RunStore(database),
                checks,
                shops,
                options,
                InstantSource.system());
    }

    @Bean
    Quality dataQuality(
            Declared declared,
            CheckStore checks,
            ReconciliationStore reconciliation,
            QualityPass pass,
            QualitySettings settings,
            Jobs jobs,
            Shops shops,
            Audit audit) {
        JobQueue<Asked> queue = jobs.register("ingest.check-quality-now", Asked.class, asked -> pass.run());
        jobs.every("ingest.check-quality", LOOK, () -> pass.runIfDue(settings.interval()));
        return new Quality(declared, checks, reconciliation, queue, shops, audit, InstantSource.system());
    }
}
