package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import java.util.Map;

/**
 * Why a row is not taken.
 *
 * @param reason the kind of reason
 * @param message column, value and rule in English
 * @param arguments the same values by name
 */
public record RowIssue(RowReason reason, String message, Map<String, Object> arguments) {}
