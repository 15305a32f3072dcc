package io.quanjing.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns that line up in a terminal, where a Chinese character takes two cells. Numbers stand to the right. */
final class TextTable {

    private static final String GAP = "  ";
    private static final int FIRST_WIDE = 0x1100;

    private final List<List<String>> lines = new ArrayList<>();

    TextTable(List<String> header) {
        lines.add(header);
    }

    void add(List<String> cells) {
        lines.add(cells);
    }

    void print(PrintWriter out) {
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        Arrays.fill(numeric, true);
        for (int row = 0; row < lines.size(); row++) {
            for (int column = 0; column < columns; column++) {
                String cell = lines.get(row).get(column);
                widths[column] = Math.max(widths[column], cells(cell));
                numeric[column] &= row == 0 || cell.isEmpty() || cell.matches("-?[0-9.]+");
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = line.get(column);
                String padding = " ".repeat(widths[column] - cells(cell));
                text.append(column == 0 ? "" : GAP).append(numeric[column] ? padding + cell : cell + padding);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static int cells(String text) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    }

    private static boolean isWide(int point) {
        return point >= FIRST_WIDE
                && (Character.isIdeographic(point)
                        || point <= 0x115F
                        || (point >= 0x3000 && point <= 0x30FF)
                        || (point >= 0xAC00 && point <= 0xD7A3)
                        || (point >= 0xFF00 && point <= 0xFF60));
    }
}
