package io.quanjing.ingest.hook;

import io.quanjing.ingest.hook.DeliveryStore.State;
import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.track.TokenBuckets;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;

/** The way of every delivery: address, rate, size, signature, durable, and then the warehouse. */
final class HookDoor {

    private static final Pattern ADDRESS = Pattern.compile("hk_[0-9A-Za-z]{24}");

    private final HookSettings settings;
    private final SourceStore sources;
    private final DeliveryStore deliveries;
    private final DeliveryWork work;
    private final InstantSource clock;
    private final TokenBuckets buckets;

    HookDoor(
            HookSettings settings,
            SourceStore sources,
            DeliveryStore deliveries,
            DeliveryWork work,
            InstantSource clock) {
        this.settings = settings;
        this.sources = sources;
        this.deliveries = deliveries;
        this.work = work;
        this.clock = clock;
        this.buckets = new TokenBuckets(settings.perSecond(), settings.burst(), System::nanoTime);
    }

    /** What became of a request that is answered with 200. */
    enum Outcome {
        /** The form with which an address is tried. */
        PING,
        /** It was there already. */
        REPEATED,
        TAKEN,
        WAITING,
        REJECTED
    }

    /**
     * Takes a request. When this returns, the delivery is durable.
     *
     * @throws QuanjingException if the sender has to do something else, or the same later
     */
    Outcome take(String id, HttpHeaders headers, InputStream in) {
        SourceStore.Door source = (ADDRESS.matcher(id).matches()
                        ? sources.door(id)
                        : java.util.Optional.<SourceStore.Door>empty())
                .orElseThrow(() -> unknown(id));
        slowDown(id);
        byte[] body = body(headers, in);
        if (Envelope.isPing(source.kind(), body)) {
            return Outcome.PING;
        }
        Instant now = clock.instant();
        Envelope envelope = envelope(source, headers, body, now);
        if (source.state() == SourceState.PAUSED) {
            throw new QuanjingException(
                    HookError.SOURCE_PAUSED,
                    "The source takes nothing for now. Maybe send again in "
                            + settings.retryAfter().toSeconds() + " s.",
                    Map.of("retryAfterSeconds", settings.retryAfter().toSeconds()));
        }
        if (envelope.onceOnly() != null && deliveries.seen(id, envelope.onceOnly())) {
            throw replayed();
        }
        String delivery = UUID.randomUUID().toString();
        try {
            if (!deliveries.add(delivery, envelope, id, now, body)) {
                if (sources.find(id).isEmpty()) {
                    throw unknown(id);
                }
                return Outcome.REPEATED;
            }
        } catch (DuplicateKeyException e) {
            if (DeliveryStore.seen(e)) {
                throw replayed();
            }
            throw e;
        }
        State state = work.work(delivery);
        return switch (state) {
            case WAITING -> Outcome.WAITING;
            case REJECTED -> Outcome.REJECTED;
            case TAKEN, LATE -> Outcome.TAKEN;
        };
    }

    private static QuanjingException unknown(String id) {
        return new QuanjingException(
                LiveError.UNKNOWN_SOURCE,
                "There is no source with this address. Maybe it was deleted.",
                Map.of("source", id));
    }

    private Envelope envelope(SourceStore.Door source, HttpHeaders headers, byte[] body, Instant now) {
        try {
            return Envelope.of(
                    source.kind(),
                    headers,
                    body,
                    source.secret().getBytes(StandardCharsets.UTF_8),
                    now,
                    settings.tolerance());
        } catch (QuanjingException e) {
            if (e.errorCode().kind() == ErrorCode.Kind.UNAUTHENTICATED) {
                sources.refused(source.id(), Trouble.of(e));
            }
            throw e;
        }
    }

    private static QuanjingException replayed() {
        return new QuanjingException(
                HookError.DELIVERY_REPLAYED,
                "This signature came before, and its delivery is durable. To send again, sign with a new time and the same"
                        + " X-Quanjing-Delivery.");
    }

    private void slowDown(String id) {
        Duration wait = buckets.take(id, 1);
        if (!wait.isZero()) {
            long seconds = wait.toSeconds() + 1;
            throw new QuanjingException(
                    HookError.DELIVERY_RATE_EXCEEDED,
                    "The source sends more than " + settings.perSecond() + " deliveries a second. Maybe send again in "
                            + seconds + " s.",
                    Map.of("retryAfterSeconds", seconds, "perSecond", settings.perSecond()));
        }
    }

    private byte[] body(HttpHeaders headers, InputStream in) {
        int limit = Math.toIntExact(settings.bodyLimit().toBytes());
        if (headers.getContentLength() > limit) {
            throw tooLarge(limit);
        }
        try {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                throw tooLarge(limit);
            }
            return body;
        } catch (IOException e) {
            throw new QuanjingException(
                    HookError.DELIVERY_INCOMPLETE,
                    "The body broke off before its announced end. Maybe the sender closed the connection too early.",
                    Map.of(),
                    e);
        }
    }

    private static QuanjingException tooLarge(int limit) {
        return new QuanjingException(
                HookError.DELIVERY_TOO_LARGE,
                "The body has more than " + limit
                        + " bytes, the most that a delivery may have. quanjing.ingest.hook.body-limit sets the limit.",
                Map.of("limit", limit));
    }
}
