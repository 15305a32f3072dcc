package io.quanjing.ingest.mapping;

import io.quanjing.ingest.source.RawRow;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a row that stands for several is taken apart: an export may write an order in one row, with the ids and titles of its goods joined in
 * one cell each. What is not joined is repeated.
 *
 * @param by what stands between the parts
 * @param columns the places of the joined columns among the kind's; the first one says how many rows there are
 */
record Unfolding(String by, List<Integer> columns) {

    /** The rows that the row stands for, itself if there is one only. A cell with another number of parts than the first is repeated too. */
    List<RawRow> rows(RawRow row, int[] positions) {
        String[][] parts = new String[columns.size()][];
        for (int i = 0; i < parts.length; i++) {
            int position = positions[columns.get(i)];
            parts[i] = position >= 0 && position < row.cells().length
                    ? row.cells()[position].split(Pattern.quote(by), -1)
                    : new String[] {""};
        }
        int count = parts[0].length;
        if (count == 1) {
            return List.of(row);
        }
        List<RawRow> rows = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            String[] cells = row.cells().clone();
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].length == count) {
                    cells[positions[columns.get(i)]] = parts[i][n];
                }
            }
            rows.add(new RawRow(row.line(), cells, row.raw()));
        }
        return rows;
    }
}
