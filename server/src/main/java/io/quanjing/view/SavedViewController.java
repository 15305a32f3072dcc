package io.quanjing.view;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The saved views over HTTP. */
@RestController
@RequestMapping("/api/views")
final class SavedViewController {

    private final SavedViews views;

    SavedViewController(SavedViews views) {
        this.views = views;
    }

    /**
     * A view as the page shows it.
     *
     * @param own whether it is the caller's
     * @param changeable whether the caller may change and delete it
     */
    record ViewOfPage(
            UUID id,
            String owner,
            String name,
            String query,
            @Nullable Role sharedFrom,
            boolean own,
            boolean changeable,
            Instant changedAt) {}

    /** A view to keep; without a role it is seen by its owner alone. */
    record GivenView(
            @NotNull String name,
            @NotNull String query,
            @Nullable Role sharedFrom) {}

    @RequiresRole(Role.VIEWER)
    @GetMapping
    List<ViewOfPage> list(Caller caller) {
        return views.seenBy(caller).stream().map(view -> shown(view, caller)).toList();
    }

    @RequiresRole(Role.VIEWER)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ViewOfPage save(@Valid @RequestBody GivenView given, Caller caller) {
        return shown(views.save(given.name(), given.query(), given.sharedFrom(), caller), caller);
    }

    /** Replaces name, address and audience. */
    @RequiresRole(Role.VIEWER)
    @PatchMapping("/{id}")
    ViewOfPage change(@PathVariable UUID id, @Valid @RequestBody GivenView given, Caller caller) {
        return shown(views.change(id, given.name(), given.query(), given.sharedFrom(), caller), caller);
    }

    @RequiresRole(Role.VIEWER)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Caller caller) {
        views.delete(id, caller);
    }

    private static ViewOfPage shown(SavedView view, Caller caller) {
        return new ViewOfPage(
                view.id(),
                view.owner(),
                view.name(),
                view.query(),
                view.sharedFrom(),
                view.owner().equals(caller.name()),
                view.changeableBy(caller),
                view.changedAt());
    }
}
