package io.quanjing.ingest.log;

import io.quanjing.warehouse.Warehouse;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka before the warehouse, for an installation that asks for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "quanjing.ingest.log", havingValue = "kafka")
@EnableConfigurationProperties(KafkaSettings.class)
class LogConfiguration {

    @Bean
    KafkaClients kafkaClients(KafkaSettings settings) {
        return new KafkaClients(settings);
    }

    @Bean(destroyMethod = "close")
    Admin kafkaAdmin(KafkaClients clients) {
        return clients.admin();
    }

    @Bean
    KafkaTopic kafkaTopic(Admin admin, KafkaSettings settings) {
        return KafkaTopic.ready(admin, settings);
    }

    @Bean(initMethod = "start")
    LogWatch logWatch(KafkaSettings settings, KafkaTopic topic, Admin admin, Warehouse warehouse) {
        return new LogWatch(settings, topic, admin, warehouse, InstantSource.system());
    }

    @Bean
    KafkaLog eventLog(
            KafkaSettings settings,
            KafkaTopic topic,
            KafkaClients clients,
            Admin admin,
            Warehouse warehouse,
            LogWatch watch) {
        return new KafkaLog(settings, topic, clients.producer(), admin, warehouse, watch);
    }

    @Bean(initMethod = "start")
    LogReader logReader(
            KafkaSettings settings, KafkaTopic topic, KafkaClients clients, Warehouse warehouse, LogWork work) {
        return new LogReader(settings, topic, clients, warehouse, work);
    }
}
