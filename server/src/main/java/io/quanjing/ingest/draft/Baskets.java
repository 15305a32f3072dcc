package io.quanjing.ingest.draft;

import io.quanjing.ingest.mapping.Values;
import io.quanjing.ingest.source.RawRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are lists of goods and not rows of a table: of many lengths, and without numbers and times.
 *
 * @param by what stands between the goods
 * @param elsewhere a delimiter that the lines do not have, so that each is one cell
 */
record Baskets(String by, char elsewhere) {

    private static final int LINES = 10;
    private static final double MOST = 0.5;

    static @Nullable Baskets in(List<RawRow> rows) {
        if (rows.size() < LINES) {
            return null;
        }
        Map<Integer, Long> widths = rows.stream()
                .collect(Collectors.groupingBy(row -> HeaderRow.width(row.cells()), Collectors.counting()));
        long most = widths.values().stream().mapToLong(Long::longValue).max().orElse(0);
        boolean words = rows.stream()
                .flatMap(row -> Arrays.stream(row.cells()))
                .noneMatch(cell -> Values.number(cell) != null || cell.indexOf('"') >= 0);
        if (most > MOST * rows.size() || widths.size() < 3 || !words) {
            return null;
        }
        String text = rows.stream().map(RawRow::raw).collect(Collectors.joining("\n"));
        Map<Character, Long> counts = text.chars()
                .mapToObj(c -> (char) c)
                .filter(c -> ",;|\t".indexOf(c) >= 0)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(found -> new Baskets(String.valueOf(found.getKey()), found.getKey() == '\t' ? '|' : '\t'))
                .orElse(null);
    }
}
