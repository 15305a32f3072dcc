package io.quanjing.metric;

import io.quanjing.metric.MetricRows.Column;
import io.quanjing.metric.MetricRows.Kind;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Sheets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind a figure as one CSV (RFC 4180), those of every part below each other. The columns are those of all parts; the first one
 * names the table. What a row does not have is empty, so that each column of a measure adds up to it.
 */
public final class RowsCsv {

    /** Without it, spreadsheets read UTF-8 as the system's old encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private RowsCsv() {}

    /** Writes the lines as UTF-8 with a byte order mark; does not close the stream. */
    public static void write(Sheets sheets, OutputStream out) throws IOException {
        Map<String, Boolean> columns = columns(sheets.figure().parts());
        Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv.append(BYTE_ORDER_MARK).append("fact");
        for (String column : columns.keySet()) {
            csv.append(',').append(column);
        }
        csv.append("\r\n");
        for (int p = 0; p < sheets.rows().size(); p++) {
            Part part = sheets.figure().parts().get(p);
            int[] places = places(part, columns);
            for (List<@Nullable Object> row : sheets.rows().get(p)) {
                csv.append(part.table());
                int c = 0;
                for (boolean text : columns.values()) {
                    int place = places[c++];
                    csv.append(',');
                    if (place >= 0) {
                        csv.append(MetricCsv.cell(MetricCsv.text(row.get(place)), text));
                    }
                }
                csv.append("\r\n");
            }
        }
        csv.flush();
    }

    private static int[] places(Part part, Map<String, Boolean> columns) {
        List<String> own =
                part.columns().stream().map(column -> id(part, column)).toList();
        return columns.keySet().stream().mapToInt(own::indexOf).toArray();
    }

    /** The columns' ids, and whether they are texts: facts before measures. */
    private static Map<String, Boolean> columns(List<Part> parts) {
        Map<String, Boolean> columns = new LinkedHashMap<>();
        for (boolean brings : new boolean[] {false, true}) {
            for (Part part : parts) {
                part.columns().stream()
                        .filter(column -> column.brings() == brings)
                        .forEach(column ->
                                columns.merge(id(part, column), column.kind() == Kind.TEXT, Boolean::logicalOr));
            }
        }
        return columns;
    }

    /** What is brought to the whole of a share is not what is brought to the part. */
    private static String id(Part part, Column column) {
        return column.brings() && part.whole() ? "total_of_" + column.id() : column.id();
    }
}
