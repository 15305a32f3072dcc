package io.quanjing.ingest.mapping;

/**
 * Cells that a spreadsheet would take for a formula. A download puts an apostrophe before them; a mended file of ours loses it again when
 * it is read, so that the text comes back as it was.
 */
public final class Harmless {

    private Harmless() {}

    /** The cell as it may stand in a download. */
    public static String guarded(String cell) {
        return dangerous(cell, 0) || (cell.startsWith("'") && dangerous(cell, 1)) ? "'" + cell : cell;
    }

    static String restored(String cell) {
        boolean guarded = (cell.startsWith("'") && dangerous(cell, 1)) || (cell.startsWith("''") && dangerous(cell, 2));
        return guarded ? cell.substring(1) : cell;
    }

    private static boolean dangerous(String cell, int from) {
        if (cell.length() <= from) {
            return false;
        }
        char first = cell.charAt(from);
        if (first == '-' || first == '+') {
            // A plain number is what it looks like, in any program.
            return cell.length() > from + 1 && !cell.substring(from + 1).matches("[0-9]+(\\.[0-9]+)?");
        }
        return first == '=' || first == '@' || first == '\t' || first == '\r';
    }
}
