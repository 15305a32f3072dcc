package io.quanjing.metric.plan;

import io.quanjing.metric.dictionary.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows with one of these values of a dimension.
 *
 * @param dimension which
 * @param values String, or Long for a numeric dimension; null keeps rows without a value
 */
public record Keep(Dimension dimension, List<@Nullable Object> values) {}
