package io.quanjing.ingest;

import io.quanjing.ingest.Quarantine.Header;
import io.quanjing.ingest.Quarantine.Line;
import io.quanjing.ingest.Quarantine.Reason;
import io.quanjing.ingest.Quarantine.Row;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Harmless;
import io.quanjing.kernel.QuanjingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a run rejected: as a page of rows, or as a file in the original columns that can be mended and imported again. */
final class QuarantineReader {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;

    QuarantineReader(Path landing, String id) {
        this.path = Quarantine.path(landing, id);
    }

    /**
     * A rejected row as the page shows it.
     *
     * @param row its place among all rejected rows of the run, from 0
     * @param cells as many as its file has columns
     */
    record Rejected(long row, String file, long line, Reason reason, List<String> cells, String raw) {}

    /**
     * Some of the rejected rows.
     *
     * @param total the number of all
     * @param files those that have any
     * @param columns of each of these files
     */
    record Page(long total, List<Rejected> rows, List<String> files, List<List<String>> columns) {}

    Page page(long offset, int limit) {
        List<Rejected> rows = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        long[] total = {0};
        each((header, row) -> {
            if (row == null) {
                files.add(header.file());
                columns.add(header.columns());
            } else {
                if (total[0] >= offset && rows.size() < limit) {
                    rows.add(new Rejected(
                            total[0], header.file(), row.line(), row.reason(), own(header, row), row.raw()));
                }
                total[0]++;
            }
            return true;
        });
        return new Page(total[0], rows, files, columns);
    }

    /**
     * Writes the rejected rows of one file, or of all files that have the columns of the first: UTF-8 with a byte order mark, which
     * spreadsheets need to see Chinese.
     */
    void csv(Writer out, @Nullable String file) throws IOException {
        out.write(BYTE_ORDER_MARK);
        List<List<String>> columns = new ArrayList<>();
        try {
            each((header, row) -> {
                boolean wanted = file == null || header.file().equals(file);
                if (wanted && columns.isEmpty()) {
                    columns.add(header.columns());
                    List<String> head = new ArrayList<>(header.columns());
                    head.addAll(FileLayout.QUARANTINE_COLUMNS);
                    write(out, head);
                }
                if (wanted && row != null && columns.getFirst().equals(header.columns())) {
                    write(out, cells(header, row, own(header, row)));
                }
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private static List<String> cells(Header header, Row row, List<String> own) {
        List<String> cells = new ArrayList<>(own.stream().map(Harmless::guarded).toList());
        cells.add(header.file());
        cells.add(Long.toString(row.line()));
        cells.add(Harmless.guarded(row.reason().code() + ": " + row.reason().message()));
        return cells;
    }

    /** A cell for each column of the file. */
    private static List<String> own(Header header, Row row) {
        List<String> cells = new ArrayList<>();
        int width = header.columns().size();
        for (int i = 0; i < width; i++) {
            cells.add(i < row.cells().size() ? row.cells().get(i) : "");
        }
        if (row.cells().size() > width) {
            // Cells too many would push the three columns aside; the surplus stands in the last cell, where it can be
            // seen and cut.
            cells.set(
                    width - 1,
                    String.join(
                            ",",
                            row.cells()
                                    .subList(Math.max(width - 1, 0), row.cells().size())));
        }
        return cells;
    }

    /**
     * Writes all rejected rows into files that can be imported, one for each file that they are of, so that groups of rows are together again.
     *
     * @param folder where a folder for each file is made
     * @param mended the cells of the rows that were mended, by the row's place
     * @return the files, relative to the folder
     * @throws QuanjingException if a mended row is not one of them, or has not as many cells as its file has columns
     */
    List<String> files(Path folder, Map<Long, List<String>> mended) throws IOException {
        List<String> files = new ArrayList<>();
        Map<Header, Writer> writers = new LinkedHashMap<>();
        Set<Long> left = new HashSet<>(mended.keySet());
        long[] place = {0};
        try {
            each((header, row) -> {
                if (row == null) {
                    String name = files.size() + 1 + "/" + csvName(header.file());
                    files.add(name);
                    Writer out = create(folder.resolve(name));
                    writers.put(header, out);
                    List<String> head = new ArrayList<>(header.columns());
                    head.addAll(FileLayout.QUARANTINE_COLUMNS);
                    write(out, head);
                    return true;
                }
                List<String> own = mended.getOrDefault(place[0], own(header, row));
                if (own.size() != header.columns().size()) {
                    throw wrong("The row " + place[0] + " has " + own.size() + " cells, and its file has "
                            + header.columns().size() + " columns.");
                }
                left.remove(place[0]);
                place[0]++;
                write(Objects.requireNonNull(writers.get(header)), cells(header, row, own));
                return true;
            });
        } finally {
            for (Writer each : writers.values()) {
                each.close();
            }
        }
        if (!left.isEmpty()) {
            throw wrong("The import has " + place[0] + " rejected rows, and the row "
                    + left.iterator().next() + " is not one of them.");
        }
        return files;
    }

    private static QuanjingException wrong(String what) {
        return new QuanjingException(
                IngestError.UPLOAD_INVALID, what + " Maybe open the rejected rows again and mend them there.");
    }

    /** The file's own name, by which some formats know it, as a file of text. */
    private static String csvName(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
                .replaceAll("(?i)(\\.(csv|tsv|txt|xlsx|gz|zip))+$", "");
        return (name.isBlank() ? "rows" : name) + ".csv";
    }

    private static Writer create(Path file) {
        try {
            Files.createDirectories(file.getParent());
            OwnerOnly.close(Files.createFile(file), "rw-------");
            Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            out.write(BYTE_ORDER_MARK);
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Writer out, List<String> cells) {
        try {
            for (int i = 0; i < cells.size(); i++) {
                out.write(i == 0 ? "" : ",");
                String cell = cells.get(i);
                boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        || !cell.equals(cell.strip());
                out.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            }
            out.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void each(BiPredicate<Header, @Nullable Row> visitor) {
        if (!Files.exists(path)) {
            return;
        }
        List<Header> headers = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                Line line = JSON.readValue(text, Line.class);
                Row row = line.row();
                if (line.header() != null) {
                    headers.add(line.header());
                }
                Header header = row == null ? headers.getLast() : headers.get(row.header());
                if (!visitor.test(header, row)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
