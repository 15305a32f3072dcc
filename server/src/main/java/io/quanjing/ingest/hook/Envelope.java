package io.quanjing.ingest.hook;

import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What the headers of a genuine delivery say.
 *
 * @param delivery by what a repetition is recognised: the topic and the sender's id, or else the content
 * @param topic what happened
 * @param triggeredAt when, as far as the sender says
 * @param onceOnly a signature that is good once; null where the sender may repeat it
 */
record Envelope(
        String delivery,
        String topic,
        @Nullable Instant triggeredAt,
        @Nullable String onceOnly) {

    private static final Pattern PING = Pattern.compile("webhook_id=\\d{1,18}");
    private static final int LONGEST = 200;

    /**
     * Checks who sent it.
     *
     * @throws QuanjingException if the signature is not that of the secret over this body, or its time is too far from now
     */
    static Envelope of(Kind kind, HttpHeaders headers, byte[] body, byte[] secret, Instant now, Duration tolerance) {
        return switch (kind) {
            case SHOPIFY -> {
                check(headers.getFirst("X-Shopify-Hmac-Sha256"), base64(hmac(secret, body)));
                String topic = text(headers, "X-Shopify-Topic");
                yield new Envelope(
                        delivery(topic, text(headers, "X-Shopify-Webhook-Id"), body),
                        topic,
                        moment(text(headers, "X-Shopify-Triggered-At")),
                        null);
            }
            case WOOCOMMERCE -> {
                check(headers.getFirst("X-WC-Webhook-Signature"), base64(hmac(secret, body)));
                String topic = text(headers, "X-WC-Webhook-Topic");
                yield new Envelope(delivery(topic, text(headers, "X-WC-Webhook-Delivery-ID"), body), topic, null, null);
            }
            case SIGNED -> signed(headers, body, secret, now, tolerance);
        };
    }

    private static Envelope signed(HttpHeaders headers, byte[] body, byte[] secret, Instant now, Duration tolerance) {
        String timestamp = text(headers, "X-Quanjing-Timestamp");
        byte[] time = (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        String wanted = HexFormat.of().formatHex(hmac(secret, time, body));
        String given = text(headers, "X-Quanjing-Signature").toLowerCase(Locale.ROOT);
        check(given, wanted);
        Instant at = seconds(timestamp);
        if (at == null || Duration.between(at, now).abs().compareTo(tolerance) > 0) {
            throw new QuanjingException(
                    HookError.SIGNATURE_OLD,
                    "The signed time " + timestamp + " is more than " + tolerance.toSeconds()
                            + " s from the server's, or no number of seconds since 1970. Maybe the sender's clock is wrong, or"
                            + " the delivery was kept for long; sign it anew.",
                    Map.of("seconds", tolerance.toSeconds()));
        }
        String topic = text(headers, "X-Quanjing-Topic");
        return new Envelope(delivery(topic, text(headers, "X-Quanjing-Delivery"), body), topic, at, wanted);
    }

    /** Whether it is the unsigned form with which WooCommerce tries an address when a webhook is saved. */
    static boolean isPing(Kind kind, byte[] body) {
        return kind == Kind.WOOCOMMERCE
                && body.length <= 40
                && PING.matcher(new String(body, StandardCharsets.UTF_8).strip())
                        .matches();
    }

    private static void check(@Nullable String given, String wanted) {
        boolean right = given != null
                && MessageDigest.isEqual(
                        given.strip().getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw new QuanjingException(
                    HookError.SIGNATURE_WRONG,
                    given == null || given.isBlank()
                            ? "The delivery has no signature. Maybe the source is of another kind."
                            : "The signature is not that of the source's secret over this body. Maybe the secret was"
                                    + " changed at one end only, or something between changed the body.");
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] hmac(byte[] secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
        }
    }

    private static String delivery(String topic, String id, byte[] body) {
        try {
            String known = id.isEmpty()
                    ? "content "
                            + HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(body))
                    : id;
            return topic + " " + known;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** A header without control characters, cut to a length that anybody's has. */
    private static String text(HttpHeaders headers, String name) {
        String value = headers.getFirst(name);
        String clean = value == null ? "" : value.replaceAll("\\p{Cntrl}", "").strip();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }

    private static @Nullable Instant moment(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant seconds(String text) {
        return text.matches("\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
    }
}
