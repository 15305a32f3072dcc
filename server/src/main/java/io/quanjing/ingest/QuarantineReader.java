package io.quanjing.ingest;

import io.quanjing.ingest.Quarantine.Header;
import io.quanjing.ingest.Quarantine.Line;
import io.quanjing.ingest.Quarantine.Reason;
import io.quanjing.ingest.Quarantine.Row;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Harmless;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** A rejected row as the page shows it. */
    record Rejected(String file, long line, Reason reason, String raw) {}

    /** Some of the rejected rows, the number of all, and the files that have any. */
    record Page(long total, List<Rejected> rows, List<String> files) {}

    Page page(long offset, int limit) {
        List<Rejected> rows = new ArrayList<>();
        List<String> files = new ArrayList<>();
        long[] total = {0};
        each((header, row) -> {
            if (row == null) {
                files.add(header.file());
            } else {
                if (total[0] >= offset && rows.size() < limit) {
                    rows.add(new Rejected(header.file(), row.line(), row.reason(), row.raw()));
                }
                total[0]++;
            }
            return true;
        });
        return new Page(total[0], rows, files);
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
                    write(out, cells(header, row));
                }
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private static List<String> cells(Header header, Row row) {
        List<String> cells = new ArrayList<>();
        int width = header.columns().size();
        for (int i = 0; i < width; i++) {
            cells.add(Harmless.guarded(i < row.cells().size() ? row.cells().get(i) : ""));
        }
        if (row.cells().size() > width) {
            // Cells too many would push the three columns aside; the surplus stands in the last cell, where it can be
            // seen and cut.
            String last = String.join(
                    ",", row.cells().subList(Math.max(width - 1, 0), row.cells().size()));
            cells.set(width - 1, Harmless.guarded(last));
        }
        cells.add(header.file());
        cells.add(Long.toString(row.line()));
        cells.add(Harmless.guarded(row.reason().code() + ": " + row.reason().message()));
        return cells;
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
