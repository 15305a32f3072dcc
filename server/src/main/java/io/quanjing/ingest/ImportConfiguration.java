package io.quanjing.ingest;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.contact.ContactLanding;
import io.quanjing.ingest.draft.RowKinds;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.job.Jobs;
import io.quanjing.job.Replicas;
import io.quanjing.kernel.DataFolder;
import io.quanjing.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What file imports are made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
class ImportConfiguration {

    @Bean
    OwnFormatStore ownFormatStore(JdbcClient database) {
        return new OwnFormatStore(database);
    }

    @Bean
    Formats importFormats(Warehouse warehouse, OwnFormatStore own) {
        return new Formats(warehouse, own::all);
    }

    @Bean
    RowKinds rowKinds() {
        return RowKinds.read();
    }

    @Bean
    OwnFormats ownFormats(OwnFormatStore store, Formats formats, RowKinds kinds, Audit audit) {
        return new OwnFormats(store, formats, kinds, audit);
    }

    @Bean
    ImportStore importStore(JdbcClient database, Replicas replicas) {
        return new ImportStore(database, InstantSource.system(), replicas.self());
    }

    @Bean
    ImportLanding importLanding(DataFolder data, ImportSettings settings) {
        return ImportLanding.of(settings.landing(), data.landing());
    }

    @Bean
    ImportRunner fileImport(
            Formats formats,
            Warehouse warehouse,
            Shops shops,
            Audit audit,
            ImportStore store,
            ImportLanding landing,
            ImportSettings settings,
            Pseudonyms pseudonyms,
            ContactLanding contacts) {
        SourceLimits limits = new SourceLimits(
                (int) Math.min(settings.rowLimit().toBytes(), Integer.MAX_VALUE / 4),
                settings.unpackedLimit().toBytes(),
                settings.unpackedRatio(),
                SourceLimits.standard().workbookBytes(),
                SourceLimits.standard().sharedBytes());
        return new ImportRunner(
                formats, warehouse, shops, audit, store, landing.folder(), limits, pseudonyms, contacts);
    }

    @Bean
    KeptLoadStore keptLoads(Warehouse warehouse) {
        return new KeptLoadStore(warehouse);
    }

    @Bean
    InterruptedRuns interruptedRuns(
            ImportStore store, KeptLoadStore loads, ContactLanding contacts, PlatformTransactionManager transactions) {
        return new InterruptedRuns(store, loads, contacts, new TransactionTemplate(transactions));
    }

    @Bean
    ImportQueue importQueue(
            ImportRunner runner,
            ImportStore store,
            KeptLoadStore loads,
            InterruptedRuns interrupted,
            ImportLanding landing,
            Jobs jobs,
            Replicas replicas,
            PlatformTransactionManager transactions) {
        return new ImportQueue(
                runner, store, loads, interrupted, landing, jobs, replicas, new TransactionTemplate(transactions));
    }

    @Bean
    @ConditionalOnProperty("quanjing.ingest.import.drop")
    DropFolder dropFolder(ImportRunner imports, ImportSettings settings, Jobs jobs) {
        DropFolder folder = new DropFolder(Objects.requireNonNull(settings.drop()), imports, InstantSource.system());
        folder.schedule(jobs);
        return folder;
    }

    @Bean
    QuarantineRetention quarantineRetention(ImportLanding landing, ImportSettings settings, Jobs jobs) {
        QuarantineRetention retention =
                new QuarantineRetention(landing.folder(), settings.quarantineDays(), InstantSource.system());
        // Now too: the command line has no jobs, and a short-lived server may never come to its first.
        retention.sweep();
        retention.schedule(jobs);
        return retention;
    }

    @Bean
    SeenRuns seenImports(ImportStore store, Shops shops) {
        return new SeenRuns(store, shops);
    }

    @Bean
    ImportUndo importUndo(
            Warehouse warehouse,
            ImportStore store,
            SeenRuns seen,
            ContactLanding contacts,
            Audit audit,
            Jobs jobs,
            PlatformTransactionManager transactions) {
        return new ImportUndo(
                warehouse,
                store,
                seen,
                contacts,
                audit,
                jobs,
                new TransactionTemplate(transactions),
                InstantSource.system());
    }

    @Bean
    ImportRecovery importRecovery(
            ImportStore store,
            InterruptedRuns interrupted,
            ImportQueue queue,
            ImportRunner runner,
            Replicas replicas,
            Jobs jobs) {
        return new ImportRecovery(store, interrupted, queue, runner, replicas, jobs);
    }

    @Bean
    WarehouseCare warehouseCare(Warehouse warehouse, Jobs jobs) {
        WarehouseCare care = new WarehouseCare(warehouse);
        care.schedule(jobs);
        return care;
    }
}
