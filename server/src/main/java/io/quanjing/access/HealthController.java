package io.quanjing.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quanjing.access.web.DatabaseWatch;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server can work at all. */
@RestController
final class HealthController {

    private final JdbcClient database;
    private final DatabaseWatch watch;
    private final AccessSettings settings;
    private final List<HealthSign> signs;

    HealthController(JdbcClient database, DatabaseWatch watch, AccessSettings settings, List<HealthSign> signs) {
        this.database = database;
        this.watch = watch;
        this.settings = settings;
        this.signs = signs;
    }

    /**
     * What a probe and the sign-in page may know: {@code up}, {@code degraded} while a part does not do its work, and why where the part
     * tells, or, with the status 503, {@code down} while the operational database does not answer.
     */
    record Health(
            String status,
            boolean demo,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HealthSign.Problem> problems) {}

    @OpenToAll("for probes; 503 while the operational database does not answer")
    @GetMapping("/api/health")
    ResponseEntity<Health> health() {
        if (!databaseAnswers()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(new Health("down", settings.demo(), problems()));
        }
        boolean well = signs.stream().allMatch(HealthSign::well);
        return ResponseEntity.ok(new Health(well ? "up" : "degraded", settings.demo(), problems()));
    }

    private List<HealthSign.Problem> problems() {
        return signs.stream().map(HealthSign::problem).filter(Objects::nonNull).toList();
    }

    private boolean databaseAnswers() {
        if (watch.away()) {
            return false;
        }
        try {
            return database.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException failure) {
            if (watch.report(failure)) {
                return false;
            }
            throw failure;
        }
    }
}
