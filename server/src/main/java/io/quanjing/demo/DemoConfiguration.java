package io.quanjing.demo;

import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.calendar.Calendar;
import io.quanjing.ingest.FileImport;
import io.quanjing.ingest.Tracking;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.kernel.DataFolder;
import io.quanjing.target.Targets;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The demo shop exists only in the demo: a real installation has no such bean. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "quanjing.access.demo", havingValue = "true")
@EnableConfigurationProperties(DemoSettings.class)
class DemoConfiguration {

    @Bean
    DemoShop demoShop(
            DemoSettings settings,
            DataFolder folder,
            Users users,
            Shops shops,
            FileImport imports,
            WriteKeys writeKeys,
            Tracking tracking,
            Calendar calendar,
            Targets targets) {
        InstantSource clock = InstantSource.system();
        DemoHistory history = new DemoHistory(settings, folder, shops, imports, clock);
        return new SuiyuShop(settings, history, users, shops, writeKeys, tracking, calendar, targets, clock);
    }
}
