package io.quanjing.ingest;

import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.kernel.QuanjingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rejected rows of a run, written as they come to a file of JSON lines in the landing folder: however many there are, none is kept in
 * memory. They hold whole rows, with whatever the file says of people: only the owner of the process may read them, and
 * {@link QuarantineRetention} deletes them. A line with {@code columns} names a file's header, the lines with {@code cells} after it are that file's rows.
 */
final class Quarantine implements RejectedRows {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A file's header. */
    record Header(String file, List<String> columns) {}

    /** A rejected row. */
    record Row(int header, long line, Reason reason, List<String> cells, String raw) {}

    /** Why it was rejected. */
    record Reason(String code, String message, Map<String, Object> arguments) {}

    /** One line of the file: either of the two. */
    record Line(
            @org.jspecify.annotations.Nullable Header header,
            @org.jspecify.annotations.Nullable Row row) {}

    private final Path path;
    private final Map<String, Integer> headers = new HashMap<>();
    private @org.jspecify.annotations.Nullable BufferedWriter out;
    private long rows;

    Quarantine(Path landing, String id) {
        this.path = path(landing, id);
        delete(path);
    }

    static Path path(Path landing, String id) {
        return folder(landing).resolve(id + ".jsonl");
    }

    static Path folder(Path landing) {
        return landing.resolve("quarantine");
    }

    static void delete(Path path) {
        try {
            boolean ignored = Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void add(String file, List<String> columns, RawRow row, RowIssue issue) {
        try {
            Integer header = headers.get(file);
            if (header == null) {
                header = headers.size();
                headers.put(file, header);
                write(new Line(new Header(file, columns), null));
            }
            Reason reason = new Reason(issue.reason().code(), issue.message(), issue.arguments());
            write(new Line(null, new Row(header, row.line(), reason, List.of(row.cells()), row.raw())));
            rows++;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(Line line) throws IOException {
        BufferedWriter writer = out;
        if (writer == null) {
            Path folder = Files.createDirectories(path.getParent());
            OwnerOnly.close(folder, "rwx------");
            OwnerOnly.close(Files.createFile(path), "rw-------");
            writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
            out = writer;
        }
        writer.write(JSON.writeValueAsString(line));
        writer.write('\n');
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void complete() {
        try {
            if (out != null) {
                out.flush();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private QuanjingException failed(IOException e) {
        boolean full = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
        return new QuanjingException(
                full ? IngestError.DISK_FULL : IngestError.FILE_UNREADABLE,
                full
                        ? "The disk has no room left for the rejected rows in " + path
                                + ". Free some space and import again; nothing was kept."
                        : "The rejected rows cannot be written to " + path + ": " + e.getMessage()
                                + ". Maybe the folder's permissions do not allow it.",
                Map.of("file", path.toString()),
                e);
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
