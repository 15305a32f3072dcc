package io.quanjing.ingest.hook;

import io.quanjing.access.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where shop systems send webhooks. */
@RestController
class HookController {

    private final HookDoor door;

    HookController(HookDoor door) {
        this.door = door;
    }

    /**
     * The answer to what is durable now.
     *
     * @param state {@code taken}, {@code waiting}, {@code rejected} (kept with its reason), {@code repeated} or {@code ping}
     */
    record Taken(String state) {}

    /** Takes a delivery. 200 means that it is durable, and that it need not come again. */
    @OpenToAll("authenticates by signature")
    @PostMapping("/v1/hooks/{source}")
    Taken take(@PathVariable String source, @RequestHeader HttpHeaders headers, HttpServletRequest request)
            throws IOException {
        HookDoor.Outcome outcome = door.take(source, headers, request.getInputStream());
        return new Taken(outcome.name().toLowerCase(Locale.ROOT));
    }
}
