package io.quanjing.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WriteReceipt.Counts;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows on their two ways into a table, straight and by the stage. */
class InletTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("shop", Column.Type.TEXT, true),
            new Column("source", Column.Type.TEXT, true),
            new Column("natural_key", Column.Type.TEXT, true),
            new Column("amount", Column.Type.BIGINT, true),
            new Column("note", Column.Type.TEXT, false));
    private static final TableSchema FIRST = new TableSchema("first", Revision.KEEP_FIRST, COLUMNS);
    private static final TableSchema LAST = new TableSchema("last", Revision.SUPERSEDE, COLUMNS);
    private static final String SYSTEM = "recorded_at TIMESTAMP NOT NULL, load_id VARCHAR NOT NULL, key_hash BIGINT";
    private static final int MANY = 250_000;

    private DuckDBConnection connection;
    private Merge merge;
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    @BeforeEach
    void create() throws SQLException {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        // As in a file that grew from an older version: the note came later, and a column is no longer known.
        execute("CREATE TABLE first (natural_key VARCHAR NOT NULL, forgotten DATE, shop VARCHAR NOT NULL,"
                + " source VARCHAR NOT NULL, amount BIGINT NOT NULL, " + SYSTEM + ", note VARCHAR)");
        for (String table : List.of("last", "last_history")) {
            execute("CREATE TABLE " + table + " (shop VARCHAR NOT NULL, source VARCHAR NOT NULL, natural_key VARCHAR"
                    + " NOT NULL, amount BIGINT NOT NULL, note VARCHAR, " + SYSTEM
                    + (table.equals("last") ? "" : ", superseded_at TIMESTAMP") + ")");
        }
        merge = new Merge(connection, List.of(FIRST, LAST));
    }

    @AfterEach
    void close() throws SQLException {
        merge.close();
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static FactRow row(TableSchema table, String key, @Nullable Long amount) {
        return FactRow.of(table)
                .set("shop", "s")
                .set("source", "x")
                .set("natural_key", key)
                .set("amount", amount)
                .set("note", "of " + key);
    }

    private Counts write(FactRow... rows) throws SQLException {
        now = now.plusSeconds(1);
        return merge.run(List.of(List.of(rows)), List.of(), now)
                .receipts()
                .getFirst()
                .counts(rows[0].table().name());
    }

    private void load(TableSchema table, int rows) throws SQLException {
        now = now.plusSeconds(1);
        try (DuckDBConnection on = connection.duplicate();
                Stage stage = new Stage(on, table)) {
            for (int i = 0; i < rows; i++) {
                stage.append(row(table, "k" + i, (long) i), 0);
            }
            Merge.Result result = merge.run(on, List.of(stage), now, "load");
            assertThat(result.receipts().getFirst().counts(table.name())).isEqualTo(new Counts(rows, 0, 0));
        }
    }

    @Test
    void putsEveryValueIntoItsColumnHoweverTheFileOrdersThem() throws SQLException {
        assertThat(write(row(FIRST, "a", 1L), row(FIRST, "b", 2L))).isEqualTo(new Counts(2, 0, 0));

        assertThat(number("count(*) FROM first WHERE natural_key = 'b' AND shop = 's' AND source = 'x' AND amount = 2"
                        + " AND note = 'of b' AND forgotten IS NULL AND load_id = 'live'"
                        + " AND recorded_at = TIMESTAMP '2026-03-01 00:00:01' AND key_hash IS NOT NULL"))
                .isEqualTo(1);
    }

    @Test
    void knowsWhatItHasPutStraightIntoTheTable() throws SQLException {
        assertThat(write(row(FIRST, "a", 1L))).isEqualTo(new Counts(1, 0, 0));
        assertThat(write(row(FIRST, "a", 2L), row(FIRST, "b", 2L))).isEqualTo(new Counts(1, 0, 1));

        assertThat(number("sum(amount) FROM first")).isEqualTo(3);
    }

    @Test
    void lastOfARepeatedKeyCountsWhereRowsAreRevised() throws SQLException {
        assertThat(write(row(LAST, "a", 1L), row(LAST, "b", 5L), row(LAST, "a", 2L)))
                .isEqualTo(new Counts(2, 0, 1));
        assertThat(number("sum(amount) FROM last")).isEqualTo(7);
        assertThat(number("count(*) FROM last_history")).isZero();

        assertThat(write(row(LAST, "a", 3L), row(LAST, "c", 1L))).isEqualTo(new Counts(1, 1, 0));
        assertThat(number("sum(amount) FROM last")).isEqualTo(9);
        assertThat(number("sum(amount) FROM last_history")).isEqualTo(2);
    }

    @Test
    void knowsTheRowsOfALargeTableBeforeAndAfterItsKeysAreRead() throws SQLException {
        load(FIRST, MANY);

        // The first write begins to read the keys, and the next ones come meanwhile and afterwards.
        for (int i = 0; i < 300; i++) {
            assertThat(write(row(FIRST, "k" + i * 100, -1L), row(FIRST, "new" + i, 0L)))
                    .isEqualTo(new Counts(1, 0, 1));
        }
        assertThat(number("count(*) FROM first")).isEqualTo(MANY + 300);
        assertThat(number("count(*) FROM first WHERE amount < 0")).isZero();
    }

    @Test
    void knowsWhatALoadBroughtMeanwhile() throws SQLException {
        assertThat(write(row(FIRST, "a", 1L))).isEqualTo(new Counts(1, 0, 0));
        load(FIRST, 1_000);
        assertThat(write(row(FIRST, "k7", -1L))).isEqualTo(new Counts(0, 0, 1));

        assertThat(write(row(LAST, "a", 1L))).isEqualTo(new Counts(1, 0, 0));
        load(LAST, MANY);
        assertThat(write(row(LAST, "k7", -1L))).isEqualTo(new Counts(0, 1, 0));
    }

    @Test
    void forgetsTheRowsOfAFailedWrite() throws SQLException {
        assertThatThrownBy(() -> write(row(FIRST, "good", 1L), row(FIRST, "bad", null)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("NOT NULL constraint failed");
        assertThat(number("count(*) FROM first")).isZero();

        assertThat(write(row(FIRST, "good", 2L), row(FIRST, "other", 1L))).isEqualTo(new Counts(2, 0, 0));
        assertThat(number("sum(amount) FROM first")).isEqualTo(3);
    }

    @Test
    void takesMoreRowsThanItHasRoomForAtFirst() throws SQLException {
        FactRow[] rows =
                IntStream.range(0, 5_000).mapToObj(i -> row(FIRST, "k" + i, 1L)).toArray(FactRow[]::new);

        assertThat(write(rows)).isEqualTo(new Counts(5_000, 0, 0));
        assertThat(write(rows)).isEqualTo(new Counts(0, 0, 5_000));
        assertThat(number("sum(amount) FROM first")).isEqualTo(5_000);
    }
}
