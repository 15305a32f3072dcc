package io.quanjing.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong mapping is told with line, column and what was probably meant, before a row is read. */
class MappingReaderTest {

    private static final TableSchema TABLE = new TableSchema(
            "order_header",
            TableSchema.Revision.SUPERSEDE,
            List.of(
                    new Column("natural_key", Column.Type.TEXT, true),
                    new Column("at", Column.Type.TIMESTAMP, true),
                    new Column("paid_amount", Column.Type.DECIMAL, false)));

    private static final String GOOD = """
            format: own
            files:
              orders:
                columns:
                  order: { header: 订单号, type: id, required: true }
                  created: { type: time }
                  amount: amount
                let:
                  twice: amount * 2
                facts:
                  - table: order_header
                    set:
                      natural_key: order
                      at: created
                      paid_amount: twice
            """;

    private static Mapping read(String text) {
        return MappingReader.read("own.yml", text, List.of(TABLE));
    }

    @Test
    void readsAGoodOne() {
        assertThat(read(GOOD).name()).isEqualTo("own");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            files:              | fils:                       | line 2, column 1  | Maybe files
            type: id,           | typ: id,                    | line 5, column 29 | Maybe type
            type: time          | type: tiem                  | line 6, column 24 | Maybe time
            amount * 2          | amuont * 2                  | line 9, column 14 | Maybe amount
            amount * 2          | amount * order              | line 9, column 28 | needs a number
            amount * 2          | rund(amount, 2)             | line 9, column 14 | Maybe round
            amount * 2          | occurrence( + 2             | line 9            | cannot stand here
            amount * 2          | if(order, 1, 2)             | line 9            | has to be a boolean
            amount * 2          | extract(order, '(')         | line 9            | regular expression
            table: order_header | table: order_heder          | line 11           | Maybe order_header
            paid_amount: twice  | payd_amount: twice          | line 15, column 11 | Maybe paid_amount
            paid_amount: twice  | paid_amount: order          | line 15           | is a decimal
            at: created         | at: amount                  | line 14           | is a timestamp
            natural_key: order  | natural_key: occurrence()   | line 13           | can only stand in a let
            paid_amount: twice  | paid_amount: share(amount, twice, order) | line 15 | can only stand in a let
            amount * 2          | share(amount, amount)       | line 9            | is given 2 values
            amount * 2          | share(amount, 1, amount)    | line 9            | has to be a text
            natural_key: order  | natural_key: each           | line 13           | no column, let or table each
            format: own         | format: [own               | line              | cannot be read
            """)
    void namesThePlaceOfAMistake(String old, String changed, String place, String word) {
        String wrong = GOOD.replace(old, changed);
        assertThat(wrong).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> {
                    Mapping ignored = read(wrong);
                })
                .isInstanceOf(QuanjingException.class)
                .hasMessageContaining("own.yml, " + place)
                .hasMessageContaining(word);
    }

    @Test
    void refusesAMissingColumnOfTheTable() {
        assertThatThrownBy(() -> {
                    Mapping ignored = read(GOOD.replace("          at: created\n", ""));
                })
                .hasMessageContaining("Every order_header needs at");
    }
}
