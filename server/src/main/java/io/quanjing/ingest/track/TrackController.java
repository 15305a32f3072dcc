package io.quanjing.ingest.track;

import io.quanjing.access.OpenToAll;
import io.quanjing.ingest.Tracking.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Segment HTTP interface. Pages of any origin may send: the key says whose events they are, and nothing is answered but counts. */
@RestController
@CrossOrigin(origins = "*", maxAge = 86_400)
class TrackController {

    /** The type of the one event that an address takes; the others take batches. */
    private static final Map<String, String> SINGLE = Map.ofEntries(
            Map.entry("track", "track"),
            Map.entry("t", "track"),
            Map.entry("identify", "identify"),
            Map.entry("i", "identify"),
            Map.entry("page", "page"),
            Map.entry("p", "page"),
            Map.entry("screen", "screen"),
            Map.entry("s", "screen"),
            Map.entry("group", "group"),
            Map.entry("g", "group"),
            Map.entry("alias", "alias"),
            Map.entry("a", "alias"));

    private final TrackingDoor door;

    TrackController(TrackingDoor door) {
        this.door = door;
    }

    /**
     * The answer to a batch that was taken whole.
     *
     * @param success always true; some senders look for it
     * @param accepted events that are durable now
     * @param withheld events of people who do not consent; nothing of them is kept
     */
    record Taken(boolean success, int accepted, int withheld) {}

    /**
     * Takes a batch or a single event. Libraries for browsers shorten an address to its first letter, and some libraries end it with a slash.
     *
     * @param call what the address ends with
     */
    @OpenToAll("authenticates by write key")
    @PostMapping({
        "/v1/{call:batch|import|track|identify|page|screen|group|alias}",
        "/v1/{call:batch|import|track|identify|page|screen|group|alias}/",
        "/v1/{call:[btipsga]}"
    })
    Taken take(@PathVariable String call, HttpServletRequest request) throws IOException {
        String key = basicUser(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (key != null) {
            door.check(key);
        }
        byte[] json = door.requestBody().json(request.getInputStream());
        Receipt receipt = door.accept(key, json, SINGLE.get(call), ConsentReader.objects(request));
        if (!receipt.rejections().isEmpty()) {
            throw EventDoor.refused(receipt);
        }
        return new Taken(true, receipt.accepted(), receipt.withheld());
    }

    /** The user name of Basic authorization; null without such a header. */
    static @Nullable String basicUser(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String user = colon < 0 ? pair : pair.substring(0, colon);
            return user.isEmpty() ? null : user;
        } catch (IllegalArgumentException e) {
            // Not Base64: the same as a wrong key.
            return header;
        }
    }
}
