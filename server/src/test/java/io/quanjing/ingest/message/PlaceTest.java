package io.quanjing.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.source.RawRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where the values of a message are found. */
class PlaceTest {

    private static final JsonNode ORDER = Messages.read("""
            {"id": 50000000000010, "total": 34.980, "paid": true, "gone": null, "customer": {"id": "c1", "tags": ["a", "b"]},
             "lines": [
               {"id": 1, "price": 9.99, "offs": [{"amount": "1.00"}, {"amount": "0.50"}]},
               {"id": 2, "price": 10.00, "offs": []},
               {"id": 3, "price": 1}],
             "money": [
               {"kind": "refund", "status": "success", "amount": "10.00"},
               {"kind": "refund", "status": "failure", "amount": "10.00"},
               {"kind": "sale", "status": "success", "amount": "34.98"}]}
            """.getBytes(StandardCharsets.UTF_8));

    private static final MessageRows MESSAGE =
            new MessageRows(ORDER, "orders/create", Instant.EPOCH, Instant.ofEpochSecond(60));

    @ParameterizedTest
    @CsvSource({
        "id, 50000000000010",
        "total, 34.980",
        "paid, true",
        "customer.id, c1",
        "customer.tags.1, b",
        "lines.0.price, 9.99",
        "$topic, orders/create",
        "$received, 1970-01-01T00:00:00Z",
        "$triggered, 1970-01-01T00:01:00Z",
        "'sum(money.amount, kind=refund, status=success)', 10.00",
        "'sum(money.amount,kind=gift)', 0",
        "sum(lines.price), 20.99",
        "sum(lines.offs.amount), 1.50",
        "count(lines), 3",
    })
    void findsAValue(String place, String value) {
        assertThat(row(null, place)).containsExactly(new String[] {value});
    }

    @ParameterizedTest
    @CsvSource({
        "gone",
        "nowhere",
        "customer",
        "customer.tags",
        "lines.price",
        "lines.9.price",
        "sum(nowhere.amount)",
        "$known.at"
    })
    void hasNoValueWhereTheMessageHasNoPlainOne(String place) {
        assertThat(row(null, place)).containsExactly(new String[] {""});
    }

    @Test
    void theElementsOfAnArrayAreRowsBesideTheRestOfTheMessage() {
        List<RawRow> rows = rows("lines", "id", "lines.id", "lines.none|lines.price");

        assertThat(rows.stream().map(r -> Arrays.asList(r.cells())))
                .containsExactly(
                        List.of("50000000000010", "1", "9.99"),
                        List.of("50000000000010", "2", "10.00"),
                        List.of("50000000000010", "3", "1"));
    }

    @Test
    void aTotalBelowARowIsThatOfTheRowAndOneOverTheRowsThatOfAll() {
        List<RawRow> rows = rows("lines", "sum(lines.offs.amount)", "sum(lines.price)");

        assertThat(rows.stream().map(r -> Arrays.asList(r.cells())))
                .containsExactly(List.of("1.50", "20.99"), List.of("0", "20.99"), List.of("", "20.99"));
    }

    @Test
    void anAmountBeyondAllBoundsIsNoneThatATotalCounts() {
        MessageRows rows =
                new MessageRows(Messages.read("""
                        {"money": [{"amount": "1e999999999"}, {"amount": 2e2147483646}, {"amount": "7.50"}]}
                        """.getBytes(StandardCharsets.UTF_8)), "", Instant.EPOCH, null);

        assertThat(rows.rows(
                                new Payload.Rows("kind", null, null, List.of(List.of("sum(money.amount)"))),
                                key -> Map.of())
                        .getFirst()
                        .cells())
                .containsExactly("7.50");
    }

    @Test
    void arraysWithinArraysGiveARowForEachInnerElement() {
        List<RawRow> rows = rows("lines.offs", "lines.id", "lines.offs.amount");

        assertThat(rows.stream().map(r -> Arrays.asList(r.cells())))
                .containsExactly(List.of("1", "1.00"), List.of("1", "0.50"));
    }

    @Test
    void anArrayThatIsNotThereHasNoRows() {
        assertThat(rows("refunds", "refunds.id")).isEmpty();
    }

    private static String[] row(@org.jspecify.annotations.Nullable String path, String place) {
        return MESSAGE.rows(new Payload.Rows("kind", path, null, List.of(List.of(place))), key -> Map.of())
                .getFirst()
                .cells();
    }

    /** A column for each place; of places with a bar between the first that has a value. */
    private static List<RawRow> rows(String path, String... columns) {
        List<List<String>> places =
                Arrays.stream(columns).map(c -> List.of(c.split("\\|", -1))).toList();
        return MESSAGE.rows(new Payload.Rows("kind", path, null, places), key -> Map.of());
    }
}
