package io.quanjing.ingest.draft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a file: what its rows are and which column is which field. {@link DraftMapping} words it in the mapping language.
 *
 * @param name of the format, and the source of its facts
 * @param kind what the rows are, one of {@link RowKinds}
 * @param reading how the file is read
 * @param columns the headers in the order of the file; without a header, an empty text for each column
 * @param fields where the value of each field comes from; a field that is absent has none
 * @param key columns, from 1, that together tell a row from the others where the file has no id; empty means a hash of the row
 * @param split a cell that holds several parts, each of which is a row; null if there is none
 * @param skips rows that are no data, such as totals
 * @param zone of times without offset; null means the shop's
 * @param currency of amounts, ISO 4217; null means the shop's
 */
public record Draft(
        String name,
        String kind,
        Reading reading,
        List<String> columns,
        Map<String, Origin> fields,
        List<Integer> key,
        @Nullable Split split,
        List<Skip> skips,
        @Nullable String zone,
        @Nullable String currency) {

    /** What is not said is nothing. */
    public Draft {
        name = said(name, "");
        kind = said(kind, "");
        reading = said(reading, Reading.unknown());
        columns = List.copyOf(said(columns, List.of()));
        fields = known(said(fields, Map.of()));
        key = List.copyOf(said(key, List.of()));
        skips = List.copyOf(said(skips, List.of()));
    }

    private static <T> T said(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** The same without what has no value, in its order. */
    private static <T> Map<String, T> known(Map<String, T> given) {
        Map<String, T> known = new LinkedHashMap<>(given);
        known.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(known);
    }

    /**
     * How a file is read.
     *
     * @param delimiter one character, or null to find out
     * @param sheet of a workbook, or null for the first
     * @param encoding of a text, or null to find out
     * @param headerRow the row of the header, from 1; 0 if there is none; null to find out
     */
    public record Reading(
            @Nullable String delimiter,
            @Nullable String sheet,
            @Nullable String encoding,
            @Nullable Integer headerRow) {

        /** Nothing is said; all is found out. */
        public static Reading unknown() {
            return new Reading(null, null, null, null);
        }
    }

    /** Where a value comes from. */
    public enum From {
        /** A column. */
        COLUMN,
        /** The same for all rows. */
        CONSTANT,
        /** The moment of the import. */
        NOW,
        /** The number of the row's line. */
        LINE,
        /** Of a time of payment: that of the order, if its status says that it was paid. */
        ORDER
    }

    /**
     * Where the value of a field comes from.
     *
     * @param column from 1, of {@link From#COLUMN}
     * @param value of {@link From#CONSTANT}
     * @param pattern of times in the column: letters as Java has them, or {@link #SECONDS} or {@link #MILLIS}; null for the usual layouts
     * @param decimalComma whether the column's numbers have a comma before the decimals
     * @param round whether decimals are rounded to whole numbers
     * @param values the file's words to ours; {@code *} takes the rest; empty takes words as they are
     */
    public record Origin(
            From from,
            @Nullable Integer column,
            @Nullable String value,
            @Nullable String pattern,
            Boolean decimalComma,
            Boolean round,
            @Nullable Map<String, String> values) {

        /** What is not said is nothing, which no field takes. */
        public Origin {
            from = said(from, From.CONSTANT);
            decimalComma = said(decimalComma, false);
            round = said(round, false);
            values = values == null ? null : known(values);
        }

        /** Seconds since 1970. */
        public static final String SECONDS = "epoch_seconds";

        /** Milliseconds since 1970. */
        public static final String MILLIS = "epoch_millis";

        static Origin of(From from) {
            return new Origin(from, null, null, null, false, false, null);
        }

        static Origin constant(String value) {
            return new Origin(From.CONSTANT, null, value, null, false, false, null);
        }
    }

    /**
     * A cell that holds several parts.
     *
     * @param column from 1
     * @param by what stands between the parts
     */
    public record Split(int column, String by) {

        /** What is not said is nothing. */
        public Split {
            by = said(by, "");
        }
    }

    /**
     * Rows that are no data.
     *
     * @param column from 1
     * @param words rows in which the column has one of these; none means rows in which it is empty
     */
    public record Skip(int column, List<String> words) {

        /** What is not said is nothing. */
        public Skip {
            words = List.copyOf(said(words, List.of()));
        }
    }
}
