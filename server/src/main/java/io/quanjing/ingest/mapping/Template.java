package io.quanjing.ingest.mapping;

import java.util.List;

/**
 * A file to download, fill in and import: a kind of file of a mapping whose columns are explained to people.
 *
 * @param id the kind's name, the only one among all mappings of the program
 * @param group what it belongs to
 * @param title what it is called
 * @param about what it is for
 * @param columns in the order in which they stand in the file
 */
public record Template(String id, Group group, Text title, Text about, List<Column> columns) {

    public Template {
        columns = List.copyOf(columns);
    }

    /** What templates are about, in the order in which people are shown them. */
    public enum Group {
        ORDERS,
        CUSTOMERS,
        GOODS,
        PURCHASING,
        MARKETING,
        SERVICE
    }

    /** What the cells of a column are; a word is one of a list. */
    public enum Kind {
        TEXT,
        ID,
        AMOUNT,
        NUMBER,
        INTEGER,
        TIME,
        DAY,
        BOOLEAN,
        WORD
    }

    /** A text in both languages. */
    public record Text(String zh, String en) {

        /** The text of one of them. */
        public String in(boolean chinese) {
            return chinese ? zh : en;
        }
    }

    /**
     * A column.
     *
     * @param header its header, by which it is found again
     * @param kind what its cells are
     * @param required whether every row needs a value
     * @param about what it means
     * @param example a value
     * @param words what its cells can say, empty where that is not a list
     */
    public record Column(Text header, Kind kind, boolean required, Text about, Text example, List<Text> words) {

        public Column {
            words = List.copyOf(words);
        }
    }
}
