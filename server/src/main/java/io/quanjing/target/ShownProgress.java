package io.quanjing.target;

import io.quanjing.metric.MetricDictionary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How far a figure has come, as answers show figures: amounts as decimal strings with two places, counts as integers, rates as numbers.
 * The fields are those of {@link Progress}.
 *
 * @param low with {@code high}, between which eight of ten such periods end
 * @param whyNoLanding why {@code landing} or its interval is missing, or null
 */
record ShownProgress(
        @Nullable Object target,
        @Nullable Object actual,
        @Nullable Double attainment,
        @Nullable Object expected,
        @Nullable Double pace,
        @Nullable Object landing,
        @Nullable Object low,
        @Nullable Object high,
        @Nullable String basis,
        @Nullable String shape,
        int over,
        int days,
        @Nullable String why,
        @Nullable String whyNoLanding) {

    static ShownProgress of(Progress progress, MetricDictionary.Metric metric) {
        Landing landing = progress.landing();
        Basis basis = progress.basis();
        TargetShape.Kind shape = progress.shape();
        Progress.Why why = progress.why();
        Landing.Why unforetold = landing == null ? null : landing.why();
        return new ShownProgress(
                figure(progress.target(), metric),
                figure(progress.actual(), metric),
                progress.attainment(),
                figure(progress.expected(), metric),
                progress.pace(),
                landing == null ? null : figure(landing.value(), metric),
                landing == null ? null : figure(landing.low(), metric),
                landing == null ? null : figure(landing.high(), metric),
                basis == null ? null : basis.id(),
                shape == null ? null : shape.id(),
                progress.over(),
                progress.days(),
                why == null ? null : why.id(),
                unforetold == null ? null : unforetold.id());
    }

    static @Nullable Object figure(@Nullable BigDecimal value, MetricDictionary.Metric metric) {
        if (value == null) {
            return null;
        }
        return switch (metric.unit()) {
            case "amount" -> value.setScale(2, RoundingMode.HALF_UP).toPlainString();
            case "count" -> value.setScale(0, RoundingMode.HALF_UP).longValueExact();
            default -> value;
        };
    }

    private static @Nullable Object figure(@Nullable Double value, MetricDictionary.Metric metric) {
        return value == null || !Double.isFinite(value)
                ? null
                : figure(BigDecimal.valueOf(value).setScale(Basis.scale(metric), RoundingMode.HALF_UP), metric);
    }
}
