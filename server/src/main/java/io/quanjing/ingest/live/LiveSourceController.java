package io.quanjing.ingest.live;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * What the page asks of sources of every kind; each kind has it below its own address. Whoever brings data in sees, pauses and retries;
 * administrators end.
 *
 * @param <S> the kind
 * @param <R> what could not be read, as the page lists it
 */
public abstract class LiveSourceController<S extends LiveSource, R> {

    private final LiveSources<S, R> sources;

    protected LiveSourceController(LiveSources<S, R> sources) {
        this.sources = sources;
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping
    List<S> all(Caller caller) {
        return sources.all(caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/pause")
    S pause(@PathVariable String id, Caller caller) {
        return sources.state(id, SourceState.PAUSED, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/resume")
    S resume(@PathVariable String id, Caller caller) {
        return sources.state(id, SourceState.ACTIVE, caller);
    }

    @RequiresRole(Role.ADMIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Caller caller) {
        sources.delete(id, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}/rejected")
    List<R> rejected(@PathVariable String id, Caller caller) {
        return sources.rejected(id, caller);
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}/rejected/{rejected}")
    Map<String, String> body(@PathVariable String id, @PathVariable String rejected, Caller caller) {
        return Map.of("body", sources.body(id, rejected, caller));
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/rejected/retry")
    Map<String, Integer> retryAll(@PathVariable String id, Caller caller) {
        return Map.of("taken", sources.retry(id, null, caller));
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/rejected/{rejected}/retry")
    Map<String, Integer> retry(@PathVariable String id, @PathVariable String rejected, Caller caller) {
        return Map.of("taken", sources.retry(id, rejected, caller));
    }
}
