package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.Warehouse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine of an installation that grew. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "quanjing.warehouse.engine", havingValue = "trino")
@EnableConfigurationProperties(TrinoWarehouseSettings.class)
class TrinoConfiguration {

    @Bean(destroyMethod = "close")
    Warehouse warehouse(TrinoWarehouseSettings settings) {
        return TrinoWarehouse.open(settings);
    }
}
