package io.quanjing.access;

import io.quanjing.access.web.ContentPolicy;
import io.quanjing.access.web.Problems;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.DispatcherType;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may reach what. What is not opened here is closed; above it each controller method names its role. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityConfiguration {

    private static final String PERMISSIONS =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), interest-cohort=()";

    /** Where the tracking clients of several products send to; what is not there, each client would take for a server that is down. */
    private static final String[] COLLECTION = {
        "/v1/**",
        // PostHog
        "/batch",
        "/batch/",
        "/capture",
        "/capture/",
        "/e",
        "/e/",
        "/i/v0/e",
        "/i/v0/e/",
        "/flags",
        "/flags/",
        "/decide",
        "/decide/",
        // Sensors
        "/sa",
        "/sa.gif",
        "/debug",
        // Matomo
        "/matomo.php",
        "/piwik.php",
        "/matomo/*/matomo.php",
        // Google Analytics 4
        "/mp/collect",
        "/debug/mp/collect",
        // Snowplow
        "/com.snowplowanalytics.snowplow/tp2"
    };

    /** The scripts that pages of shops load from here, to send to the addresses above. */
    private static final String[] TRACKERS = {"/q.js", "/q-mini.js"};

    /** Takes the place of Spring Boot's user with a generated password: people sign in through {@link SignIn} alone. */
    @Bean
    AuthenticationManager noOtherWayIn() {
        return authentication -> {
            throw new AuthenticationServiceException("Nobody signs in this way.");
        };
    }

    /** Events come in with a write key, which the ingest module checks; there is no cookie that could be abused. */
    @Bean
    @Order(1)
    SecurityFilterChain collection(HttpSecurity http) throws Exception {
        return http.securityMatcher(
                        Stream.of(COLLECTION, TRACKERS).flatMap(Stream::of).toArray(String[]::new))
                .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> headers(headers, CrossOriginResourcePolicy.CROSS_ORIGIN))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain page(
            HttpSecurity http, Sessions sessions, Tokens tokens, Problems problems, CookieCsrfTokenRepository csrf)
            throws Exception {
        return http.authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/api/health", "/api/session", "/api/session/entry", "/api/session/csrf")
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        // The files of the page and the addresses within it; they hold nothing of anybody.
                        .requestMatchers(HttpMethod.GET, "/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .csrf(protection -> protection
                        .csrfTokenRepository(csrf)
                        .csrfTokenRequestHandler(new HeaderCsrf())
                        .ignoringRequestMatchers(CallerFilter::hasToken))
                .addFilterAfter(new CallerFilter(sessions, tokens, problems), CsrfFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, error) -> problems.write(
                                        response,
                                        new QuanjingException(AccessError.SIGN_IN_REQUIRED, "Nobody is signed in.")))
                        .accessDeniedHandler(denied(problems)))
                .headers(headers -> headers(headers, CrossOriginResourcePolicy.SAME_ORIGIN))
                // Sessions are ours (see Sessions). Spring Security would take each request for a new sign-in and
                // change the id.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookie.setCookiePath("/");
        cookie.setCookieCustomizer(settings -> settings.sameSite("Strict"));
        return cookie;
    }

    private static AccessDeniedHandler denied(Problems problems) {
        return (request, response, error) -> problems.write(
                response,
                error instanceof CsrfException
                        ? new QuanjingException(
                                AccessError.CSRF_TOKEN_REQUIRED,
                                "The request changes something and lacks the header X-XSRF-TOKEN with the value of the cookie"
                                        + " XSRF-TOKEN. Maybe the page is older than the session.")
                        : new QuanjingException(AccessError.ROLE_REQUIRED, "This is open to nobody."));
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, CrossOriginResourcePolicy resources) {
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(resources))
                .addHeaderWriter(new ContentPolicy());
    }
}
