package io.quanjing.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over HTTP. */
@RestController
final class AuditController {

    private static final int MAX_ENTRIES = 1000;

    private final AuditStore audit;

    AuditController(AuditStore audit) {
        this.audit = audit;
    }

    /** The newest entries first; the next page starts before the last id. */
    @RequiresRole(value = Role.ADMIN, allShops = true)
    @GetMapping("/api/audit")
    List<AuditStore.Entry> list(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(defaultValue = "100") int limit) {
        return audit.newest(before, subject, Math.clamp(limit, 1, MAX_ENTRIES));
    }
}
