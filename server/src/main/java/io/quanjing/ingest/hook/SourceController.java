package io.quanjing.ingest.hook;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.hook.PrivacyRequestStore.PrivacyRequest;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.LiveSourceController;
import io.quanjing.ingest.live.LiveSources;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks for the page. Whoever brings data in has them replayed; administrators make and change them. */
@RestController
@RequestMapping("/api/sources")
class SourceController extends LiveSourceController<Source, Rejected> {

    private final Sources sources;
    private final Shops shops;

    SourceController(LiveSources<Source, Rejected> live, Sources sources, Shops shops) {
        super(live);
        this.sources = sources;
        this.shops = shops;
    }

    /**
     * What a new source needs.
     *
     * @param shop the shop's id or name
     * @param secret what both ends sign with; absent or empty to have one made
     * @param mapping of a signed source
     */
    record NewSource(
            @NotBlank String shop,
            @NotNull Kind kind,
            @NotBlank String name,
            @Nullable String secret,
            @Nullable String mapping) {}

    /** A new secret; absent or empty to have one made. */
    record NewSecret(@Nullable String secret) {}

    /** A new mapping. */
    record NewMapping(@NotBlank String mapping) {}

    /** From when on deliveries are read again. */
    record Replay(@NotNull Instant from) {}

    @RequiresRole(Role.ADMIN)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Sources.Made create(@Valid @RequestBody NewSource wanted, Caller caller) {
        return sources.create(
                shops.require(caller, wanted.shop()),
                wanted.kind(),
                wanted.name(),
                wanted.secret(),
                wanted.mapping(),
                caller);
    }

    @RequiresRole(Role.ADMIN)
    @PutMapping("/{id}/secret")
    Sources.Made secret(@PathVariable String id, @Valid @RequestBody NewSecret wanted, Caller caller) {
        return sources.secret(id, wanted.secret(), caller);
    }

    @RequiresRole(Role.ADMIN)
    @PutMapping("/{id}/mapping")
    Source mapping(@PathVariable String id, @Valid @RequestBody NewMapping wanted, Caller caller) {
        return sources.mapping(id, wanted.mapping(), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/replay")
    Map<String, Integer> replay(@PathVariable String id, @Valid @RequestBody Replay wanted, Caller caller) {
        return Map.of("replayed", sources.replay(id, wanted.from(), caller));
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/privacy-requests")
    List<PrivacyRequest> privacy(Caller caller) {
        return sources.privacy(caller);
    }

    @RequiresRole(Role.ADMIN)
    @PostMapping("/privacy-requests/{id}/done")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void privacyDone(@PathVariable String id, Caller caller) {
        sources.privacyDone(id, caller);
    }
}
