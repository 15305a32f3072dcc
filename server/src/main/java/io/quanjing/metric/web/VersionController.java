package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.HealthSign;
import io.quanjing.access.Presence;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.warehouse.Warehouse;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Tells a page whether to ask again: when it looks, or by itself as soon as there is something to see. */
@RestController
class VersionController {

    private final Shops shops;
    private final Warehouse warehouse;
    private final List<HealthSign> signs;
    private final VersionStreams streams;
    private final JsonMapper json;
    private final InstantSource clock = InstantSource.system();

    VersionController(
            Shops shops, Warehouse warehouse, List<HealthSign> signs, VersionStreams streams, JsonMapper json) {
        this.shops = shops;
        this.warehouse = warehouse;
        this.signs = signs;
        this.streams = streams;
        this.json = json;
    }

    @GetMapping("/api/version")
    @RequiresRole(Role.VIEWER)
    Version version(Caller caller) {
        Map<String, LocalDate> today = new LinkedHashMap<>();
        Instant now = clock.instant();
        shops.visibleTo(caller)
                .forEach(shop -> today.put(shop.id(), shop.clock().day(now)));
        List<String> away = signs.stream()
                .filter(sign -> !sign.part().isEmpty() && !sign.well())
                .map(HealthSign::part)
                .toList();
        List<HealthSign.Problem> problems = signs.stream()
                .filter(sign -> sign.part().isEmpty())
                .map(HealthSign::problem)
                .filter(Objects::nonNull)
                .toList();
        return new Version(warehouse.version(), today, warehouse.problem() != null, away, problems);
    }

    /** The same as server-sent events, one whenever it is another: {@code version}, and {@code beat} while there is no news. */
    @GetMapping("/api/version/stream")
    @RequiresRole(Role.VIEWER)
    void stream(Caller caller, Presence presence, HttpServletResponse response) {
        streams.follow(caller, presence, now -> json.writeValueAsString(version(now)), new EventWriter(response));
    }
}
