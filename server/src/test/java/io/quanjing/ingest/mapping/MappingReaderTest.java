package io.quanjing.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
                contacts:
                  - { kind: phone, value: order, customer: order }
            """;

    private static final String TEMPLATE = """
            format: own
            files:
              orders:
                template: { group: orders, title: { zh: 订单, en: Orders }, about: { zh: 卖了什么, en: What was sold } }
                columns:
                  order: { header: [订单号, Order], type: id, required: true, about: { zh: 编号, en: Number }, example: A1 }
                  created: { header: [时间, Time], type: time, about: { zh: 何时, en: When }, example: "2026-11-01" }
                  state:
                    header: [订单状态, Status, State]
                    values: { 已付款: paid, paid: paid, 待发货: paid, nps: nps, "*": closed }
                    about: { zh: 状态, en: How far }
                    example: { zh: 已付款, en: paid }
                facts:
                  - table: order_header
                    set: { natural_key: order, at: created }
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
            kind: phone         | kind: phon                  | line 17           | Maybe phone
            value: order        | value: amount               | line 17           | has to be a text
            customer: order     | custmer: order              | line 17           | Maybe customer
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

    /** In each language the first header and, of each value, the first word. */
    @Test
    void readsATemplate() {
        Template template = read(TEMPLATE).templates().getFirst();
        assertThat(template.id()).isEqualTo("orders");
        assertThat(template.group()).isEqualTo(Template.Group.ORDERS);
        assertThat(template.columns().getFirst().required()).isTrue();
        assertThat(template.columns().getFirst().example()).isEqualTo(new Template.Text("A1", "A1"));
        Template.Column state = template.columns().getLast();
        assertThat(state.header()).isEqualTo(new Template.Text("订单状态", "Status"));
        assertThat(state.kind()).isEqualTo(Template.Kind.WORD);
        assertThat(state.words()).containsExactly(new Template.Text("已付款", "paid"), new Template.Text("nps", "nps"));
        assertThat(read(GOOD).templates()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            group: orders                     | group: order          | line 4 | Maybe orders
            [订单号, Order]                    | [订单号]               | line 6 | one in English
            type: time                        | type: epoch_seconds   | line 7 | Nobody fills in
            'about: { zh: 编号, en: Number },' |                       | line 6 | What the column means is missing
            ', example: A1'                   |                       | line 6 | An example is missing
            """)
    void namesThePlaceOfAMistakeInATemplate(String old, @Nullable String changed, String place, String word) {
        String wrong = TEMPLATE.replace(old, changed == null ? "" : changed);
        assertThat(wrong).isNotEqualTo(TEMPLATE);
        assertThatThrownBy(() -> {
                    Mapping ignored = read(wrong);
                })
                .hasMessageContaining("own.yml, " + place)
                .hasMessageContaining(word);
    }

    @Test
    void aChannelIsKnownByItsIdAndItsTitles() {
        assertThat(ChannelNames.id("淘宝搜索")).isEqualTo("taobao_search");
        assertThat(ChannelNames.id("Taobao  Search")).isEqualTo("taobao_search");
        assertThat(ChannelNames.id("taobao_search")).isEqualTo("taobao_search");
        assertThat(ChannelNames.id("夜市")).isEqualTo("夜市");
    }
}
