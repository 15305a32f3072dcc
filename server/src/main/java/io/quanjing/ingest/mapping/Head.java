package io.quanjing.ingest.mapping;

import io.quanjing.ingest.source.RawRow;
import java.util.ArrayList;
import java.util.List;

/** The first rows of a file, of which one may be the header; their cells as words are made once, however many formats look at them. */
public final class Head {

    private final List<RawRow> rows;
    private final List<List<String>> words = new ArrayList<>();

    /** @param rows the first rows, {@link FileLayout#HEADER_ROWS} at most */
    public Head(List<RawRow> rows) {
        this.rows = List.copyOf(rows);
        for (RawRow row : this.rows) {
            words.add(words(row.cells()));
        }
    }

    /** Whether all rows are empty. */
    public boolean blank() {
        return rows.stream().allMatch(RawRow::blank);
    }

    /** Whether the file ends before any row that follows so many and is not empty. */
    public boolean endsAfter(int count) {
        return rows.size() < FileLayout.HEADER_ROWS && rows.stream().skip(count).allMatch(RawRow::blank);
    }

    List<RawRow> rows() {
        return rows;
    }

    /** The cells of a row as headers are compared. The first of two equal ones stays, the second is {@code name#2}. */
    List<String> words(int row) {
        return words.get(row);
    }

    /** The cells of a row up to the last one that is not blank. */
    int width(int row) {
        String[] cells = rows.get(row).cells();
        int width = cells.length;
        while (width > 0 && cells[width - 1].isBlank()) {
            width--;
        }
        return width;
    }

    private static List<String> words(String[] cells) {
        List<String> words = new ArrayList<>(cells.length);
        for (String cell : cells) {
            String word = Values.word(cell);
            int same = 1;
            if (!word.isEmpty() && words.contains(word)) {
                for (String earlier : words) {
                    same += earlier.equals(word) || earlier.startsWith(word + "#") ? 1 : 0;
                }
            }
            words.add(same == 1 ? word : word + "#" + same);
        }
        return words;
    }
}
