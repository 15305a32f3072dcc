package io.quanjing.ingest.track;

import io.quanjing.ingest.track.TrackedEvent.Call;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What events tell, as records of a log: JSON lines, the first for all of them and then one for each event. The columns of visits stand in the
 * first line, so that a record is read right by a program whose table has others.
 */
final class ToldJson {

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final TableSchema event;

    ToldJson(TableSchema event) {
        this.event = event;
    }

    /**
     * What a record holds.
     *
     * @param shop the id of the shop
     * @param events what its events tell, in their order
     * @param lines the line of each event
     */
    record Content(String shop, List<Told> events, List<String> lines) {}

    /** The records of a batch, none of them longer than the limit unless a single event is. */
    List<byte[]> write(String shop, List<Told> events, int longest) {
        byte[] first = firstLine(shop);
        List<byte[]> records = new ArrayList<>();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        for (Told told : events) {
            byte[] line = line(told);
            if (record.size() > 0 && record.size() + line.length > longest) {
                records.add(record.toByteArray());
                record.reset();
            }
            if (record.size() == 0) {
                record.writeBytes(first);
            }
            record.writeBytes(line);
        }
        if (record.size() > 0) {
            records.add(record.toByteArray());
        }
        return records;
    }

    private byte[] firstLine(String shop) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator out = MAPPER.createGenerator(line)) {
            out.writeStartObject();
            out.writeNumberProperty("version", VERSION);
            out.writeStringProperty("shop", shop);
            out.writeArrayPropertyStart("columns");
            event.columns().forEach(column -> out.writeString(column.name()));
            out.writeEndArray();
            out.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static byte[] line(Told told) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (JsonGenerator out = MAPPER.createGenerator(line)) {
            out.writeStartObject();
            out.writeNumberProperty("index", told.index());
            if (told.visit() != null) {
                out.writeArrayPropertyStart("visit");
                for (Object value : told.visit().values()) {
                    write(out, value);
                }
                out.writeEndArray();
            }
            if (told.order() != null) {
                out.writeName("order");
                write(out, told.order());
            }
            if (told.customer() != null) {
                out.writeObjectPropertyStart("customer");
                out.writeStringProperty("id", told.customer().id());
                out.writeObjectPropertyStart("said");
                told.customer().said().forEach((column, value) -> {
                    out.writeName(column);
                    write(out, value);
                });
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void write(JsonGenerator out, Told.OfOrder order) {
        TrackedEvent event = order.event();
        out.writeStartObject();
        out.writeStringProperty("id", order.id());
        out.writeStringProperty("key", event.key());
        out.writeStringProperty("at", event.at().toString());
        out.writeStringProperty("name", event.name());
        out.writeStringProperty("visitor", event.visitor());
        out.writeStringProperty("customer", event.customer());
        out.writeStringProperty("channel", order.origin().channel());
        out.writeStringProperty("campaign", order.origin().campaign());
        out.writeStringProperty("region", order.region());
        out.writeStringProperty("device", Device.of(event.properties(), event.context()));
        out.writeName("properties");
        out.writeTree(OrderFields.of(event.properties().node()));
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Long number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            case BigDecimal number -> out.writeString(number.toString());
            case Instant at -> out.writeString(at.toString());
            case LocalDate day -> out.writeString(day.toString());
            default -> throw new IllegalArgumentException("No column has a " + value.getClass());
        }
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is none that this program can read
     */
    Content read(byte[] record) {
        try {
            List<String> lines =
                    new String(record, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("The record is empty.");
            }
            JsonNode first = MAPPER.readTree(lines.getFirst());
            if (first.path("version").asInt(0) != VERSION) {
                throw new IllegalArgumentException("The record has the version " + first.path("version")
                        + ", and this program reads " + VERSION + ".");
            }
            int[] positions = positions(first.path("columns"));
            List<Told> events = new ArrayList<>(lines.size() - 1);
            for (String line : lines.subList(1, lines.size())) {
                events.add(told(MAPPER.readTree(line), positions));
            }
            return new Content(text(first, "shop"), events, lines.subList(1, lines.size()));
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("The record is damaged: " + e.getMessage(), e);
        }
    }

    /** Where each written column is in the table now; -1 for one that it has not. */
    private int[] positions(JsonNode columns) {
        int[] positions = new int[columns.size()];
        for (int i = 0; i < positions.length; i++) {
            String name = columns.path(i).asString("");
            positions[i] = event.has(name) ? event.index(name) : -1;
        }
        return positions;
    }

    private Told told(JsonNode line, int[] positions) {
        JsonNode customer = line.path("customer");
        return new Told(
                line.path("index").asInt(),
                line.path("visit").isArray() ? visit(line.path("visit"), positions) : null,
                line.path("order").isObject() ? order(line.path("index").asInt(), line.path("order")) : null,
                customer.isObject() ? new Told.OfCustomer(text(customer, "id"), said(customer.path("said"))) : null);
    }

    private FactRow visit(JsonNode values, int[] positions) {
        if (values.size() != positions.length) {
            throw new IllegalArgumentException(
                    "A visit has " + values.size() + " values for " + positions.length + " columns.");
        }
        FactRow row = FactRow.of(event);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0 && !values.path(i).isNull()) {
                row.values()[positions[i]] =
                        value(event.columns().get(positions[i]).type(), values.path(i));
            }
        }
        return row;
    }

    private static Object value(Column.Type type, JsonNode value) {
        return switch (type) {
            case TEXT -> value.asString();
            case BIGINT -> value.asLong();
            case DECIMAL -> new BigDecimal(value.asString());
            case BOOLEAN -> value.asBoolean();
            case DATE -> LocalDate.parse(value.asString());
            case TIMESTAMP -> Instant.parse(value.asString());
        };
    }

    private static Told.OfOrder order(int index, JsonNode order) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        String device = optional(order, "device");
        if (device != null) {
            context.putObject("device").put("type", device);
        }
        TrackedEvent event = new TrackedEvent(
                index,
                text(order, "key"),
                Instant.parse(text(order, "at")),
                Call.TRACK,
                text(order, "name"),
                text(order, "visitor"),
                optional(order, "customer"),
                new Fields(order.path("properties")),
                new Fields(context),
                Fields.NONE);
        return new Told.OfOrder(
                text(order, "id"),
                event,
                new Origin(optional(order, "channel"), optional(order, "campaign")),
                optional(order, "region"));
    }

    private static Map<String, Object> said(JsonNode said) {
        Map<String, Object> values = new LinkedHashMap<>();
        said.properties()
                .forEach(entry -> values.put(
                        entry.getKey(),
                        entry.getValue().isNumber()
                                ? (Object) entry.getValue().asLong()
                                : entry.getValue().asString()));
        return values;
    }

    private static String text(JsonNode node, String name) {
        String text = optional(node, name);
        if (text == null) {
            throw new IllegalArgumentException("The record lacks " + name + ".");
        }
        return text;
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }
}
