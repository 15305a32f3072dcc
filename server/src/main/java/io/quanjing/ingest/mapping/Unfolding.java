package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import io.quanjing.ingest.source.RawRow;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a row that stands for several is taken apart: an export may write an order in one row, with the ids and titles of its goods joined in
 * one cell each. What is not joined is repeated.
 *
 * @param by what stands between the parts
 * @param columns the places of the joined columns among the kind's; the first one says how many rows there are
 */
record Unfolding(String by, List<Integer> columns) {

    /** More goods are in no order; a cell of nothing but delimiters would have as many as it has characters. */
    static final int MOST_PARTS = 1_000;

    /**
     * The rows that the row stands for, itself if there is one only, or too many. A cell with another number of parts than the first is repeated
     * too. Each row is made when it is asked for, because all of them repeat the whole row.
     */
    List<RawRow> rows(RawRow row, int[] positions) {
        int count = count(row, positions);
        if (count == 1 || count > MOST_PARTS) {
            return List.of(row);
        }
        String[][] parts = new String[columns.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = cell(row, positions, i).split(Pattern.quote(by), -1);
        }
        return new AbstractList<>() {
            @Override
            public RawRow get(int n) {
                String[] cells = row.cells().clone();
                for (int i = 0; i < parts.length; i++) {
                    if (parts[i].length == count) {
                        cells[positions[columns.get(i)]] = parts[i][n];
                    }
                }
                return new RawRow(row.line(), cells, row.raw());
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    /** Why a row is not taken apart; null if it was, or need not be. */
    @Nullable RowIssue refused(RawRow row, int[] positions) {
        int count = count(row, positions);
        return count <= MOST_PARTS
                ? null
                : new RowIssue(
                        RowReason.TOO_MANY_PARTS,
                        "The row stands for " + count + " rows, joined by " + by + ", and at most " + MOST_PARTS
                                + " are read of one. Maybe write them as rows of their own.",
                        Map.of("parts", count, "limit", MOST_PARTS));
    }

    private int count(RawRow row, int[] positions) {
        String cell = cell(row, positions, 0);
        int count = 1;
        for (int at = cell.indexOf(by); at >= 0; at = cell.indexOf(by, at + by.length())) {
            count++;
        }
        return count;
    }

    private String cell(RawRow row, int[] positions, int joined) {
        int position = positions[columns.get(joined)];
        return position >= 0 && position < row.cells().length ? row.cells()[position] : "";
    }
}
