package io.quanjing.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the operational database is.
 *
 * @param url the address of an external PostgreSQL, for example {@code jdbc:postgresql://db:5432/quanjing}; absent means the embedded one
 * @param username the user of the external PostgreSQL
 * @param password that user's password
 * @param connections so many connections at most are open at a time
 */
@ConfigurationProperties("quanjing.database")
record DatabaseSettings(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("12") int connections) {

    boolean external() {
        return url != null && !url.isBlank();
    }
}
