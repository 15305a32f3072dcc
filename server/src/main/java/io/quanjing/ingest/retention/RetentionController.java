package io.quanjing.ingest.retention;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How long facts are kept. Whoever sees figures may know for how long; administrators choose. */
@RestController
@RequestMapping("/api/retention")
class RetentionController {

    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    /**
     * A choice.
     *
     * @param days null for no limit
     * @param confirmed whether fewer days than usual are meant
     */
    record Choice(@Nullable Integer days, boolean confirmed) {}

    @RequiresRole(Role.VIEWER)
    @GetMapping
    List<Retention.Kept> all() {
        return retention.all();
    }

    /** What would be deleted now with so many days. */
    @RequiresRole(Role.ADMIN)
    @GetMapping("/{data}/preview")
    Retention.Preview preview(@PathVariable String data, @RequestParam int days, Caller caller) {
        return retention.preview(data, days, caller);
    }

    /** The older facts of all shops are deleted within a day, for good. */
    @RequiresRole(Role.ADMIN)
    @PutMapping("/{data}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void choose(@PathVariable String data, @Valid @RequestBody Choice choice, Caller caller) {
        retention.choose(data, choice.days(), choice.confirmed(), caller);
    }
}
