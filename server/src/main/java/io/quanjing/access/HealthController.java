package io.quanjing.access;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server can work at all. */
@RestController
final class HealthController {

    private final JdbcClient database;
    private final AccessSettings settings;

    HealthController(JdbcClient database, AccessSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What a probe and the sign-in page may know. */
    record Health(String status, boolean demo) {}

    @OpenToAll("for probes; fails when the operational database does not answer")
    @GetMapping("/api/health")
    Health health() {
        int answer = database.sql("select 1").query(Integer.class).single();
        return new Health(answer == 1 ? "up" : "down", settings.demo());
    }
}
