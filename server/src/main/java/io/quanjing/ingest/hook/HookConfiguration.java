package io.quanjing.ingest.hook;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.job.Jobs;
import io.quanjing.kernel.DataFolder;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What webhooks are made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HookSettings.class)
class HookConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(HookConfiguration.class);

    /** What was not taken at once is tried again so often. */
    private static final Duration WORK_OFF = Duration.ofSeconds(10);

    private static final Duration SWEEP = Duration.ofHours(6);

    @Bean
    Seal webhookSeal(HookSettings settings, DataFolder data) {
        return new Seal(settings.key() == null ? data.root().resolve("webhook.key") : settings.key());
    }

    @Bean
    SourceStore webhookSources(DataSource database, Seal seal) {
        return new SourceStore(JdbcClient.create(database), seal);
    }

    @Bean
    DeliveryStore webhookDeliveries(DataSource database, Seal seal) {
        return new DeliveryStore(JdbcClient.create(database), seal);
    }

    @Bean
    PrivacyRequestStore privacyRequestStore(DataSource database) {
        return new PrivacyRequestStore(JdbcClient.create(database));
    }

    @Bean
    HookMappings webhookMappings(Warehouse warehouse) {
        return new HookMappings(warehouse);
    }

    @Bean
    DeliveryWork webhookWork(
            DeliveryStore deliveries,
            SourceStore sources,
            PrivacyRequestStore privacy,
            HookMappings mappings,
            Shops shops,
            Audit audit,
            Warehouse warehouse,
            Pseudonyms pseudonyms,
            PlatformTransactionManager transactions,
            HookSettings settings,
            Jobs jobs) {
        DeliveryWork work = new DeliveryWork(
                deliveries,
                sources,
                mappings,
                new MessageFacts(warehouse, new KnownRowStore(warehouse), pseudonyms),
                new PrivacyRequests(privacy, deliveries, audit),
                shops,
                warehouse,
                new TransactionTemplate(transactions));
        jobs.every(
                "ingest.take-webhooks",
                WORK_OFF,
                () -> work.workOff(Instant.now().minus(WORK_OFF)));
        jobs.every("ingest.sweep-webhooks", SWEEP, () -> {
            int deleted = deliveries.deleteBefore(Instant.now().minus(Duration.ofDays(settings.keptDays())));
            LOG.debug("Deleted {} webhooks.", deleted);
        });
        return work;
    }

    @Bean
    HookDoor webhookDoor(HookSettings settings, SourceStore sources, DeliveryStore deliveries, DeliveryWork work) {
        return new HookDoor(settings, sources, deliveries, work, InstantSource.system());
    }

    @Bean
    Sources liveSources(
            SourceStore sources,
            DeliveryStore deliveries,
            PrivacyRequestStore privacy,
            DeliveryWork work,
            HookMappings mappings,
            Shops shops,
            Audit audit) {
        return new Sources(sources, deliveries, privacy, work, mappings, shops, audit);
    }
}
