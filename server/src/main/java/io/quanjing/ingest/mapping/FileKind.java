package io.quanjing.ingest.mapping;

import io.quanjing.ingest.source.ReadOptions;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One kind of file of a format, ready to read rows with.
 *
 * @param name its name in the mapping
 * @param headerless whether the file has no header; then the columns stand in the order of the mapping
 * @param strict whether a header that no column has is an error
 * @param fileName what the file's name has to start with, or null
 * @param delimiter the character between cells, or null to find out
 * @param sheet the workbook's sheet, or null for the first
 * @param encoding of text, or null to find out
 * @param unfold how a row that stands for several is taken apart, or null
 * @param columns the columns
 * @param lets values that are worked out once a row, after the columns
 * @param skip rows that are no data, for example totals
 * @param key the value by which other kinds look a row up
 * @param needs kinds of file that have to be in the same run
 * @param facts facts of one row
 * @param groups facts of many rows
 * @param contacts how customers can be reached
 * @param slots places in the row frame
 * @param counters counters in the row frame
 * @param shares amounts that are shared among rows; with one, the file is read twice
 * @param index its place among the kinds
 * @param keptSlots the slots that other kinds look up
 */
record FileKind(
        String name,
        boolean headerless,
        boolean strict,
        @Nullable String fileName,
        @Nullable Character delimiter,
        @Nullable String sheet,
        @Nullable Charset encoding,
        @Nullable Unfolding unfold,
        List<ColumnRule> columns,
        List<Expression> lets,
        @Nullable Expression skip,
        @Nullable Expression key,
        List<String> needs,
        List<FactRule> facts,
        List<GroupRule> groups,
        List<ContactRule> contacts,
        int slots,
        int counters,
        int shares,
        int index,
        List<Integer> keptSlots) {

    /**
     * Where the columns stand in a file.
     *
     * @param positions one position a column, -1 if it is not there
     * @param missing required columns that are not there
     * @param unknown headers that no column has
     */
    @SuppressWarnings("ArrayRecordComponent") // Asked for each cell of each row.
    record Match(int[] positions, List<ColumnRule> missing, List<String> unknown) {

        int found() {
            int n = 0;
            for (int position : positions) {
                n += position >= 0 ? 1 : 0;
            }
            return n;
        }
    }

    /** Looks for the columns in the first cells of a row that may be the header. */
    Match match(Head head, int row, int width) {
        List<String> words = head.words(row).subList(0, width);
        int[] positions = new int[columns.size()];
        List<ColumnRule> missing = new ArrayList<>();
        Set<Integer> used = new TreeSet<>();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = -1;
            for (String word : columns.get(i).words()) {
                int at = words.indexOf(word);
                if (at >= 0) {
                    positions[i] = at;
                    used.add(at);
                    break;
                }
            }
            if (positions[i] < 0 && columns.get(i).headerRequired()) {
                missing.add(columns.get(i));
            }
        }
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            if (!used.contains(i) && !words.get(i).isEmpty()) {
                unknown.add(head.rows().get(row).cells()[i].strip());
            }
        }
        return new Match(positions, missing, unknown);
    }

    /** The positions of a file without header: in the order of the mapping, or where it says. */
    Match byOrder() {
        int[] positions = new int[columns.size()];
        for (int i = 0; i < positions.length; i++) {
            Integer place = columns.get(i).place();
            positions[i] = place == null ? i : place - 1;
        }
        return new Match(positions, List.of(), List.of());
    }

    /** The names of the cells of a file without header that has at least so many. */
    List<String> namesByOrder(int width) {
        int[] positions = byOrder().positions();
        int most = Arrays.stream(positions).max().orElse(-1) + 1;
        // Without places, the mapping says how many columns there are.
        boolean placed = columns.stream().anyMatch(column -> column.place() != null);
        List<String> names = new ArrayList<>();
        for (int at = 0; at < (placed ? Math.max(most, width) : most); at++) {
            names.add("_" + (at + 1));
        }
        for (int i = 0; i < positions.length; i++) {
            names.set(positions[i], columns.get(i).shown());
        }
        return names;
    }

    /** How a file of the kind is opened. */
    ReadOptions options() {
        return new ReadOptions(delimiter, sheet, encoding);
    }

    /** Whether the file's name allows this kind. */
    boolean named(String file) {
        if (fileName == null) {
            return true;
        }
        String last = file.substring(file.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
        return last.startsWith(fileName)
                && (last.length() == fileName.length() || ".-".indexOf(last.charAt(fileName.length())) >= 0);
    }

    /** Values of the slots that others look up. */
    @Nullable Object[] keep(RowFrame row) {
        @Nullable Object[] values = new Object[keptSlots.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.slots[keptSlots.get(i)];
        }
        return values;
    }
}
