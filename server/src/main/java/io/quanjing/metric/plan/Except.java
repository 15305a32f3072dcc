package io.quanjing.metric.plan;

import io.quanjing.metric.dictionary.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows that are about none of these: what is left beyond the first rows of a breakdown.
 *
 * @param dimensions that the breakdown is split by; the same tables are asked as for it, also where no row is left away
 * @param shown one list a row of the breakdown, with its values in the order of the dimensions; null is a value of its own
 */
public record Except(List<Dimension> dimensions, List<List<@Nullable Object>> shown) {

    /** The dimensions that the condition names: none, where no row is left away. */
    public List<Dimension> named() {
        return shown.isEmpty() ? List.of() : dimensions;
    }
}
