package io.quanjing.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of one shop: {@code <table>.csv}, opened when the first row of a table comes. */
final class RowFiles implements AutoCloseable {

    /** Where the bytes of a table go. */
    @FunctionalInterface
    interface Target {
        OutputStream open(String table) throws IOException;
    }

    private final Target target;
    private final Map<String, CsvRows> open = new LinkedHashMap<>();

    RowFiles(Target target) {
        this.target = target;
    }

    /** Files in a folder. */
    static RowFiles in(Path folder) {
        return new RowFiles(
                table -> new BufferedOutputStream(Files.newOutputStream(folder.resolve(table + ".csv")), 1 << 17));
    }

    /** The rows of a table. */
    CsvRows of(String table, String[] columns) {
        return open.computeIfAbsent(table, name -> {
            try {
                return new CsvRows(target.open(name), columns);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Rows so far by table. */
    Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        open.forEach((table, csv) -> rows.put(table, csv.rows()));
        return rows;
    }

    @Override
    public void close() {
        List<CsvRows> all = new ArrayList<>(open.values());
        all.forEach(CsvRows::close);
    }
}
