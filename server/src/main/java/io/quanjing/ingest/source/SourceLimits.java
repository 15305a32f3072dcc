package io.quanjing.ingest.source;

/**
 * What a file may ask of us.
 *
 * @param rowCharacters the longest row, in characters
 * @param unpackedBytes the most bytes that one compressed file may unpack to
 * @param unpackedRatio the most bytes that one compressed byte may unpack to, looked at above 64 MiB
 * @param workbookBytes the most bytes that one workbook may unpack to
 * @param sharedBytes the most bytes of a workbook's shared texts and styles, which are held in memory while its rows are read
 */
public record SourceLimits(
        int rowCharacters, long unpackedBytes, int unpackedRatio, long workbookBytes, long sharedBytes) {

    /** In memory, a short text takes about five times its bytes in the file, and several workbooks may be read at a time. */
    private static final int SHARE_OF_MEMORY = 16;

    /**
     * Rows of 1 Mi characters, 50 GiB unpacked at most 200 times the compressed size, workbooks of 2 GiB with shared texts of a sixteenth of
     * the memory.
     */
    public static SourceLimits standard() {
        return new SourceLimits(
                1 << 20, 50L << 30, 200, 2L << 30, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
    }
}
