package io.quanjing.access;

import io.quanjing.job.Jobs;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Keeps sessions in the operational database, so that they outlive a restart and every replica knows them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableJdbcHttpSession(tableName = "web_session", cleanupCron = Scheduled.CRON_DISABLED)
class SessionConfiguration {

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionIdle(AccessSettings settings) {
        return repository -> repository.setDefaultMaxInactiveInterval(settings.sessionIdle());
    }

    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionUpserts() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    Housekeeping housekeeping(
            JdbcIndexedSessionRepository sessions, AttemptStore attempts, TokenStore tokens, Jobs jobs) {
        Housekeeping housekeeping = new Housekeeping(sessions, attempts, tokens, InstantSource.system());
        housekeeping.schedule(jobs);
        return housekeeping;
    }

    /** Secure by itself whenever the request came over https. */
    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("quanjing_session");
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Strict");
        return cookie;
    }
}
