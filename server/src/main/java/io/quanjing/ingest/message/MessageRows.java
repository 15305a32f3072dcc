package io.quanjing.ingest.message;

import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.kernel.QuanjingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lays a message out as rows of cells, so that a mapping reads it as it reads a file. Used by one thread. */
public final class MessageRows {

    /** So many rows of a kind a message has at most: it is read in one go, and written as a whole. */
    static final int MOST_ROWS = 10_000;

    private final JsonNode message;
    private final String topic;
    private final Instant received;
    private final @Nullable Instant triggered;

    /** What was added up already: a total over all rows is the same for each of them. */
    private final Map<Place, Map<JsonNode, String>> totals = new HashMap<>();

    /**
     * A message with what stands beside it.
     *
     * @param topic what it is about
     * @param received when it came
     * @param triggered when it was sent off; null where nobody says
     */
    public MessageRows(JsonNode message, String topic, Instant received, @Nullable Instant triggered) {
        this.message = message;
        this.topic = topic;
        this.received = received;
        this.triggered = triggered;
    }

    /** An element of the array that makes the rows, with the elements of outer arrays that it stands in, by their paths. */
    private record Element(Map<List<String>, JsonNode> bound) {}

    /** The single value at a place of the whole message; empty if there is none. */
    public String value(String place) {
        return Place.of(place).value(message, 0);
    }

    /** The natural keys of the rows that {@code $known} will ask for. */
    List<String> keys(Payload.Rows kind) {
        if (kind.known() == null) {
            return List.of();
        }
        Place key = Place.of(kind.known().key());
        return elements(kind).stream()
                .map(e -> inner(key, e))
                .filter(k -> !k.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * The rows of a kind.
     *
     * @param known the columns of a known row by its natural key, as texts
     * @throws QuanjingException if there are too many
     */
    List<RawRow> rows(Payload.Rows kind, Function<String, Map<String, String>> known) {
        List<List<Place>> columns = Place.all(kind.columns());
        List<RawRow> rows = new ArrayList<>();
        List<Element> elements = elements(kind);
        if (elements.size() > MOST_ROWS) {
            throw new QuanjingException(
                    LiveError.DELIVERY_TOO_MANY_ROWS,
                    "The message has more than " + MOST_ROWS + " rows in " + kind.path()
                            + ", the limit of one message. Maybe have it sent in parts.",
                    Map.of("limit", MOST_ROWS, "place", String.valueOf(kind.path())));
        }
        for (Element element : elements) {
            Map<String, String> row = kind.known() == null
                    ? Map.of()
                    : known.apply(inner(Place.of(kind.known().key()), element));
            String[] cells = new String[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = first(columns.get(i), element, row, rows.size() + 1);
            }
            rows.add(new RawRow(rows.size() + 1L, cells, ""));
        }
        return rows;
    }

    private String first(List<Place> places, Element element, Map<String, String> known, int number) {
        for (Place place : places) {
            String text = place.how() == Place.How.BESIDE
                    ? beside(place.steps().getFirst(), known, number)
                    : inner(place, element);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private String beside(String name, Map<String, String> known, int number) {
        return switch (name) {
            case "topic" -> topic;
            case "row" -> Integer.toString(number);
            case "received" -> received.toString();
            case "triggered" -> triggered == null ? "" : triggered.toString();
            default -> name.startsWith("known.") ? known.getOrDefault(name.substring("known.".length()), "") : "";
        };
    }

    /** Below the innermost element that the place leads through, or else below the whole message. */
    private String inner(Place place, Element element) {
        JsonNode from = message;
        int skipped = 0;
        for (Map.Entry<List<String>, JsonNode> bound : element.bound().entrySet()) {
            int length = bound.getKey().size();
            if (length > skipped
                    && place.steps().size() >= length
                    && place.steps().subList(0, length).equals(bound.getKey())) {
                // A total over a field of the rows' own array is one over all rows; a deeper one stays within its row.
                if (place.how() == Place.How.VALUE || place.steps().size() - length >= 2) {
                    from = bound.getValue();
                    skipped = length;
                }
            }
        }
        return place.how() == Place.How.VALUE ? place.value(from, skipped) : total(place, from, skipped);
    }

    private String total(Place place, JsonNode from, int skipped) {
        Map<JsonNode, String> known = totals.computeIfAbsent(place, p -> new IdentityHashMap<>());
        String total = known.get(from);
        if (total == null) {
            total = place.total(from, skipped);
            String ignored = known.put(from, total);
        }
        return total;
    }

    /** The elements that are rows; of those that are too many only the first one too many. */
    private List<Element> elements(Payload.Rows kind) {
        if (kind.path() == null) {
            return List.of(new Element(Map.of()));
        }
        List<Element> elements = new ArrayList<>();
        walk(message, Place.path(kind.path()), 0, Map.of(), elements);
        return elements;
    }

    private static void walk(
            JsonNode node, List<String> path, int done, Map<List<String>, JsonNode> bound, List<Element> elements) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (elements.size() > MOST_ROWS) {
                    return;
                }
                Map<List<String>, JsonNode> deeper = new LinkedHashMap<>(bound);
                deeper.put(path.subList(0, done), element);
                below(element, path, done, deeper, elements);
            }
        } else if (node.isObject()) {
            below(node, path, done, bound, elements);
        }
    }

    private static void below(
            JsonNode node, List<String> path, int done, Map<List<String>, JsonNode> bound, List<Element> elements) {
        if (done == path.size()) {
            Map<List<String>, JsonNode> last = new LinkedHashMap<>(bound);
            last.put(path, node);
            elements.add(new Element(last));
        } else {
            walk(node.path(path.get(done)), path, done + 1, bound, elements);
        }
    }
}
