package io.quanjing.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How rows of figures are printed. */
enum RowFormat {
    /** An array of objects. */
    JSON {
        @Override
        void print(List<Map<String, @Nullable Object>> rows, List<String> columns, PrintWriter out) {
            out.println(Json.MAPPER.writeValueAsString(rows));
        }
    },
    /** RFC 4180 with a header; a missing value is empty. */
    CSV {
        @Override
        void print(List<Map<String, @Nullable Object>> rows, List<String> columns, PrintWriter out) {
            List<String> header = header(rows, columns);
            CsvWriter writer = CsvWriter.builder().bufferSize(0).build(out);
            writer.writeRecord(header);
            for (Map<String, @Nullable Object> row : rows) {
                writer.writeRecord(
                        header.stream().map(column -> text(row.get(column))).toList());
            }
            out.flush();
        }
    },
    /** Columns in line, for people. */
    TABLE {
        @Override
        void print(List<Map<String, @Nullable Object>> rows, List<String> columns, PrintWriter out) {
            TextTable table = new TextTable(header(rows, columns));
            rows.forEach(
                    row -> table.add(row.values().stream().map(RowFormat::text).toList()));
            table.print(out);
        }
    };

    abstract void print(List<Map<String, @Nullable Object>> rows, List<String> columns, PrintWriter out);

    private static List<String> header(List<Map<String, @Nullable Object>> rows, List<String> columns) {
        return rows.isEmpty() ? columns : List.copyOf(rows.getFirst().keySet());
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal decimal -> decimal.toPlainString();
            default -> value.toString();
        };
    }

    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
    }
}
