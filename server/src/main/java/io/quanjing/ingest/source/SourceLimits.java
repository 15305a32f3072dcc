package io.quanjing.ingest.source;

/**
 * What a file may ask of us.
 *
 * @param rowCharacters the longest row, in characters
 * @param unpackedBytes the most bytes that one compressed file may unpack to
 * @param unpackedRatio the most bytes that one compressed byte may unpack to, looked at above 64 MiB
 * @param workbookBytes the most bytes that one workbook may unpack to
 */
public record SourceLimits(int rowCharacters, long unpackedBytes, int unpackedRatio, long workbookBytes) {

    /** Rows of 1 Mi characters, 50 GiB unpacked at most 200 times the compressed size, workbooks of 2 GiB. */
    public static SourceLimits standard() {
        return new SourceLimits(1 << 20, 50L << 30, 200, 2L << 30);
    }
}
