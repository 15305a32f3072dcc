package io.quanjing.ingest.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule measured, before it is held against limits.
 *
 * @param value in the rule's unit; null if there is too little data to tell
 * @param arguments what words for it need: texts, numbers, lists of texts
 */
record Finding(
        String rule,
        String shop,
        String source,
        String fact,
        String part,
        @Nullable BigDecimal value,
        Map<String, Object> arguments) {

    static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
    }

    /** A part by its whole. */
    static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, 6, RoundingMode.HALF_UP);
    }

    static BigDecimal share(long part, long whole) {
        return share(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** Names rule and thing, the same in every pass and safe in an address. */
    String key() {
        return List.of(rule, shop, source, fact, part).stream()
                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }
}
