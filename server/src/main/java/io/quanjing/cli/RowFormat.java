package io.quanjing.cli;

import io.quanjing.metric.MetricCsv;
import io.quanjing.metric.MetricQuestion;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How rows of figures are printed. The figures of a server and those of the folder itself read the same. */
enum RowFormat {
    /** An array of objects. */
    JSON {
        @Override
        void print(MetricQuestion question, List<Map<String, @Nullable Object>> rows, PrintWriter out) {
            out.println(Json.MAPPER.writeValueAsString(
                    rows.stream().map(RowFormat::plain).toList()));
        }
    },
    /** As the page exports it. */
    CSV {
        @Override
        void print(MetricQuestion question, List<Map<String, @Nullable Object>> rows, PrintWriter out) {
            out.print(MetricCsv.write(question, rows));
            out.flush();
        }
    },
    /** Columns in line, for people. */
    TABLE {
        @Override
        void print(MetricQuestion question, List<Map<String, @Nullable Object>> rows, PrintWriter out) {
            List<String> columns = MetricCsv.columns(question);
            TextTable table = new TextTable(columns);
            rows.forEach(row -> table.add(columns.stream()
                    .map(column -> MetricCsv.text(row.get(column)))
                    .toList()));
            table.print(out);
        }
    };

    abstract void print(MetricQuestion question, List<Map<String, @Nullable Object>> rows, PrintWriter out);

    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>(row);
        plain.replaceAll((column, value) ->
                value instanceof Double || value instanceof BigDecimal ? new BigDecimal(MetricCsv.text(value)) : value);
        return plain;
    }

    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
    }
}
