package io.quanjing.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.kernel.QuanjingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages of many rows. */
class MessageRowsTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final ObjectNode message = JsonNodeFactory.instance.objectNode();
    private final ArrayNode lines = message.putArray("lines");

    private List<RawRow> rows() {
        MessageRows rows = new MessageRows(message, "orders/create", Instant.EPOCH, null);
        return rows.rows(
                new Payload.Rows("line", "lines", null, List.of(List.of("lines.price"), List.of("sum(lines.price)"))),
                key -> Map.of());
    }

    /** A line that counts how often it is looked at. */
    @SuppressWarnings("serial")
    private final class Line extends ObjectNode {

        private Line() {
            super(JsonNodeFactory.instance);
        }

        @Override
        public JsonNode path(String name) {
            int ignored = looks.incrementAndGet();
            return super.path(name);
        }
    }

    @Test
    void aTotalOverAllRowsIsAddedUpOnce() {
        for (int i = 0; i < 200; i++) {
            lines.add(new Line().put("price", 2));
        }

        assertThat(rows()).hasSize(200).extracting(row -> row.cells()[1]).containsOnly("400");
        assertThat(looks.get())
                .as("the price of each row, and once all of them")
                .isEqualTo(400);
    }

    @Test
    void aMessageHasTenThousandRowsAtMost() {
        for (int i = 0; i < 10_000; i++) {
            ObjectNode ignored = lines.addObject();
        }
        assertThat(rows()).hasSize(10_000);

        ArrayNode ignored = lines.add(1);
        assertThatThrownBy(this::rows)
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(LiveError.DELIVERY_TOO_MANY_ROWS))
                .hasMessageContaining("10000 rows in lines");
    }
}
