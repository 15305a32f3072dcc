package io.quanjing.ingest.track;

import io.quanjing.access.OpenToAll;
import io.quanjing.ingest.Tracking.Receipt;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Segment HTTP interface. Pages of any origin may send: the key says whose events they are, and nothing is answered but counts. */
@RestController
@CrossOrigin(origins = "*", maxAge = 86_400)
class TrackController {

    private static final String WHY_OPEN = "authenticates by write key";

    private final TrackingDoor door;

    TrackController(TrackingDoor door) {
        this.door = door;
    }

    /**
     * The answer to a batch that was taken whole.
     *
     * @param success always true; some senders look for it
     * @param accepted events that are durable now
     */
    record Taken(boolean success, int accepted) {}

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/batch", "/v1/batch/", "/v1/import", "/v1/import/", "/v1/b"})
    Taken batch(HttpServletRequest request) throws IOException {
        return take(request, null);
    }

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/track", "/v1/track/", "/v1/t"})
    Taken track(HttpServletRequest request) throws IOException {
        return take(request, "track");
    }

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/identify", "/v1/identify/", "/v1/i"})
    Taken identify(HttpServletRequest request) throws IOException {
        return take(request, "identify");
    }

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/page", "/v1/page/", "/v1/p"})
    Taken page(HttpServletRequest request) throws IOException {
        return take(request, "page");
    }

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/screen", "/v1/screen/", "/v1/s"})
    Taken screen(HttpServletRequest request) throws IOException {
        return take(request, "screen");
    }

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/group", "/v1/group/", "/v1/g"})
    Taken group(HttpServletRequest request) throws IOException {
        return take(request, "group");
    }

    @OpenToAll(WHY_OPEN)
    @PostMapping({"/v1/alias", "/v1/alias/", "/v1/a"})
    Taken alias(HttpServletRequest request) throws IOException {
        return take(request, "alias");
    }

    private Taken take(HttpServletRequest request, @Nullable String type) throws IOException {
        String key = basicUser(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (key != null) {
            door.check(key);
        }
        byte[] json = door.requestBody().json(request.getInputStream());
        Receipt receipt = door.accept(key, json, type);
        if (!receipt.rejections().isEmpty()) {
            throw refused(receipt);
        }
        return new Taken(true, receipt.accepted());
    }

    /** 413 if an event was too large, 400 for any other rule: senders repeat neither, and the good events are kept. */
    private static QuanjingException refused(Receipt receipt) {
        boolean tooLarge =
                receipt.rejections().stream().anyMatch(r -> r.code().equals(TrackError.EVENT_TOO_LARGE.code()));
        int rejected = receipt.rejections().size();
        return new QuanjingException(
                tooLarge ? TrackError.EVENT_TOO_LARGE : TrackError.EVENTS_REJECTED,
                "Of " + (receipt.accepted() + rejected) + " events " + receipt.accepted() + " were taken and "
                        + rejected + " break a rule: "
                        + receipt.rejections().getFirst().message(),
                Map.of("accepted", receipt.accepted(), "rejected", receipt.rejections()));
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
