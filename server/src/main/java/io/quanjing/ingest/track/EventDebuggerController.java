package io.quanjing.ingest.track;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.ingest.WriteKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events that came last, for the page. */
@RestController
@RequestMapping("/api/tracking")
class EventDebuggerController {

    private final EventDebugger debugger;

    EventDebuggerController(EventDebugger debugger) {
        this.debugger = debugger;
    }

    /** At most 200 events, oldest first; with {@code process} and {@code after} of the last answer those that came since. */
    @RequiresRole(Role.OPERATOR)
    @GetMapping("/events")
    EventDebugger.Page events(
            @RequestParam(required = false) @Nullable String process,
            @RequestParam(defaultValue = "0") long after,
            Caller caller) {
        return debugger.after(process, after, caller);
    }

    /** The write keys that stand in pages, for the code that a shop puts into them. */
    @RequiresRole(Role.OPERATOR)
    @GetMapping("/keys")
    List<WriteKey> keys(Caller caller) {
        return debugger.pageKeys(caller);
    }
}
