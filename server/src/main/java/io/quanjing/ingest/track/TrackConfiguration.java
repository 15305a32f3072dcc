package io.quanjing.ingest.track;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.warehouse.Warehouse;
import java.security.SecureRandom;
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
    TrackingDoor tracking(TrackSettings settings, WriteKeyRegistry keys, Pseudonyms pseudonyms, Warehouse warehouse) {
        return new TrackingDoor(
                settings,
                keys,
                warehouse,
                new FactMapping(warehouse, Regions.known()),
                pseudonyms,
                InstantSource.system());
    }
}
