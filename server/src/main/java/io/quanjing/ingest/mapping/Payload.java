package io.quanjing.ingest.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping says of messages in JSON: which kinds of rows each topic gives, and where the values of a row stand in the message. A
 * mapping of files alone has no topics; then every kind reads every message.
 *
 * @param topics by name; {@code *} is every other one
 * @param kinds the kinds of rows, in the order of the mapping
 */
public record Payload(List<Topic> topics, List<Rows> kinds) {

    /** The name that stands for every topic without an entry of its own. */
    public static final String ANY = "*";

    /**
     * What a message of a topic is.
     *
     * @param name the topic
     * @param reads the kinds of rows that are made of it, in order
     * @param subject what it tells the state of, for example {@code order}; null if no message of the topic replaces another
     * @param id where the id of that stands
     * @param version where the time stands that says how new the state is; null where the message has none
     * @param request what the message asks of people instead of telling facts, or null
     */
    public record Topic(
            String name,
            List<String> reads,
            @Nullable String subject,
            @Nullable String id,
            @Nullable String version,
            @Nullable String request) {}

    /**
     * One kind of rows.
     *
     * @param name the kind's name in the mapping
     * @param path the array whose elements are the rows; null if the whole message is one row
     * @param known the row of the warehouse that {@code $known} looks at, or null
     * @param columns for each column the places where its value is looked for; the first that has one counts
     */
    public record Rows(
            String name, @Nullable String path, @Nullable Known known, List<List<String>> columns) {}

    /**
     * A row that the warehouse may have.
     *
     * @param table its table
     * @param key where its natural key stands in the message
     */
    public record Known(String table, String key) {}

    /** What a message of this topic is; empty if the mapping knows nothing of it. */
    public Optional<Topic> topic(String name) {
        if (topics.isEmpty()) {
            return Optional.of(new Topic(ANY, kinds.stream().map(Rows::name).toList(), null, null, null, null));
        }
        return topics.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .or(() -> topics.stream().filter(t -> t.name().equals(ANY)).findFirst());
    }

    /** The kinds of rows that a topic gives, in the order of its entry. */
    public List<Rows> rows(Topic topic) {
        return topic.reads().stream()
                .map(name -> kinds.stream()
                        .filter(k -> k.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
