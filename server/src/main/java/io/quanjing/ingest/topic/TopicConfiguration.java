package io.quanjing.ingest.topic;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.live.Addresses;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.LiveWords;
import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.message.MessageFacts;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.ingest.topic.RejectionStore.Kept;
import io.quanjing.job.Jobs;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What topics as sources are made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicSettings.class)
class TopicConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(TopicConfiguration.class);

    private static final Duration SWEEP = Duration.ofHours(6);

    @Bean
    TopicStore topicSources(DataSource database, SourceSecrets secrets) {
        return new TopicStore(JdbcClient.create(database), secrets);
    }

    @Bean
    PositionStore topicPositions(DataSource database) {
        return new PositionStore(JdbcClient.create(database));
    }

    @Bean
    RejectionStore topicRejections(DataSource database, Seal seal) {
        return new RejectionStore(JdbcClient.create(database), seal);
    }

    @Bean
    TopicMessages topicMessages(
            MessageMappings mappings, MessageFacts facts, Warehouse warehouse, TopicSettings settings) {
        return new TopicMessages(mappings, facts, warehouse, settings.messageLimit());
    }

    @Bean
    TopicClients topicClients(TopicSettings settings) {
        Addresses addresses = new Addresses(
                settings.loopback(),
                "quanjing.ingest.topic.loopback",
                TopicError.TOPIC_UNREACHABLE,
                TopicError.TOPIC_ADDRESS_FORBIDDEN);
        return new TopicClients(settings, addresses);
    }

    @Bean
    TopicBatch topicBatches(
            TopicStore sources,
            PositionStore positions,
            RejectionStore rejections,
            TopicMessages messages,
            Contacts contacts,
            Warehouse warehouse,
            DataSource database,
            PlatformTransactionManager transactions,
            TopicSettings settings) {
        return new TopicBatch(
                sources,
                positions,
                new SubjectStore(JdbcClient.create(database)),
                rejections,
                messages,
                contacts,
                warehouse,
                new TransactionTemplate(transactions),
                settings.rejectedLimit());
    }

    @Bean
    TopicReader.Tools topicTools(
            TopicStore sources,
            PositionStore positions,
            TopicMessages messages,
            TopicBatch batches,
            TopicClients clients,
            Shops shops,
            TopicSettings settings) {
        Semaphore places = new Semaphore(settings.atOnce(), true);
        return new TopicReader.Tools(sources, positions, messages, batches, clients, shops, settings, places);
    }

    @Bean(destroyMethod = "close")
    TopicReaders topicReaders(TopicReader.Tools tools, RejectionStore rejections, TopicSettings settings, Jobs jobs) {
        TopicReaders readers = new TopicReaders(tools);
        jobs.everywhere("ingest.look-for-topics", settings.look(), readers::look);
        jobs.every("ingest.sweep-rejected-messages", SWEEP, () -> {
            int deleted = rejections.deleteBefore(Instant.now().minus(Duration.ofDays(settings.keptDays())));
            LOG.debug("Deleted {} rejected messages.", deleted);
        });
        return readers;
    }

    @Bean
    LiveSources<TopicSource, Kept> liveTopics(
            TopicStore sources,
            PositionStore positions,
            RejectionStore rejections,
            TopicMessages messages,
            TopicBatch batches,
            Shops shops,
            Audit audit,
            PlatformTransactionManager transactions) {
        LiveWords words = new LiveWords(
                TopicAction.TOPIC_PAUSED,
                TopicAction.TOPIC_RESUMED,
                TopicAction.TOPIC_RETRIED,
                TopicAction.TOPIC_DELETED,
                "message",
                "messages");
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        Consumer<String> deletion = id -> transaction.executeWithoutResult(status -> {
            positions.holdAll(id);
            sources.delete(id);
        });
        RejectedMessages rejected = new RejectedMessages(rejections, sources, messages, batches);
        return new LiveSources<>(sources, deletion, rejected, words, shops, audit);
    }

    @Bean
    Topics topics(
            LiveSources<TopicSource, Kept> live,
            TopicStore store,
            PositionStore positions,
            RejectionStore rejections,
            TopicClients clients,
            TopicMessages messages,
            MessageMappings mappings,
            TopicSettings settings,
            Shops shops,
            Audit audit,
            PlatformTransactionManager transactions) {
        return new Topics(
                live,
                store,
                positions,
                rejections,
                new TopicTrial(clients, messages, settings),
                mappings,
                settings,
                shops,
                audit,
                new TransactionTemplate(transactions));
    }
}
