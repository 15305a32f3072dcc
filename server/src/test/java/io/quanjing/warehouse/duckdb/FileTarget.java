package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.RawTarget;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseStatus;
import io.quanjing.warehouse.WriteReceipt;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A second file to copy into, for tests of the copying that need no Trino: closed for each step, and opened again to ask. */
public final class FileTarget implements Warehouse, RawTarget {

    private final Path folder;
    private int stepsLeft = Integer.MAX_VALUE;
    private @Nullable Warehouse open;

    /** Creates the file. */
    public FileTarget(Path folder) {
        this.folder = folder;
        this.open = EmbeddedWarehouse.open(folder);
    }

    /** Breaks off the copying in the middle of a step, after so many more. */
    public void breakAfter(int steps) {
        stepsLeft = steps;
    }

    private Warehouse opened() {
        Warehouse there = open;
        if (there == null) {
            there = EmbeddedWarehouse.open(folder);
            open = there;
        }
        return there;
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void closed(Work work) {
        close();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void append(
            RawTable table, boolean replacing, LogPosition step, Consumer<Consumer<@Nullable Object[]>> rows) {
        closed(connection -> {
            LogPositions.advance(connection, List.of(step));
            List<Column> columns = table.columns();
            try (DuckDBAppender add = connection.unwrap(DuckDBConnection.class).createAppender(table.name());
                    PreparedStatement drop = connection.prepareStatement(
                            "DELETE FROM \"" + table.name() + "\" WHERE shop = ? AND source = ? AND natural_key = ?")) {
                rows.accept(row -> {
                    try {
                        if (replacing) {
                            for (int i = 0; i < 3; i++) {
                                drop.setObject(i + 1, row[i]);
                            }
                            boolean ignored = drop.execute();
                        }
                        add.beginRow();
                        for (int i = 0; i < row.length; i++) {
                            append(add, columns.get(i).type(), row[i]);
                        }
                        add.endRow();
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                });
            }
            if (stepsLeft-- <= 0) {
                throw new IllegalStateException("The power went off.");
            }
        });
    }

    private static void append(DuckDBAppender to, Column.Type type, @Nullable Object value) throws SQLException {
        if (value == null) {
            to.appendNull();
            return;
        }
        switch (type) {
            case TEXT -> to.append((String) value);
            case BIGINT -> to.append(((Long) value).longValue());
            case DECIMAL ->
                to.appendDecimal(((BigDecimal) value).unscaledValue().longValueExact());
            case BOOLEAN -> to.append(((Boolean) value).booleanValue());
            case DATE -> to.append((LocalDate) value);
            case TIMESTAMP -> to.appendEpochMicros(Stage.micros((Instant) value));
        }
    }

    @Override
    public void remakeMarts() {
        closed(connection -> {
            try (Statement statement = connection.createStatement()) {
                boolean ignored = statement.execute("DELETE FROM warehouse_meta WHERE name = 'marts_definition'");
            }
        });
        opened().awaitMarts();
    }

    @Override
    public Dialect dialect() {
        return opened().dialect();
    }

    @Override
    public List<TableSchema> tables() {
        return opened().tables();
    }

    @Override
    public TableSchema table(String name) {
        return opened().table(name);
    }

    @Override
    public WriteReceipt write(List<FactRow> rows, List<LogPosition> positions) {
        return opened().write(rows, positions);
    }

    @Override
    public Map<String, Long> logPositions() {
        return opened().logPositions();
    }

    @Override
    public FactLoad load(String loadId) {
        return opened().load(loadId);
    }

    @Override
    public ResultTable query(SqlQuery query, QueryOptions options) {
        return opened().query(query, options);
    }

    @Override
    public Undone undoing(String loadId) {
        return opened().undoing(loadId);
    }

    @Override
    public Map<String, Long> forget(Map<String, LocalDate> before) {
        return opened().forget(before);
    }

    @Override
    public Undone undo(String loadId) {
        return opened().undo(loadId);
    }

    @Override
    public Set<String> ordersPerhaps(String shop, Collection<String> orderIds) {
        return opened().ordersPerhaps(shop, orderIds);
    }

    @Override
    public Warehouse asKnownAt(Instant at) {
        return opened().asKnownAt(at);
    }

    @Override
    public long version() {
        return opened().version();
    }

    @Override
    public @Nullable String problem() {
        return opened().problem();
    }

    @Override
    public void awaitMarts() {
        opened().awaitMarts();
    }

    @Override
    public void tend() {
        opened().tend();
    }

    @Override
    public WarehouseStatus status() {
        return opened().status();
    }

    @Override
    public void close() {
        Warehouse there = open;
        open = null;
        if (there != null) {
            there.close();
        }
    }
}
