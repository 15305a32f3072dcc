package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.HealthSign;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
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
import io.quanjing.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures, their dictionary, and the number that tells a page whether to ask again. */
@RestController
class MetricController {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    /** Without it, spreadsheets read UTF-8 as the system's old encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Metrics metrics;
    private final Shops shops;
    private final Warehouse warehouse;
    private final List<HealthSign> signs;
    private final InstantSource clock = InstantSource.system();

    MetricController(Metrics metrics, Shops shops, Warehouse warehouse, List<HealthSign> signs) {
        this.signs = signs;
        this.metrics = metrics;
        this.shops = shops;
        this.warehouse = warehouse;
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
            Map<String, Map<String, Label>> labels) {}

    /**
     * What changes when data comes in or a shop day begins.
     *
     * @param behind while the figures do not show what came in
     * @param away the parts of the server that do not answer now: {@code warehouse}, {@code log}
     * @param problems what the other parts of the server tell of their troubles
     */
    record Version(
            long warehouse,
            Map<String, LocalDate> today,
            boolean behind,
            List<String> away,
            List<HealthSign.Problem> problems) {}

    @GetMapping("/api/dictionary")
    @RequiresRole(Role.VIEWER)
    MetricDictionary dictionary() {
        return metrics.dictionary();
    }

    @GetMapping("/api/version")
    @RequiresRole(Role.VIEWER)
    Version version(Caller caller) {
        Map<String, LocalDate> today = new LinkedHashMap<>();
        Instant now = clock.instant();
        shops.all().stream()
                .filter(caller::sees)
                .forEach(shop -> today.put(shop.id(), shop.clock().day(now)));
        List<String> away = signs.stream()
                .filter(sign -> !sign.part().isEmpty() && !sign.well())
                .map(HealthSign::part)
                .toList();
        List<HealthSign.Problem> problems = signs.stream()
                .filter(sign -> sign.part().isEmpty())
                .map(HealthSign::problem)
                .filter(Objects::nonNull)
                .toList();
        return new Version(warehouse.version(), today, warehouse.problem() != null, away, problems);
    }

    // All parameters as a map: Spring would split "region=a,b" at the comma for a list. Files, and answers with
    // complete=true, have every
    // row or are refused; others say whether they are truncated.
    @GetMapping("/api/metric")
    @RequiresRole(Role.VIEWER)
    ResponseEntity<?> metric(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        MetricQuestion question = MetricQuestionParser.parse(new MetricQuestionParser.Texts(
                parameters.getFirst("ids"),
                parameters.getFirst("from"),
                parameters.getFirst("to"),
                parameters.getOrDefault("shop", List.of()),
                parameters.getFirst("by"),
                parameters.getOrDefault("where", List.of()),
                parameters.getFirst("grain"),
                parameters.getFirst("compare"),
                parameters.getFirst("order"),
                parameters.getFirst("limit")));
        String format = parameters.getFirst("format");
        return switch (format == null ? "json" : format) {
            case "json" -> ResponseEntity.ok(answer(question, "true".equals(parameters.getFirst("complete")), caller));
            case "csv" -> csv(question, caller);
            default ->
                throw new QuanjingException(
                        MetricError.BAD_FORMAT,
                        "There is no format " + format + ". Maybe json or csv.",
                        Map.of("value", String.valueOf(format)));
        };
    }

    private Answer answer(MetricQuestion question, boolean complete, Caller caller) {
        MetricAnswer answer = complete ? export(question, caller) : metrics.ask(question, caller);
        return new Answer(
                answer.rows(),
                answer.range(),
                answer.base(),
                answer.currency(),
                answer.notes(),
                answer.truncated(),
                answer.asOf(),
                answer.version(),
                answer.labels());
    }

    private MetricAnswer export(MetricQuestion question, Caller caller) {
        if (!caller.role().includes(Role.ANALYST)) {
            throw new QuanjingException(
                    MetricError.EXPORT_NOT_ALLOWED,
                    "The role " + caller.role() + " may not export rows; ANALYST may. Maybe ask an administrator.",
                    Map.of("role", caller.role().name()));
        }
        return metrics.export(question, caller);
    }

    private ResponseEntity<byte[]> csv(MetricQuestion question, Caller caller) {
        String text = BYTE_ORDER_MARK
                + MetricCsv.write(question, export(question, caller).rows());
        String name =
                "quanjing-" + question.range().from() + "-" + question.range().to() + ".csv";
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
