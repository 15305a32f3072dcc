package io.quanjing.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanjing.metric.MetricQuestion;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures of a running server. */
final class RemoteMetrics {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ServerApi server;

    RemoteMetrics(ServerApi server) {
        this.server = server;
    }

    MetricCommand.Answer ask(MetricQuestion question) {
        JsonNode answer = server.get("metric?" + query(question));
        if (answer.path("truncated").asBoolean(false)) {
            // What a page shows of it. All of it is an export, which not every token may have.
            answer = server.get("metric?" + query(question) + "&complete=true");
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("rows")) {
            rows.add(new LinkedHashMap<>(
                    JSON.convertValue(row, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {})));
        }
        List<String> notes = new ArrayList<>();
        for (JsonNode note : answer.path("notes")) {
            Map<String, Object> arguments =
                    JSON.convertValue(note.path("arguments"), new TypeReference<LinkedHashMap<String, Object>>() {});
            notes.add(MetricCommand.Answer.note(
                    note.path("metric").asString(""), note.path("code").asString(""), arguments));
        }
        return new MetricCommand.Answer(rows, notes);
    }

    private static String query(MetricQuestion question) {
        List<String> parts = new ArrayList<>();
        parts.add(part("ids", String.join(",", question.metrics())));
        parts.add(part("from", question.range().from().toString()));
        parts.add(part("to", question.range().to().toString()));
        parts.add(part("grain", question.grain().id()));
        question.shops().forEach(shop -> parts.add(part("shop", shop)));
        if (!question.by().isEmpty()) {
            parts.add(part("by", String.join(",", question.by())));
        }
        question.where()
                .forEach((dimension, values) ->
                        values.forEach(value -> parts.add(part("where", dimension + "=" + value))));
        if (question.comparison() != null) {
            parts.add(part("compare", question.comparison().id()));
        }
        MetricQuestion.Against against = question.against();
        if (against != null && against.event() != null) {
            parts.add(part("event", against.event()));
        }
        if (against != null && against.days() != null) {
            parts.add(part("compare-from", against.days().from().toString()));
            parts.add(part("compare-to", against.days().to().toString()));
        }
        return String.join("&", parts);
    }

    private static String part(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }
}
