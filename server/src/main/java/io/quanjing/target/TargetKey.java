package io.quanjing.target;

import java.util.List;
import java.util.Map;

/**
 * What a target is about.
 *
 * @param shop its id
 * @param metric an id of the dictionary
 * @param dimension an id of the dictionary, or empty for the whole shop
 * @param value the key of one of its values, or empty
 */
record TargetKey(String shop, String metric, String dimension, String value) {

    /** As a condition of a question. */
    Map<String, List<String>> where() {
        return dimension.isEmpty() ? Map.of() : Map.of(dimension, List.of(value));
    }

    @Override
    public String toString() {
        return shop + " " + metric + (dimension.isEmpty() ? "" : " " + dimension + "=" + value);
    }
}
