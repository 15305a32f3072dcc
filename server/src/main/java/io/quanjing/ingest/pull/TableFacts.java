package io.quanjing.ingest.pull;

import io.quanjing.access.Shop;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Head;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingRun;
import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.mapping.RowProgram;
import io.quanjing.ingest.mapping.Taken;
import io.quanjing.ingest.pull.RejectionStore.Rejection;
import io.quanjing.ingest.pull.SourceTable.Row;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes facts of a table's rows by the language of files: the table's columns are the header. */
final class TableFacts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Warehouse warehouse;
    private final Pseudonyms pseudonyms;
    private final DataSize rowLimit;

    TableFacts(Warehouse warehouse, Pseudonyms pseudonyms, DataSize rowLimit) {
        this.warehouse = warehouse;
        this.pseudonyms = pseudonyms;
        this.rowLimit = rowLimit;
    }

    /**
     * What rows became.
     *
     * @param made their facts and contacts
     * @param taken the keys of the rows that could be read
     */
    record Read(Taken made, List<String> taken, List<Rejection> rejected) {

        List<FactRow> facts() {
            return made.facts();
        }
    }

    /**
     * The names of the columns that a mapping reads.
     *
     * @throws QuanjingException if it does not fit the table
     */
    static List<String> read(Mapping mapping, String table, List<String> columns) {
        return layout(mapping, table, columns).readColumns();
    }

    private static FileLayout layout(Mapping mapping, String table, List<String> columns) {
        Head head = new Head(List.of(new RawRow(1, columns.toArray(String[]::new), "")));
        return FileLayout.find(mapping, table, head).orElseThrow(() -> FileLayout.unrecognised(mapping, table, head));
    }

    Read read(Mapping mapping, Shop shop, String table, List<String> columns, String key, List<Row> rows) {
        MappingRun run =
                new MappingRun(mapping, shop.id(), shop.clock(), shop.currency().getCurrencyCode(), pseudonyms);
        FileLayout layout = layout(mapping, table, columns);
        RowProgram program = run.program(layout);
        Read read = new Read(new Taken(), new ArrayList<>(), new ArrayList<>());
        run.channels(warehouse.tables(), read.made());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Taken made = new Taken();
            Trouble trouble = take(layout, program, new RawRow(i + 1L, row.cells(), ""), made);
            if (trouble == null) {
                read.made().addAll(made);
                read.taken().add(row.key());
            } else {
                read.rejected().add(new Rejection(row.key(), key + " = " + row.key(), body(columns, row), trouble));
            }
        }
        return read;
    }

    private @Nullable Trouble take(FileLayout layout, RowProgram program, RawRow row, Taken made) {
        long bytes = 0;
        for (String cell : row.cells()) {
            bytes += cell.length();
        }
        if (bytes > rowLimit.toBytes()) {
            return Trouble.of(new QuanjingException(
                    PullError.PULL_ROW_TOO_LARGE,
                    "The row has " + bytes + " characters, and at most " + rowLimit.toBytes()
                            + " are read (quanjing.ingest.pull.row-limit). Maybe the mapping reads a column that it does not need.",
                    Map.of("size", bytes, "limit", rowLimit.toBytes())));
        }
        for (RawRow own : layout.rows(row)) {
            RowIssue issue = program.take(own, made);
            if (issue != null && !RowProgram.SKIPPED.equals(issue)) {
                return Trouble.of(issue);
            }
        }
        try {
            made.facts().forEach(warehouse::check);
            return null;
        } catch (QuanjingException e) {
            if (e.errorCode().kind() != ErrorCode.Kind.INVALID) {
                throw e;
            }
            return Trouble.of(e);
        }
    }

    private static byte[] body(List<String> columns, Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), row.cells()[i]);
        }
        return JSON.writeValueAsString(cells).getBytes(StandardCharsets.UTF_8);
    }

    /** A kept row, read again. */
    Read again(Mapping mapping, Shop shop, String table, String key, RejectionStore.Body kept) {
        Map<String, String> cells = JSON.readValue(kept.body(), new TypeReference<LinkedHashMap<String, String>>() {});
        Row row = new Row(cells.values().toArray(String[]::new), "", kept.key());
        return read(mapping, shop, table, List.copyOf(cells.keySet()), key, List.of(row));
    }
}
