package io.quanjing.ingest.source;

/**
 * One row as it stands in the file.
 *
 * @param line the number of its first line in the file, or its row number in the sheet; from 1
 * @param cells the cells, unquoted and otherwise untouched; the row owns the array
 * @param raw the row's text with its quotes, without the line break; for a workbook the cells joined by commas
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows pass.
public record RawRow(long line, String[] cells, String raw) {

    /** Whether every cell is empty or white space. */
    public boolean blank() {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }
}
