package io.quanjing.benchmark;

import io.quanjing.metric.MetricQuestion.Comparison;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the numbers of a benchmark are. */
enum Basis {
    /** The figure itself. */
    VALUE("value", null),
    /** Its change against the period before. */
    PREVIOUS("previous", Comparison.PREVIOUS),
    /** Its change against the year before. */
    LAST_YEAR("last-year", Comparison.LAST_YEAR);

    private final String id;
    private final @Nullable Comparison comparison;

    Basis(String id, @Nullable Comparison comparison) {
        this.id = id;
        this.comparison = comparison;
    }

    String id() {
        return id;
    }

    @Nullable Comparison comparison() {
        return comparison;
    }

    static Optional<Basis> of(String id) {
        return Arrays.stream(values()).filter(basis -> basis.id.equals(id)).findFirst();
    }
}
