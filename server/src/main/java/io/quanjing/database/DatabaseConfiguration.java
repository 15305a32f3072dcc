package io.quanjing.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    @Bean
    @ConditionalOnMissingBean // A command takes the folder before it starts the context.
    DataFolderLock dataFolderLock(@Value("${quanjing.data:quanjing-data}") Path folder) {
        return DataFolderLock.acquire(new DataFolder(folder));
    }

    /** Comes with the lock, so whoever knows the folder's name may also write there. */
    @Bean
    DataFolder dataFolder(DataFolderLock lock) {
        return lock.folder();
    }

    @Bean
    OperationalPostgres operationalPostgres(
            DatabaseSettings settings, DataFolder folder, ObjectProvider<StartingPostgres> starting) {
        if (settings.external()) {
            return new OperationalPostgres(Optional.empty());
        }
        StartingPostgres ahead = starting.getIfAvailable(() -> StartingPostgres.of(folder));
        return new OperationalPostgres(Optional.of(ahead.await()));
    }

    /** Comes with its tables up to date, so nobody has to wait for the migrations. */
    @Bean
    HikariDataSource dataSource(DatabaseSettings settings, OperationalPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("operational");
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(2);
        // A machine that is gone, and not only its server, is noticed in the end.
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        postgres.embedded()
                .ifPresentOrElse(
                        embedded -> {
                            config.setJdbcUrl(embedded.url());
                            config.setUsername(embedded.username());
                            config.setPassword(embedded.password());
                        },
                        () -> {
                            config.setJdbcUrl(settings.url());
                            config.setUsername(settings.username());
                            config.setPassword(settings.password());
                        });
        HikariDataSource database = open(config);
        try {
            Migrations.apply(database);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
        return database;
    }

    private static HikariDataSource open(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new QuanjingException(
                    DatabaseError.UNREACHABLE,
                    "The PostgreSQL at " + config.getJdbcUrl() + " cannot be used: " + cause.getMessage()
                            + " Maybe it is not running, or quanjing.database.url, username or password are wrong.",
                    Map.of("url", String.valueOf(config.getJdbcUrl())),
                    failure);
        }
    }

    /** The server that we run, if we run one; stopped after everything that has connections to it. */
    record OperationalPostgres(Optional<EmbeddedPostgres> embedded) implements AutoCloseable {

        @Override
        public void close() {
            embedded.ifPresent(EmbeddedPostgres::close);
        }
    }
}
