package io.quanjing.ingest.draft;

import io.quanjing.ingest.mapping.Values;
import io.quanjing.ingest.source.RawRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the row that names the columns. */
final class HeaderRow {

    private static final double MOST = 0.6;

    private HeaderRow() {}

    /** The row of the header, from 1; 0 if there is none. */
    static int of(List<RawRow> head, RowKinds kinds) {
        int widest = head.stream().mapToInt(row -> width(row.cells())).max().orElse(0);
        Set<String> words = new HashSet<>();
        kinds.kinds()
                .forEach(kind -> kind.fields()
                        .forEach(field -> field.words().forEach(word -> words.add(Suggestions.bare(word)))));
        for (int i = 0; i < head.size(); i++) {
            String[] cells = head.get(i).cells();
            if (names(cells, widest) && (known(cells, words) || differs(head, i))) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The headers as a mapping asks for them; the second of two equal ones is {@code name#2}. */
    static List<String> names(String[] cells) {
        List<String> names = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < width(cells); i++) {
            String name = Values.text(cells[i]);
            String word = Values.word(name);
            long same = word.isEmpty() ? 0 : words.stream().filter(word::equals).count();
            words.add(word);
            names.add(same == 0 ? name : name + "#" + (same + 1));
        }
        return names;
    }

    /** The cells of a row up to the last one that is not blank. */
    static int width(String[] cells) {
        int width = cells.length;
        while (width > 0 && cells[width - 1].isBlank()) {
            width--;
        }
        return width;
    }

    /** Whether all cells may be names: different texts, none of them a number. */
    private static boolean names(String[] cells, int widest) {
        int width = width(cells);
        if (width == 0 || width < MOST * widest) {
            return false;
        }
        Set<String> different = new HashSet<>();
        int blank = 0;
        for (int i = 0; i < width; i++) {
            String text = Values.text(cells[i]);
            if (!text.isEmpty() && (Values.number(text) != null || text.length() > ColumnProfile.MOST_WORDS)) {
                return false;
            }
            blank += text.isEmpty() ? 1 : 0;
            different.add(Values.word(text));
        }
        return blank <= 1 && different.size() >= MOST * width;
    }

    private static boolean known(String[] cells, Set<String> words) {
        for (String cell : cells) {
            if (words.contains(Suggestions.bare(cell))) {
                return true;
            }
        }
        return false;
    }

    /** Whether rows below have numbers where this one has names. */
    private static boolean differs(List<RawRow> head, int header) {
        for (int i = header + 1; i < head.size(); i++) {
            for (String cell : head.get(i).cells()) {
                if (Values.number(cell) != null) {
                    return true;
                }
            }
        }
        return false;
    }
}
