package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricCsv;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricError;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.MetricQuestionParser;
import io.quanjing.metric.Metrics;
import io.quanjing.metric.Pasts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures and their dictionary. */
@RestController
class MetricController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    /** Without it, spreadsheets read UTF-8 as the system's old encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Metrics metrics;
    private final Pasts pasts;

    MetricController(Metrics metrics, Pasts pasts) {
        this.metrics = metrics;
        this.pasts = pasts;
    }

    /** An answer with the version of the data that it was made from. */
    record Answer(
            List<Map<String, @Nullable Object>> rows,
            DayRange range,
            @Nullable DayRange base,
            @Nullable String currency,
            List<MetricAnswer.Note> notes,
            boolean truncated,
            Instant asOf,
            long version,
            MetricAnswer.@Nullable Whole whole,
            Map<String, Map<String, Label>> labels,
            Map<String, String> basePeriods) {}

    /** Of some shops, several as several parameters; none is all that the caller sees. */
    @GetMapping("/api/dictionary")
    @RequiresRole(Role.VIEWER)
    MetricDictionary dictionary(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        return metrics.dictionary(MetricQuestionParser.shops(parameters.getOrDefault("shop", List.of())), caller);
    }

    // All parameters as a map: Spring would split "region=a,b" at the comma for a list. Files, and answers with
    // complete=true, have every
    // row or are refused; others say whether they are truncated.
    @GetMapping("/api/metric")
    @RequiresRole(Role.VIEWER)
    @Nullable ResponseEntity<?> metric(
            @RequestParam MultiValueMap<String, String> parameters, Caller caller, HttpServletResponse response) {
        MetricQuestion question = MetricQuestionParser.parse(MetricQuestionParser.Texts.of(parameters, "ids"));
        Pasts.Past past = pasts.orNull(parameters.getFirst("as-of"));
        Metrics from = past == null ? metrics : past.metrics();
        String format = parameters.getFirst("format");
        return switch (format == null ? "json" : format) {
            case "json" ->
                ResponseEntity.ok(answer(from, question, "true".equals(parameters.getFirst("complete")), caller));
            case "csv" -> csv(from, question, caller);
            case "xlsx" -> xlsx(from, question, caller, parameters.getFirst("language"), response);
            default ->
                throw new QuanjingException(
                        MetricError.BAD_FORMAT,
                        "There is no format " + format + ". Maybe json, csv or xlsx.",
                        Map.of("value", String.valueOf(format)));
        };
    }

    private static Answer answer(Metrics from, MetricQuestion question, boolean complete, Caller caller) {
        MetricAnswer answer = complete ? export(from, question, caller) : from.ask(question, caller);
        return new Answer(
                answer.rows(),
                answer.range(),
                answer.base(),
                answer.currency(),
                answer.notes(),
                answer.truncated(),
                answer.asOf(),
                answer.version(),
                answer.whole(),
                answer.labels(),
                answer.basePeriods());
    }

    private static MetricAnswer export(Metrics from, MetricQuestion question, Caller caller) {
        if (!caller.role().includes(Role.ANALYST)) {
            throw new QuanjingException(
                    MetricError.EXPORT_NOT_ALLOWED,
                    "The role " + caller.role() + " may not export rows; ANALYST may. Maybe ask an administrator.",
                    Map.of("role", caller.role().name()));
        }
        return from.export(question, caller);
    }

    /** Finds values in lists that are too long to be shown; several shops are several parameters. */
    @GetMapping("/api/dimension/{id}/values")
    @RequiresRole(Role.VIEWER)
    List<Metrics.FoundValue> values(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        String text = parameters.getFirst("q");
        return metrics.values(id, text == null ? "" : text, parameters.getOrDefault("shop", List.of()), caller);
    }

    private static ResponseEntity<byte[]> csv(Metrics from, MetricQuestion question, Caller caller) {
        String text = BYTE_ORDER_MARK
                + MetricCsv.write(question, export(from, question, caller).rows());
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(question, "csv"))
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is sent before the answer is there, so that a refusal is still told as one. */
    private @Nullable ResponseEntity<?> xlsx(
            Metrics from,
            MetricQuestion question,
            Caller caller,
            @Nullable String language,
            HttpServletResponse response) {
        MetricAnswer answer = export(from, question, caller);
        response.setContentType(XLSX);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(question, "xlsx"));
        boolean chinese = language != null && language.startsWith("zh");
        try {
            new MetricXlsx(question, metrics.dictionary(question.shops(), caller), chinese)
                    .write(answer, response.getOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return null;
    }

    private static String attachment(MetricQuestion question, String ending) {
        String name =
                "quanjing-" + question.range().from() + "-" + question.range().to() + "." + ending;
        return ContentDisposition.attachment().filename(name).build().toString();
    }
}
