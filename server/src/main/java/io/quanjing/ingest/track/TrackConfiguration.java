package io.quanjing.ingest.track;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.log.EventLog;
import io.quanjing.job.Jobs;
import io.quanjing.warehouse.Warehouse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackSettings.class)
class TrackConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(TrackConfiguration.class);
    /** Long enough to be asked about; they hold what is said of orders. */
    private static final Duration REFUSED_KEPT = Duration.ofDays(30);

    private static final int SECRET_BYTES = 32;

    /** A batch takes a second or two where the warehouse is shared; a sender waits half a minute. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    @Bean
    WriteKeyStore writeKeyStore(DataSource database) {
        return new WriteKeyStore(JdbcClient.create(database));
    }

    @Bean
    WriteKeyRegistry writeKeys(WriteKeyStore store, Shops shops, Audit audit) {
        return new WriteKeyRegistry(store, shops, audit, InstantSource.system());
    }

    @Bean
    Pseudonyms pseudonyms(WriteKeyStore store) {
        byte[] proposed = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(proposed);
        return new Pseudonyms(store.secret(proposed));
    }

    @Bean
    FactMapping trackedFacts(Warehouse warehouse) {
        return new FactMapping(warehouse, Regions.known());
    }

    @Bean
    EventReader eventReader(TrackSettings settings, Pseudonyms pseudonyms) {
        return new EventReader(settings, pseudonyms);
    }

    @Bean
    SeenEvents seenEvents() {
        return new SeenEvents();
    }

    @Bean
    WithheldEvents withheldEvents(DataSource database, Jobs jobs) {
        WithheldEvents withheld =
                new WithheldEvents(new WithheldEventStore(JdbcClient.create(database)), InstantSource.system());
        withheld.schedule(jobs);
        return withheld;
    }

    @Bean
    EventDebugger eventDebugger(
            SeenEvents seen, WithheldEvents withheld, EventReader reader, FactMapping mapping, WriteKeyRegistry keys) {
        return new EventDebugger(seen, withheld, reader, mapping, keys);
    }

    @Bean
    TrackingDoor tracking(
            TrackSettings settings,
            WriteKeyRegistry keys,
            EventReader reader,
            SeenEvents seen,
            WithheldEvents withheld,
            Warehouse warehouse,
            FactMapping mapping,
            ObjectProvider<EventLog> log,
            DataSource database) {
        EventLog used = log.getIfAvailable();
        return new TrackingDoor(
                settings,
                keys,
                warehouse,
                mapping,
                used == null ? null : new LogDoor(used, mapping),
                reader,
                seen,
                withheld,
                warehouse.shared() ? ShopLocks.ofAllReplicas(database, LOCK_PATIENCE) : ShopLocks.ofThisProcess(),
                InstantSource.system());
    }

    @Bean
    @ConditionalOnProperty(name = "quanjing.ingest.log", havingValue = "kafka")
    LogFacts logFacts(Warehouse warehouse, FactMapping mapping, Shops shops, DataSource database, Jobs jobs) {
        RefusedEventStore refused = new RefusedEventStore(JdbcClient.create(database));
        jobs.every("ingest.sweep-refused-events", Duration.ofHours(6), () -> {
            int deleted = refused.deleteBefore(Instant.now().minus(REFUSED_KEPT));
            LOG.debug("Deleted {} refused events.", deleted);
        });
        return new LogFacts(warehouse, mapping, shops, refused);
    }
}
