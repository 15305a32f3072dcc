package io.quanjing.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One server for all tests of this module that talk to one. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class OnARunningServer {

    static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    @Autowired
    JdbcClient database;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void forgetAttempts() {
        assertThat(database.sql("delete from login_attempt").update()).isNotNegative();
    }

    /** A browser in which somebody with this role is signed in. */
    Browser signedIn(Role role, String... shops) {
        String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-"
                + Set.of(shops).hashCode();
        users.provide(name, role, Set.of(shops), PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }
}
