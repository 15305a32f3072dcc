package io.quanjing.ingest.mapping;

import io.quanjing.warehouse.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a mapping says of messages: {@code topics}, and {@code rows} and {@code known} of a kind. */
final class PayloadReader {

    /** What a message can ask of people. */
    private static final List<String> REQUESTS = List.of("customer-data", "redact-customer", "redact-shop");

    private final Map<String, TableSchema> schemas;
    private final Map<String, Payload.Rows> kinds = new LinkedHashMap<>();

    PayloadReader(Map<String, TableSchema> schemas) {
        this.schemas = schemas;
    }

    void kind(String name, YamlSection kind, List<ColumnRule> columns) {
        kinds.put(
                name,
                new Payload.Rows(
                        name,
                        kind.optionalText("rows"),
                        kind.optionalSection("known", "known").map(this::known).orElse(null),
                        columns.stream().map(ColumnRule::headers).toList()));
    }

    private Payload.Known known(YamlSection known) {
        known.allow("table", "key");
        String table = known.text("table", "The table");
        if (!schemas.containsKey(table)) {
            throw known.wrong("table", "There is no table " + table + "." + Suggestion.maybe(table, schemas.keySet()));
        }
        return new Payload.Known(table, known.text("key", "Where the key stands"));
    }

    Payload payload(YamlSection root) {
        List<Payload.Topic> topics = new ArrayList<>();
        root.optionalSection("topics", "topics").ifPresent(section -> {
            for (String name : section.names()) {
                topics.add(topic(name, section.section(name, "A topic")));
            }
        });
        return new Payload(List.copyOf(topics), List.copyOf(kinds.values()));
    }

    private Payload.Topic topic(String name, YamlSection topic) {
        topic.allow("reads", "subject", "id", "version", "request");
        for (String kind : topic.texts("reads")) {
            if (!kinds.containsKey(kind)) {
                throw topic.wrong(
                        "reads", "There is no kind " + kind + " under files." + Suggestion.maybe(kind, kinds.keySet()));
            }
        }
        if (topic.has("subject") != topic.has("id")) {
            throw topic.wrong("", "subject and id stand together: what the message is about, and where its id stands.");
        }
        if (topic.has("version") && !topic.has("subject")) {
            throw topic.wrong("version", "A version needs a subject: only the state of something can be outdated.");
        }
        return new Payload.Topic(
                name,
                List.copyOf(topic.texts("reads")),
                topic.optionalText("subject"),
                topic.optionalText("id"),
                topic.optionalText("version"),
                request(topic));
    }

    private static @Nullable String request(YamlSection topic) {
        String request = topic.optionalText("request");
        if (request != null && !REQUESTS.contains(request)) {
            throw topic.wrong(
                    "request",
                    "A request is one of " + String.join(", ", REQUESTS) + "." + Suggestion.maybe(request, REQUESTS));
        }
        return request;
    }
}
