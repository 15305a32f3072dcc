package io.quanjing.ingest.hook;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.LiveWords;
import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.message.MessageFacts;
import io.quanjing.ingest.message.MessageMappings;
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
    SourceSecrets sourceSecrets(Seal seal) {
        return new SourceSecrets(seal);
    }

    @Bean
    SourceStore webhookSources(DataSource database, SourceSecrets secrets) {
        return new SourceStore(JdbcClient.create(database), secrets);
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
    MessageMappings messageMappings(Warehouse warehouse) {
        return new MessageMappings(warehouse);
    }

    @Bean
    MessageFacts messageFacts(Warehouse warehouse, Pseudonyms pseudonyms) {
        return new MessageFacts(warehouse, pseudonyms);
    }

    @Bean
    DeliveryWork webhookWork(
            DeliveryStore deliveries,
            SourceStore sources,
            PrivacyRequestStore privacy,
            Contacts contacts,
            MessageMappings mappings,
            Shops shops,
            Audit audit,
            Warehouse warehouse,
            MessageFacts facts,
            PlatformTransactionManager transactions,
            HookSettings settings,
            Jobs jobs) {
        DeliveryWork work = new DeliveryWork(
                deliveries,
                sources,
                mappings,
                facts,
                new PrivacyRequests(privacy, deliveries, contacts, audit),
                contacts,
                shops,
                warehouse,
                new TransactionTemplate(transactions));
        jobs.every(
                "ingest.take-webhooks",
                WORK_OFF,
                () -> work.workOff(Instant.now().minus(WORK_OFF)));
        jobs.every("ingest.sweep-webhooks", SWEEP, () -> {
            int deleted = deliveries.deleteBefore(Instant.now().minus(Duration.ofDays(settings.keptDays())));
            int forgotten = deliveries.forgetBefore(Instant.now().minus(Duration.ofDays(settings.replayDays())));
            LOG.debug("Deleted {} webhooks and the texts of {} more.", deleted, forgotten);
        });
        return work;
    }

    @Bean
    HookDoor webhookDoor(HookSettings settings, SourceStore sources, DeliveryStore deliveries, DeliveryWork work) {
        return new HookDoor(settings, sources, deliveries, work, InstantSource.system());
    }

    @Bean
    LiveSources<Source, Rejected> liveWebhooks(
            SourceStore sources, DeliveryStore deliveries, DeliveryWork work, Shops shops, Audit audit) {
        LiveWords words = new LiveWords(
                HookAction.SOURCE_PAUSED,
                HookAction.SOURCE_RESUMED,
                HookAction.DELIVERIES_RETRIED,
                HookAction.SOURCE_DELETED,
                "delivery",
                "deliveries");
        return new LiveSources<>(
                sources, sources::delete, new RejectedDeliveries(deliveries, work), words, shops, audit);
    }

    @Bean
    Sources sources(
            LiveSources<Source, Rejected> live,
            SourceStore store,
            DeliveryStore deliveries,
            PrivacyRequestStore privacy,
            MessageMappings mappings,
            Shops shops,
            Audit audit) {
        return new Sources(live, store, deliveries, privacy, mappings, shops, audit);
    }
}
