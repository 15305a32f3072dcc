package io.quanjing.access;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What {@code access} is made of, with or without a web server around it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

    private static final InstantSource CLOCK = InstantSource.system();

    @Bean
    ShopStore shops(JdbcClient database) {
        return new ShopStore(database);
    }

    @Bean
    AuditStore audit(JdbcClient database, JsonMapper json) {
        return new AuditStore(database, json, CLOCK);
    }

    @Bean
    UserStore userStore(JdbcClient database) {
        return new UserStore(database);
    }

    @Bean
    TokenStore tokenStore(JdbcClient database) {
        return new TokenStore(database);
    }

    @Bean
    AttemptStore attemptStore(JdbcClient database, AccessSettings settings) {
        return new AttemptStore(database, CLOCK, settings.attemptWindow());
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    UserAccounts users(
            UserStore store, Shops shops, Passwords passwords, Audit audit, PlatformTransactionManager transactions) {
        return new UserAccounts(store, shops, passwords, audit, new TransactionTemplate(transactions), CLOCK);
    }

    @Bean
    Tokens tokens(TokenStore store, Shops shops, Audit audit, PlatformTransactionManager transactions) {
        return new Tokens(store, shops, audit, new TransactionTemplate(transactions), CLOCK);
    }

    @Bean
    SignIn signIn(UserStore users, Passwords passwords, AttemptStore attempts, Audit audit, AccessSettings settings) {
        return new SignIn(users, passwords, attempts, audit, settings, CLOCK);
    }

    @Bean
    Sessions sessions(UserStore users, AccessSettings settings) {
        return new Sessions(users, settings.sessionLifetime(), CLOCK);
    }
}
