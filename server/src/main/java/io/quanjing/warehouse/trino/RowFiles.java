package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.avro.Avro;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one table into files, one a partition as long as rows of a partition come together. The rows lie one after the other
 * (Avro): that is quick to write, and compaction turns them into columns.
 */
final class RowFiles implements Closeable {

    private final Table table;
    private final Schema schema;
    private final boolean deletes;
    private final int day;
    private final List<CommitPlan.File> files = new ArrayList<>();
    private final GenericRecord row;
    private @Nullable Integer partition;
    private @Nullable DataWriter<Record> data;
    private @Nullable EqualityDeleteWriter<Record> keys;

    private RowFiles(Table table, Schema schema, boolean deletes) {
        this.table = table;
        this.schema = schema;
        this.deletes = deletes;
        this.row = GenericRecord.create(schema);
        this.day = table.spec().isUnpartitioned()
                ? -1
                : table.schema()
                        .columns()
                        .indexOf(table.schema()
                                .findField(table.spec().fields().getFirst().sourceId()));
    }

    /** For rows to add; their values in the order of the table's columns. */
    static RowFiles ofRows(Table table) {
        return new RowFiles(table, table.schema(), false);
    }

    /** For rows to take away by the values of some columns; the values given are those of the whole row. */
    static RowFiles ofDeletes(Table table, List<String> key) {
        return new RowFiles(table, table.schema().select(key), true);
    }

    void add(@Nullable Object[] values) {
        Integer wanted = day >= 0 && values[day] instanceof LocalDate of ? Integer.valueOf(partition(of)) : null;
        try {
            if ((data == null && keys == null) || !Objects.equals(wanted, partition)) {
                finish();
                partition = wanted;
                begin();
            }
            for (int i = 0; i < schema.columns().size(); i++) {
                int from = deletes ? position(schema.columns().get(i)) : i;
                row.set(i, IcebergSchema.stored(values[from]));
            }
            if (deletes) {
                Objects.requireNonNull(keys).write(row);
            } else {
                Objects.requireNonNull(data).write(row);
            }
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private int position(Types.NestedField field) {
        return table.schema().columns().indexOf(table.schema().findField(field.fieldId()));
    }

    private int partition(LocalDate of) {
        Types.DateType date = Types.DateType.get();
        int epochDay = Math.toIntExact(of.toEpochDay());
        return table.spec().fields().getFirst().transform().isIdentity()
                ? epochDay
                : Transforms.month().bind(date).apply(epochDay);
    }

    private void begin() throws IOException {
        StructLike at = at(table, partition);
        String name = UUID.randomUUID() + ".avro";
        OutputFile file = table.io()
                .newOutputFile(
                        at == null
                                ? table.locationProvider().newDataLocation(name)
                                : table.locationProvider().newDataLocation(table.spec(), at, name));
        if (deletes) {
            keys = Avro.writeDeletes(file)
                    .forTable(table)
                    .rowSchema(schema)
                    .createWriterFunc(org.apache.iceberg.data.avro.DataWriter::create)
                    .withPartition(at)
                    .equalityFieldIds(schema.columns().stream()
                            .mapToInt(Types.NestedField::fieldId)
                            .toArray())
                    .overwrite()
                    .buildEqualityWriter();
        } else {
            data = Avro.writeData(file)
                    .forTable(table)
                    .withPartition(at)
                    .createWriterFunc(org.apache.iceberg.data.avro.DataWriter::create)
                    .overwrite()
                    .build();
        }
    }

    /** The partition of a table as Iceberg names it, rows without a day having one of their own; null in a table that is not cut. */
    static @Nullable StructLike at(Table table, @Nullable Integer partition) {
        if (table.spec().isUnpartitioned()) {
            return null;
        }
        PartitionData at = new PartitionData(table.spec().partitionType());
        at.set(0, partition);
        return at;
    }

    private void finish() throws IOException {
        DataWriter<Record> rows = data;
        EqualityDeleteWriter<Record> gone = keys;
        data = null;
        keys = null;
        if (rows != null) {
            rows.close();
            files.add(new CommitPlan.File(
                    rows.toDataFile().location(),
                    partition,
                    rows.toDataFile().recordCount(),
                    rows.toDataFile().fileSizeInBytes()));
        }
        if (gone != null) {
            gone.close();
            files.add(new CommitPlan.File(
                    gone.toDeleteFile().location(),
                    partition,
                    gone.toDeleteFile().recordCount(),
                    gone.toDeleteFile().fileSizeInBytes()));
        }
    }

    /** Closes the last file; all of them are on the disk then. */
    List<CommitPlan.File> files() {
        try {
            finish();
            return List.copyOf(files);
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(Exception e) {
        return Refusals.failure(
                WarehouseError.NOT_WRITABLE,
                "A file of the table " + table.name() + " cannot be written: " + e.getMessage()
                        + ". Maybe the shared folder is full or not mounted.",
                e);
    }

    @Override
    public void close() {
        try {
            finish();
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }
}
