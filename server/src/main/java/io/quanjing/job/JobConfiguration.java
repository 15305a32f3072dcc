package io.quanjing.job;

import io.quanjing.kernel.DataFolder;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Background work over the operational database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
class JobConfiguration {

    /** Only a server works jobs off; a command on the data folder is over too soon to begin one. */
    @Bean
    ScheduledJobs jobs(DataSource database, JobSettings settings, JsonMapper json, ApplicationContext context) {
        return new ScheduledJobs(
                database, settings, json, InstantSource.system(), context instanceof WebApplicationContext);
    }

    @Bean
    LivingReplicas replicas(JdbcClient database, DataFolder folder, JobSettings settings) {
        return new LivingReplicas(new ReplicaStore(database), folder, settings.heartbeat());
    }
}
