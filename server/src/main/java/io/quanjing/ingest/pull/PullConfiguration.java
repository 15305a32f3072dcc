package io.quanjing.ingest.pull;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.live.Addresses;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.LiveWords;
import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.pull.RejectionStore.Kept;
import io.quanjing.job.JobQueue;
import io.quanjing.job.Jobs;
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

/** What sources that are asked are made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PullSettings.class)
class PullConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PullConfiguration.class);

    private static final Duration SWEEP = Duration.ofHours(6);

    @Bean
    PullStore pulledSources(DataSource database, SourceSecrets secrets) {
        return new PullStore(JdbcClient.create(database), secrets);
    }

    @Bean
    RejectionStore pulledRejections(DataSource database, Seal seal) {
        return new RejectionStore(JdbcClient.create(database), seal);
    }

    @Bean
    PullMappings pullMappings(Warehouse warehouse) {
        return new PullMappings(warehouse);
    }

    @Bean
    TableFacts tableFacts(Warehouse warehouse, Pseudonyms pseudonyms, PullSettings settings) {
        return new TableFacts(warehouse, pseudonyms, settings.rowLimit());
    }

    @Bean
    SourceTables sourceTables(PullSettings settings) {
        Addresses addresses = new Addresses(
                settings.loopback(),
                "quanjing.ingest.pull.loopback",
                PullError.PULL_UNREACHABLE,
                PullError.PULL_ADDRESS_FORBIDDEN);
        return new SourceTables(settings, addresses);
    }

    @Bean
    PullRecord pullRecord(
            PullStore sources, RejectionStore rejections, Contacts contacts, PlatformTransactionManager transactions) {
        return new PullRecord(sources, rejections, contacts, new TransactionTemplate(transactions));
    }

    /** A source to be read. */
    record Due(String source) {}

    @Bean
    PullWork pullWork(
            PullStore sources,
            RejectionStore rejections,
            PullMappings mappings,
            SourceTables tables,
            TableFacts facts,
            PullRecord record,
            Warehouse warehouse,
            Shops shops,
            PullSettings settings,
            Jobs jobs) {
        TableRound round = new TableRound(tables, facts, record, warehouse, settings, InstantSource.system());
        PullWork work = new PullWork(sources, mappings, round, shops, settings);
        JobQueue<Due> queue = jobs.register("ingest.pull-source", Due.class, due -> work.work(due.source()));
        jobs.every("ingest.look-for-due-sources", settings.look(), () -> {
            for (String id : sources.due()) {
                boolean added = queue.enqueue(id, new Due(id));
                LOG.trace("The source {} is due; put in: {}", id, added);
            }
        });
        jobs.every("ingest.sweep-rejections", SWEEP, () -> {
            int deleted = rejections.deleteBefore(Instant.now().minus(Duration.ofDays(settings.keptDays())));
            LOG.debug("Deleted {} rejected rows.", deleted);
        });
        return work;
    }

    @Bean
    LiveSources<PulledSource, Kept> liveDatabases(
            PullStore sources,
            RejectionStore rejections,
            PullMappings mappings,
            TableFacts facts,
            PullRecord record,
            Warehouse warehouse,
            Shops shops,
            Audit audit) {
        LiveWords words = new LiveWords(
                PullAction.PULL_PAUSED,
                PullAction.PULL_RESUMED,
                PullAction.PULL_RETRIED,
                PullAction.PULL_DELETED,
                "row",
                "rows");
        RejectedRows rows = new RejectedRows(rejections, mappings, facts, record, warehouse);
        return new LiveSources<>(sources, sources::delete, rows, words, shops, audit);
    }

    @Bean
    Pulls pulls(
            LiveSources<PulledSource, Kept> live,
            PullStore store,
            PullMappings mappings,
            SourceTables tables,
            TableFacts facts,
            Shops shops,
            Audit audit,
            PullSettings settings) {
        PullTrial trial = new PullTrial(tables, facts, mappings, settings);
        return new Pulls(live, store, trial, shops, audit);
    }
}
