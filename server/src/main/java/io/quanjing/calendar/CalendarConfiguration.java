package io.quanjing.calendar;

import io.quanjing.access.Audit;
import io.quanjing.access.Shops;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What {@code calendar} is made of. */
@Configuration(proxyBeanMethods = false)
class CalendarConfiguration {

    @Bean
    CalendarStore calendarStore(JdbcClient database) {
        return new CalendarStore(database, InstantSource.system());
    }

    /** Nobody depends on it: what copies an installation asks for the calendar too, and must find its target empty. */
    @Bean(initMethod = "plant")
    CalendarSeeds calendarSeeds(CalendarStore store, PlatformTransactionManager transactions) {
        return new CalendarSeeds(store, new TransactionTemplate(transactions));
    }

    @Bean
    Calendar calendar(CalendarStore store, PlatformTransactionManager transactions) {
        return new StoredCalendar(store, new TransactionTemplate(transactions));
    }

    @Bean
    CalendarEdits calendarEdits(
            CalendarStore store, Shops shops, Audit audit, PlatformTransactionManager transactions) {
        return new CalendarEdits(store, shops, audit, new TransactionTemplate(transactions));
    }
}
