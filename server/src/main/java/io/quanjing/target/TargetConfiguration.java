package io.quanjing.target;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import io.quanjing.calendar.Calendar;
import io.quanjing.metric.Metrics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts targets together. */
@Configuration(proxyBeanMethods = false)
class TargetConfiguration {

    private static final InstantSource CLOCK = InstantSource.system();

    @Bean
    TargetStore targetStore(JdbcClient database) {
        return new TargetStore(database);
    }

    @Bean
    TargetRules targetRules(Shops shops, Metrics metrics) {
        return new TargetRules(shops, metrics);
    }

    @Bean
    DailyFigures dailyFigures(Metrics metrics) {
        return new DailyFigures(metrics, CLOCK);
    }

    @Bean
    Plans targetPlans(TargetStore store, Calendar calendar, DailyFigures figures) {
        return new Plans(store, calendar, figures, CLOCK);
    }

    @Bean
    Progresses targetProgresses(Plans plans, DailyFigures figures, Metrics metrics) {
        return new Progresses(plans, figures, metrics, CLOCK);
    }

    @Bean
    TargetYears targetYears(
            TargetStore store,
            Plans plans,
            DailyFigures figures,
            Progresses progresses,
            TargetRules rules,
            Shops shops) {
        return new TargetYears(store, plans, figures, progresses, rules, shops);
    }

    @Bean
    TargetEdits targetEdits(TargetStore store, TargetRules rules, Audit audit, TransactionOperations transaction) {
        return new TargetEdits(store, rules, audit, transaction, CLOCK);
    }

    @Bean
    TargetImport targetImport(TargetStore store, TargetRules rules, Audit audit, TransactionOperations transaction) {
        return new TargetImport(store, rules, audit, transaction, CLOCK);
    }
}
