package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the tables of a new or older file to the shape of the schema files, by additions only. */
final class TableSetup {

    static final String VERSION = "schema_version";

    private TableSetup() {}

    static void run(Connection connection, WarehouseSchema schema, String file) throws SQLException {
        Transaction.run(connection, statement -> {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS warehouse_meta (name VARCHAR NOT NULL, value VARCHAR NOT NULL)");
            version(connection, file);
            tables(statement, schema.tables());
            return schema;
        });
    }

    /** The tables themselves and their histories. */
    static void tables(Statement statement, List<TableSchema> tables) throws SQLException {
        Map<String, Set<String>> present = columns(statement);
        for (TableSchema table : tables) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            table(statement, present, table.name(), columns);
            columns.add(SystemColumns.SUPERSEDED_AT);
            table(statement, present, table.name() + SystemColumns.HISTORY, columns);
        }
    }

    private static void version(Connection connection, String file) throws SQLException {
        String found = meta(connection, VERSION);
        if (found.isEmpty()) {
            meta(connection, VERSION, Integer.toString(WarehouseSchema.VERSION));
        } else if (Integer.parseInt(found) > WarehouseSchema.VERSION) {
            throw new QuanjingException(
                    WarehouseError.NEWER_FILE,
                    "The warehouse " + file + " has schema version " + found + ", this program knows "
                            + WarehouseSchema.VERSION + ". Maybe install the version that wrote it.",
                    Map.of("found", Integer.parseInt(found), "known", WarehouseSchema.VERSION));
        }
    }

    /** A remembered value; empty if there is none. */
    static String meta(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT value FROM warehouse_meta WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** Remembers a value. */
    static void meta(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM warehouse_meta WHERE name = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO warehouse_meta VALUES (?, ?)")) {
            delete.setString(1, name);
            delete.execute();
            insert.setString(1, name);
            insert.setString(2, value);
            insert.execute();
        }
    }

    /** The columns of each table that the file has. */
    static Map<String, Set<String>> columns(Statement statement) throws SQLException {
        Map<String, Set<String>> present = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND database_name = current_database()")) {
            while (rows.next()) {
                present.computeIfAbsent(rows.getString(1), t -> new HashSet<>()).add(rows.getString(2));
            }
        }
        return present;
    }

    private static void table(Statement statement, Map<String, Set<String>> present, String name, List<Column> columns)
            throws SQLException {
        Set<String> there = present.get(name);
        if (there == null) {
            statement.execute("CREATE TABLE " + Ddl.quoted(name) + " (" + Ddl.list(columns, Ddl::column) + ")");
            return;
        }
        for (Column column : columns) {
            if (!there.contains(column.name())) {
                statement.execute("ALTER TABLE " + Ddl.quoted(name) + " ADD COLUMN " + Ddl.quoted(column.name()) + " "
                        + Ddl.type(column.type()));
            }
        }
    }
}
