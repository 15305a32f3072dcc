package io.quanjing.ingest.track;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind of device: mobile, desktop, tablet, app or mini_program. */
final class Device {

    private static final Remembered<Optional<String>> AGENTS =
            new Remembered<>(agent -> Optional.ofNullable(ofAgent(agent.toLowerCase(Locale.ROOT))));

    private Device() {}

    /** What the event says itself, or else what its user agent tells; null if neither does. */
    static @Nullable String of(Fields properties, Fields context) {
        String named = properties.text("device", "device_type");
        if (named == null) {
            named = context.child("device").text("type");
        }
        if (named != null) {
            String known = named(named.toLowerCase(Locale.ROOT));
            if (known != null) {
                return known;
            }
        }
        String agent = context.text("user_agent");
        if (agent == null) {
            return context.child("app").isEmpty() ? null : "app";
        }
        return AGENTS.of(agent).orElse(null);
    }

    private static @Nullable String named(String type) {
        return switch (type) {
            case "mobile", "phone", "smartphone", "h5", "wap", "手机" -> "mobile";
            case "desktop", "pc", "web", "电脑" -> "desktop";
            case "tablet", "pad", "ipad", "平板" -> "tablet";
            case "app", "ios", "android", "harmonyos" -> "app";
            case "mini_program", "miniprogram", "mini-program", "小程序" -> "mini_program";
            default -> null;
        };
    }

    private static @Nullable String ofAgent(String agent) {
        if (agent.contains("miniprogram")) {
            return "mini_program";
        }
        if (agent.contains("ipad")
                || agent.contains("tablet")
                || (agent.contains("android") && !agent.contains("mobile"))) {
            return "tablet";
        }
        if (agent.contains("mobile") || agent.contains("iphone")) {
            return "mobile";
        }
        // Libraries on servers name themselves too; only a browser tells of a desktop.
        return agent.startsWith("mozilla/") ? "desktop" : null;
    }
}
