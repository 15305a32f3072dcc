package io.quanjing.ingest.hook;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.hook.PrivacyRequestStore.PrivacyRequest;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.SourceState;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Live sources for the page. Whoever brings data in sees, pauses and retries; administrators make and end. */
@RestController
@RequestMapping("/api/sources")
class SourceController {

    private final Sources sources;
    private final Shops shops;

    SourceController(Sources sources, Shops shops) {
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

    @RequiresRole(Role.OPERATOR)
    @GetMapping
    List<Source> all(Caller caller) {
        return sources.all(caller);
    }

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

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/pause")
    Source pause(@PathVariable String id, Caller caller) {
        return sources.state(id, SourceState.PAUSED, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/resume")
    Source resume(@PathVariable String id, Caller caller) {
        return sources.state(id, SourceState.ACTIVE, caller);
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

    @RequiresRole(Role.ADMIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Caller caller) {
        sources.delete(id, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}/rejected")
    List<Rejected> rejected(@PathVariable String id, Caller caller) {
        return sources.rejected(id, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}/rejected/{delivery}")
    Map<String, String> message(@PathVariable String id, @PathVariable String delivery, Caller caller) {
        return Map.of("body", sources.message(id, delivery, caller));
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/rejected/retry")
    Map<String, Integer> retryAll(@PathVariable String id, Caller caller) {
        return Map.of("taken", sources.retry(id, null, caller));
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/rejected/{delivery}/retry")
    Map<String, Integer> retry(@PathVariable String id, @PathVariable String delivery, Caller caller) {
        return Map.of("taken", sources.retry(id, delivery, caller));
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
