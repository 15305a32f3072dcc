package io.quanjing.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a probe without a login learns. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HealthControllerTest {

    private static final AtomicBoolean WELL = new AtomicBoolean(true);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @TestConfiguration
    static class Signs {
        @Bean
        HealthSign sign() {
            return WELL::get;
        }
    }

    @Test
    void aPartThatDoesNotDoItsWorkMakesTheServerDegradedWithoutADetail() {
        Browser browser = new Browser(port);
        assertThat(browser.get("/api/health").json().path("status").asString()).isEqualTo("up");
        WELL.set(false);
        Browser.Answer degraded = browser.get("/api/health");
        assertThat(degraded.status()).isEqualTo(200);
        assertThat(degraded.json().toString()).isEqualTo("{\"status\":\"degraded\",\"demo\":false}");
    }
}
