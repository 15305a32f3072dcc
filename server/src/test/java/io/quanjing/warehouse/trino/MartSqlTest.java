package io.quanjing.warehouse.trino;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a refresh does not ask Trino, because nothing can come of it. */
class MartSqlTest {

    private static final String NEW_EVENTS =
            "SELECT shop FROM event WHERE recorded_at > TIMESTAMP '2026-01-01 00:00:00'";
    private static final String NEW_PRODUCTS =
            "SELECT shop FROM product WHERE recorded_at > TIMESTAMP '2026-01-01 00:00:00'";

    private static MartSql sql(Set<String> changed, Map<String, Long> rows) {
        return new MartSql(List.of(), changed, name -> rows.getOrDefault(name, 0L));
    }

    @Test
    void newRowsOfATableWithoutNewRowsAreNotReadForAnyView() {
        MartSql sql = sql(Set.of("event"), Map.of());
        sql.view("dirty", NEW_EVENTS + "\nUNION\n" + NEW_PRODUCTS);
        assertThat(sql.keep("kept", "SELECT * FROM dirty"))
                .contains("FROM event WHERE recorded_at > TIMESTAMP")
                .contains("FROM product WHERE false AND recorded_at > TIMESTAMP");
        assertThat(sql.mayHaveRows("dirty")).isTrue();
    }

    @Test
    void aViewOfNewRowsAloneHasNoneWhereNothingChanged() {
        MartSql sql = sql(Set.of("payment"), Map.of());
        sql.view("dirty", NEW_EVENTS + "\nUNION\n" + NEW_PRODUCTS);
        sql.view("further", "SELECT e.shop FROM event e JOIN dirty d ON d.shop = e.shop");
        assertThat(sql.mayHaveRows("dirty")).isFalse();
        assertThat(sql.mayHaveRows("further")).isFalse();
        assertThat(sql.mayFind("kept", "SELECT * FROM further")).isFalse();
    }

    @Test
    void aKeptStepHasTheRowsThatItsStatementWrote() {
        MartSql sql = sql(Set.of("event"), Map.of("full", 3L));
        assertThat(sql.keep("full", NEW_EVENTS)).startsWith("CREATE OR REPLACE TABLE \"full\"");
        assertThat(sql.keep("empty", NEW_EVENTS)).startsWith("CREATE OR REPLACE TABLE \"empty\"");
        assertThat(sql.mayHaveRows("full")).isTrue();
        assertThat(sql.mayHaveRows("empty")).isFalse();
        assertThat(sql.mayFind("other", "SELECT * FROM empty")).isFalse();
        assertThat(sql.mayFind("other", "SELECT * FROM empty JOIN full ON true"))
                .isTrue();
    }
}
