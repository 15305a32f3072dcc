package io.quanjing.ingest;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
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
    Formats importFormats(Warehouse warehouse) {
        return new Formats(warehouse);
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
            Pseudonyms pseudonyms) {
        SourceLimits limits = new SourceLimits(
                (int) Math.min(settings.rowLimit().toBytes(), Integer.MAX_VALUE / 4),
                settings.unpackedLimit().toBytes(),
                settings.unpackedRatio(),
                SourceLimits.standard().workbookBytes(),
                SourceLimits.standard().sharedBytes());
        return new ImportRunner(formats, warehouse, shops, audit, store, landing.folder(), limits, pseudonyms);
    }

    @Bean
    KeptLoadStore keptLoads(Warehouse warehouse) {
        return new KeptLoadStore(warehouse);
    }

    @Bean
    ImportQueue importQueue(
            ImportRunner runner,
            ImportStore store,
            KeptLoadStore loads,
            ImportLanding landing,
            Jobs jobs,
            Replicas replicas,
            PlatformTransactionManager transactions) {
        return new ImportQueue(runner, store, loads, landing, jobs, replicas, new TransactionTemplate(transactions));
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
    ImportRecovery importRecovery(
            ImportStore store, KeptLoadStore loads, ImportQueue queue, Replicas replicas, Jobs jobs) {
        return new ImportRecovery(store, loads, queue, replicas, jobs);
    }

    @Bean
    WarehouseCare warehouseCare(Warehouse warehouse, Jobs jobs) {
        WarehouseCare care = new WarehouseCare(warehouse);
        care.schedule(jobs);
        return care;
    }
}
