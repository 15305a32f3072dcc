package io.quanjing.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before it is read.
 *
 * @param delimiter the character between cells, or null to find out
 * @param sheet the name of the workbook's sheet, or null for the first
 */
public record ReadOptions(
        @Nullable Character delimiter, @Nullable String sheet) {

    /** Nothing is known. */
    public static ReadOptions unknown() {
        return new ReadOptions(null, null);
    }
}
