package io.quanjing.view;

import io.quanjing.access.Audit;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the saved views together. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

    @Bean
    SavedViews savedViews(JdbcClient database, Audit audit, TransactionOperations transaction) {
        return new SavedViews(new SavedViewStore(database), audit, transaction, InstantSource.system());
    }
}
