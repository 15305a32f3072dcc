package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.DataFolder;
import io.quanjing.warehouse.EmbeddedWarehouseSettings;
import io.quanjing.warehouse.Warehouse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine of an installation that names no other. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "quanjing.warehouse.engine", havingValue = "duckdb", matchIfMissing = true)
@EnableConfigurationProperties(EmbeddedWarehouseSettings.class)
class DuckDbConfiguration {

    @Bean(destroyMethod = "close")
    Warehouse warehouse(DataFolder data, EmbeddedWarehouseSettings settings) {
        return DuckDbWarehouse.open(data.warehouse(), settings);
    }
}
