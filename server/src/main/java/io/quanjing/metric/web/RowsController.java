package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import io.quanjing.metric.MetricQuestionParser;
import io.quanjing.metric.MetricRows;
import io.quanjing.metric.Pasts;
import io.quanjing.metric.RowsCsv;
import io.quanjing.metric.RowsQuestion;
import io.quanjing.metric.RowsQuestionParser;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** From figures to the facts behind them. */
@RestController
class RowsController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String CSV = "text/csv;charset=UTF-8";

    private final MetricRows today;
    private final Pasts pasts;

    RowsController(MetricRows rows, Pasts pasts) {
        this.today = rows;
        this.pasts = pasts;
    }

    /** The parameters of {@code /api/metric} for one metric, and which of its figures is meant. Files have every row or are refused. */
    @GetMapping("/api/metric/rows")
    @RequiresRole(Role.VIEWER)
    @Nullable ResponseEntity<?> rows(
            @RequestParam MultiValueMap<String, String> parameters, Caller caller, HttpServletResponse response) {
        RowsQuestion question = question(parameters);
        Pasts.Past past = pasts.orNull(parameters.getFirst("as-of"));
        MetricRows rows = past == null ? today : past.rows();
        String format = parameters.getFirst("format");
        return switch (format == null ? "json" : format) {
            case "json" -> ResponseEntity.ok(rows.page(question, caller));
            case "csv" -> {
                MetricRows.Sheets sheets = rows.export(question, caller);
                begin(response, CSV, question, "csv");
                try {
                    RowsCsv.write(sheets, response.getOutputStream());
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
                yield null;
            }
            case "xlsx" -> {
                MetricRows.Sheets sheets = rows.export(question, caller);
                begin(response, XLSX, question, "xlsx");
                String language = parameters.getFirst("language");
                try {
                    new RowsXlsx(language != null && language.startsWith("zh"))
                            .write(sheets, response.getOutputStream());
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
                yield null;
            }
            default ->
                throw new QuanjingException(
                        MetricError.BAD_FORMAT,
                        "There is no format " + format + ". Maybe json, csv or xlsx.",
                        Map.of("value", String.valueOf(format)));
        };
    }

    private static RowsQuestion question(MultiValueMap<String, String> parameters) {
        return RowsQuestionParser.parse(new RowsQuestionParser.Texts(
                MetricQuestionParser.Texts.of(parameters, "metric").unlimited(),
                parameters.getOrDefault("cell", List.of()),
                parameters.getFirst("period"),
                parameters.getFirst("side"),
                parameters.getFirst("each"),
                parameters.getFirst("beyond"),
                parameters.getFirst("ids"),
                parameters.getFirst("part"),
                parameters.getFirst("offset"),
                parameters.getFirst("limit")));
    }

    private static void begin(HttpServletResponse response, String type, RowsQuestion question, String ending) {
        String name = "quanjing-rows-" + question.metric() + "-"
                + question.question().range().from() + "-"
                + question.question().range().to() + "." + ending;
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }
}
