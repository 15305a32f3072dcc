package io.quanjing.ingest.source;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before it is read.
 *
 * @param delimiter the character between cells, or null to find out; a blank stands for runs of blanks
 * @param sheet the name of the workbook's sheet, or null for the first
 * @param encoding of text, or null to find out; a byte order mark goes before it
 */
public record ReadOptions(
        @Nullable Character delimiter,
        @Nullable String sheet,
        @Nullable Charset encoding) {

    /** Nothing is known. */
    public static ReadOptions unknown() {
        return new ReadOptions(null, null, null);
    }
}
