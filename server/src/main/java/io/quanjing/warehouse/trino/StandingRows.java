package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.schema.SystemColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Asks Trino for the rows that new ones may meet. */
final class StandingRows implements MergeBench.Standing {

    private static final int HASHES_A_QUERY = 5_000;

    /** Above so many, reading a whole table once is quicker than asking for them. */
    private static final int MANY_HASHES = 100_000;

    private final IcebergTables tables;
    private final TrinoConnections trino;

    StandingRows(IcebergTables tables, TrinoConnections trino) {
        this.tables = tables;
        this.trino = trino;
    }

    @Override
    public void withHashes(TableSchema table, long[] hashes, MergeBench.Rows to) {
        if (IcebergTables.records(tables.load(table.name())) == 0) {
            return;
        }
        if (hashes.length > MANY_HASHES) {
            long[] wanted = hashes.clone();
            Arrays.sort(wanted);
            int hash = table.columns().size() + SystemColumns.ALL.size() - 1;
            read(table, "", List.of(), values -> {
                if (values[hash] instanceof Long found && Arrays.binarySearch(wanted, found) >= 0) {
                    to.row(values);
                }
            });
            return;
        }
        for (int from = 0; from < hashes.length; from += HASHES_A_QUERY) {
            String some = LongStream.of(hashes)
                    .skip(from)
                    .limit(HASHES_A_QUERY)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(", "));
            read(table, " WHERE key_hash IN (" + some + ")", List.of(), to);
        }
    }

    @Override
    public void ofReports(TableSchema table, List<MergeBench.Report> reports, MergeBench.Rows to) {
        if (IcebergTables.records(tables.load(table.name())) == 0) {
            return;
        }
        for (MergeBench.Report report : reports) {
            read(
                    table,
                    " WHERE shop = ? AND source = ? AND shop_day = DATE '" + report.day() + "'",
                    List.of(report.shop(), report.source()),
                    to);
        }
    }

    private void read(TableSchema table, String where, List<String> binds, MergeBench.Rows to) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(SystemColumns.ALL);
        String sql = "SELECT "
                + columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "))
                + " FROM \"" + table.name() + "\"" + where;
        try (Connection connection = trino.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.size(); i++) {
                statement.setString(i + 1, binds.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                int[] types = new int[columns.size()];
                for (int i = 0; i < types.length; i++) {
                    types[i] = rows.getMetaData().getColumnType(i + 1);
                }
                while (rows.next()) {
                    @Nullable Object[] values = new Object[types.length];
                    for (int i = 0; i < types.length; i++) {
                        values[i] = TrinoReader.value(rows, i + 1, types[i]);
                    }
                    to.row(values);
                }
            }
        } catch (SQLException e) {
            throw trino.refusal("looking for rows of " + table.name() + " that are there already", e);
        }
    }
}
