package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of the warehouse in the Iceberg catalog. */
final class IcebergTables implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IcebergTables.class);

    private final JdbcCatalog catalog = new JdbcCatalog();
    private final Namespace namespace;

    private IcebergTables(TrinoWarehouseSettings settings, TrinoAddress address) {
        this.namespace = Namespace.of(address.schema());
        catalog.initialize(
                settings.catalogName(),
                Map.of(
                        "uri",
                        settings.catalogUrl(),
                        "jdbc.user",
                        settings.catalogUsername(),
                        "jdbc.password",
                        settings.catalogPassword(),
                        "jdbc.schema-version",
                        "V1",
                        "warehouse",
                        SharedFolder.SCHEME + address.schema(),
                        "io-impl",
                        SharedFolder.class.getName(),
                        SharedFolder.FOLDER,
                        settings.location()));
    }

    /** Opens the catalog; its own tables are made where there are none. */
    static IcebergTables open(TrinoWarehouseSettings settings, TrinoAddress address) {
        try {
            return new IcebergTables(settings, address);
        } catch (UncheckedSQLException e) {
            LOG.debug("The catalog was not there a moment ago. Maybe another replica made it meanwhile.", e);
            return new IcebergTables(settings, address);
        }
    }

    /** Creates what is missing: the namespace, tables, histories and columns. Marts are the refresh's. */
    void setUp(WarehouseSchema schema) {
        try {
            if (!catalog.namespaceExists(namespace)) {
                catalog.createNamespace(namespace, Map.of("location", SharedFolder.SCHEME + namespace.level(0)));
            }
        } catch (AlreadyExistsException e) {
            // Another replica was first.
        }
        Set<String> present = new HashSet<>();
        catalog.listTables(namespace).forEach(table -> present.add(table.name()));
        for (TableSchema table : schema.tables()) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            ensure(present, table.name(), columns);
            columns.add(SystemColumns.SUPERSEDED_AT);
            ensure(present, table.name() + SystemColumns.HISTORY, columns);
        }
        for (Mart mart : schema.marts()) {
            ensure(present, mart.name(), mart.columns());
        }
    }

    private void ensure(Set<String> present, String name, List<Column> columns) {
        if (!present.contains(name)) {
            create(name, columns);
            return;
        }
        Table table = load(name);
        UpdateSchema update = table.updateSchema();
        boolean changed = false;
        String before = null;
        for (Column column : columns) {
            String added = column.name();
            if (table.schema().findField(added) == null) {
                update = update.addColumn(added, IcebergSchema.type(column.type()));
                // Rows are written by position, so it stands where a new table has it.
                update = before == null ? update.moveFirst(added) : update.moveAfter(added, before);
                changed = true;
            }
            before = added;
        }
        if (changed) {
            update.commit();
        }
    }

    private void create(String name, List<Column> columns) {
        try {
            LOG.debug("Created {}.", builder(name, columns).create().name());
        } catch (AlreadyExistsException e) {
            // Another replica was first.
        }
    }

    private Catalog.TableBuilder builder(String name, List<Column> columns) {
        Schema schema = IcebergSchema.of(columns);
        return catalog.buildTable(TableIdentifier.of(namespace, name), schema)
                .withPartitionSpec(IcebergSchema.partitions(name, schema))
                .withProperties(Map.of(
                        TableProperties.FORMAT_VERSION, "2",
                        // A commit that meets another one has to look first whether its plan is in the table by now.
                        TableProperties.COMMIT_NUM_RETRIES, "0",
                        TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
                        TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20"));
    }

    /**
     * Empties the marts, which another version of the program defined otherwise, and gives them their present shape; other replicas see the
     * old or the new table, never none.
     */
    void recreate(List<Mart> marts) {
        for (Mart mart : marts) {
            LOG.info("The mart {} is made anew.", mart.name());
            builder(mart.name(), mart.columns()).createOrReplaceTransaction().commitTransaction();
        }
    }

    Table load(String name) {
        try {
            return catalog.loadTable(TableIdentifier.of(namespace, name));
        } catch (org.apache.iceberg.exceptions.NoSuchTableException e) {
            throw new QuanjingException(
                    WarehouseError.UNKNOWN_TABLE,
                    "The Iceberg catalog has no table " + namespace + "." + name
                            + ". Maybe it was dropped outside of Quanjing; a restart creates it.",
                    Map.of("table", name),
                    e);
        }
    }

    /** The rows that a table has by its own account; deletions that no compaction has applied yet still count. */
    static long records(Table table) {
        return table.currentSnapshot() == null ? 0 : records(table.currentSnapshot());
    }

    static long records(Snapshot snapshot) {
        return Long.parseLong(snapshot.summary().getOrDefault("total-records", "1"));
    }

    static long bytes(Table table) {
        return table.currentSnapshot() == null
                ? 0
                : Long.parseLong(table.currentSnapshot().summary().getOrDefault("total-files-size", "0"));
    }

    @Override
    public void close() {
        catalog.close();
    }
}
