package io.quanjing.ingest.contact;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.live.Seal;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What contacts are made of. */
@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    @Bean
    Contacts contacts(
            JdbcClient database,
            Seal seal,
            Pseudonyms pseudonyms,
            Shops shops,
            Audit audit,
            TransactionOperations transaction) {
        return new Contacts(
                new ContactStore(database), seal, pseudonyms, shops, audit, transaction, InstantSource.system());
    }
}
