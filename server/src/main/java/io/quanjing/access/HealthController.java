package io.quanjing.access;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server can work at all. */
@RestController
final class HealthController {

    private final JdbcClient database;
    private final AccessSettings settings;
    private final List<HealthSign> signs;

    HealthController(JdbcClient database, AccessSettings settings, List<HealthSign> signs) {
        this.database = database;
        this.settings = settings;
        this.signs = signs;
    }

    /** What a probe and the sign-in page may know: {@code up}, or {@code degraded} while a part does not do its work. */
    record Health(String status, boolean demo) {}

    @OpenToAll("for probes; fails when the operational database does not answer")
    @GetMapping("/api/health")
    Health health() {
        int answer = database.sql("select 1").query(Integer.class).single();
        boolean well = signs.stream().allMatch(HealthSign::well);
        return new Health(answer != 1 ? "down" : well ? "up" : "degraded", settings.demo());
    }
}
