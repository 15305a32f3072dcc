package io.quanjing.ingest.track;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.warehouse.Warehouse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackSettings.class)
class TrackConfiguration {

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
    TrackingDoor tracking(
            TrackSettings settings,
            WriteKeyRegistry keys,
            Pseudonyms pseudonyms,
            Warehouse warehouse,
            DataSource database) {
        return new TrackingDoor(
                settings,
                keys,
                warehouse,
                new FactMapping(warehouse, Regions.known()),
                pseudonyms,
                warehouse.shared() ? ShopLocks.ofAllReplicas(database, LOCK_PATIENCE) : ShopLocks.ofThisProcess(),
                InstantSource.system());
    }
}
