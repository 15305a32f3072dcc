package io.quanjing.ingest.source;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows of delimited text as RFC 4180 has them: quotes around a cell may hold delimiters, line breaks and doubled quotes. A quote inside a
 * cell that does not start with one is text, as in the {@code ="4600…"} of Chinese exports. A row always lies in one piece in the buffer,
 * so that a bad one can be shown as it was.
 */
final class DelimitedRows implements RowSource {

    private static final int SNIFFED_LINES = 30;
    private static final long DRAINED = 256L << 20;
    private static final char[] DELIMITERS = {',', '\t', ';', '|'};

    private final String file;
    private final TextDecoder text;
    private final InputStream in;
    private final LongSupplier bytesRead;
    private final int limit;
    private final List<String> cells = new ArrayList<>();
    private char[] buffer = new char[1 << 16];
    private char delimiter;
    private int start;
    private int position;
    private int end;
    private int cellStart;
    private boolean ended;
    private long line = 1;
    private int breaks;

    DelimitedRows(String file, InputStream in, LongSupplier bytesRead, ReadOptions options, int limit) {
        this.file = file;
        this.in = in;
        this.text = new TextDecoder(in, options.encoding());
        this.bytesRead = bytesRead;
        this.limit = limit;
        boolean sampling = true;
        while (sampling && end < buffer.length) {
            sampling = more();
        }
        if (end == 0) {
            throw BrokenFile.empty(file);
        }
        refuseMarkup();
        Character given = options.delimiter();
        this.delimiter = given != null ? given : sniff();
    }

    @Override
    public ReadOptions options() {
        return new ReadOptions(delimiter, null, text.encoding());
    }

    @Override
    public @Nullable RawRow next() {
        start = position;
        line += breaks;
        breaks = 0;
        cells.clear();
        if (!available()) {
            return null;
        }
        skipBlanks();
        while (true) {
            cells.add(cell());
            skipBlanks();
            if (!available()) {
                return row(position - start);
            }
            char c = buffer[position];
            if (c == delimiter || (delimiter == ' ' && !ends(c))) {
                position += delimiter == ' ' ? 0 : 1;
                continue;
            }
            int length = position - start;
            position++;
            if (c == '\r' && available() && buffer[position] == '\n') {
                position++;
            }
            breaks++;
            return row(length);
        }
    }

    /** Where blanks stand between the cells, any number of them does, and those around a row are nothing. */
    private void skipBlanks() {
        while (delimiter == ' ' && available() && buffer[position] == ' ') {
            position++;
        }
    }

    private RawRow row(int length) {
        return new RawRow(line, cells.toArray(String[]::new), new String(buffer, start, length));
    }

    private String cell() {
        if (available() && buffer[position] == '"') {
            return quoted();
        }
        cellStart = position;
        while (true) {
            int i = position;
            char[] chars = buffer;
            char stop = delimiter;
            int to = end;
            while (i < to) {
                char c = chars[i];
                if (c == stop || c == '\n' || c == '\r') {
                    break;
                }
                i++;
            }
            position = i;
            if (i < to || !available()) {
                return position == cellStart ? "" : new String(buffer, cellStart, position - cellStart);
            }
        }
    }

    private String quoted() {
        long opened = line + breaks;
        position++;
        cellStart = position;
        StringBuilder joined = null;
        while (true) {
            if (!available()) {
                throw new QuanjingException(
                        IngestError.FILE_BROKEN,
                        "Line " + opened + " of " + file + " opens a quote that is never closed."
                                + " Maybe the file is cut off there, or a quote inside a text is not doubled.",
                        Map.of("file", file, "line", opened));
            }
            char c = buffer[position];
            if (c == '\n') {
                breaks++;
            }
            if (c != '"') {
                position++;
                continue;
            }
            position++;
            if (available() && buffer[position] == '"') {
                joined = joined == null ? new StringBuilder() : joined;
                joined.append(buffer, cellStart, position - cellStart);
                position++;
                cellStart = position;
                continue;
            }
            String tail = new String(buffer, cellStart, position - 1 - cellStart);
            String value = joined == null ? tail : joined.append(tail).toString();
            return available() && !ends(buffer[position]) ? value + cell() : value;
        }
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    /** Whether there is a character at the position, reading on if need be. */
    private boolean available() {
        return position < end || more();
    }

    private boolean more() {
        if (ended) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            position -= start;
            cellStart -= start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (end >= limit) {
                throw tooLong();
            }
            buffer = Arrays.copyOf(buffer, Math.min(limit, buffer.length * 2));
        }
        try {
            int n = text.read(buffer, end, buffer.length - end);
            if (n < 0) {
                ended = true;
                return false;
            }
            end += n;
            return true;
        } catch (TextDecoder.Undecodable e) {
            refuseBrokenStream();
            throw BrokenFile.notText(file + " line " + lineOfEnd(), e.why());
        } catch (IOException e) {
            throw BrokenFile.reading(file, e);
        }
    }

    /** Damage in compressed data shows as senseless text long before its checksum does; the checksum is the better reason. */
    private void refuseBrokenStream() {
        byte[] rest = new byte[1 << 16];
        try {
            int n = in.read(rest);
            for (long drained = 0; n >= 0 && drained < DRAINED; drained += n) {
                n = in.read(rest);
            }
        } catch (IOException e) {
            throw BrokenFile.reading(file, e);
        }
    }

    private long lineOfEnd() {
        long at = line;
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                at++;
            }
        }
        return at;
    }

    private QuanjingException tooLong() {
        return new QuanjingException(
                IngestError.ROW_TOO_LONG,
                "Line " + line + " of " + file + " is longer than " + limit
                        + " characters, the limit of one row. Maybe it is not a table, has no line breaks,"
                        + " or a quote opened in this line is never closed.",
                Map.of("file", file, "line", line, "limit", limit));
    }

    private void refuseMarkup() {
        String head = new String(buffer, 0, Math.min(end, 200)).strip().toLowerCase(java.util.Locale.ROOT);
        if (head.startsWith("<!doctype")
                || head.startsWith("<html")
                || head.startsWith("<table")
                || head.startsWith("<?xml")) {
            throw BrokenFile.notText(
                    file, "holds a web page, not a table. Maybe the export's .xls is HTML; save it as .xlsx or CSV.");
        }
    }

    /** The delimiter that cuts most of the first lines into the same number of cells. */
    private char sniff() {
        char best = ',';
        long bestScore = 0;
        for (char candidate : DELIMITERS) {
            int[] cellsOfLine = new int[SNIFFED_LINES];
            int lines = countCells(candidate, cellsOfLine);
            for (int i = 0; i < lines; i++) {
                int same = 0;
                for (int j = 0; j < lines; j++) {
                    same += cellsOfLine[j] == cellsOfLine[i] ? 1 : 0;
                }
                long score = cellsOfLine[i] < 2 ? 0 : same * 1000L + Math.min(cellsOfLine[i], 999);
                if (score > bestScore) {
                    bestScore = score;
                    best = candidate;
                }
            }
        }
        return bestScore == 0 && cutByBlanks() ? ' ' : best;
    }

    /** Whether runs of blanks cut each of the first lines into the same number of cells, at least three: prose does not. */
    private boolean cutByBlanks() {
        List<String> lines = new String(buffer, 0, end)
                .lines()
                .limit(SNIFFED_LINES)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        // What is read so far may end within a line.
        List<String> whole = ended || lines.size() == SNIFFED_LINES ? lines : lines.subList(0, lines.size() - 1);
        return whole.size() > 1
                && whole.stream()
                                .map(text -> text.split(" +").length)
                                .distinct()
                                .count()
                        == 1
                && whole.getFirst().split(" +").length > 2;
    }

    private int countCells(char candidate, int[] cellsOfLine) {
        int lines = 0;
        int count = 1;
        boolean quoted = false;
        boolean empty = true;
        for (int i = 0; i < end && lines < SNIFFED_LINES; i++) {
            char c = buffer[i];
            if (c == '"') {
                quoted = !quoted;
                empty = false;
            } else if (c == '\n' && !quoted) {
                if (!empty) {
                    cellsOfLine[lines++] = count;
                }
                count = 1;
                empty = true;
            } else if (c == candidate && !quoted) {
                count++;
            } else if (c != '\r') {
                empty = false;
            }
        }
        if (!empty && lines < SNIFFED_LINES && ended) {
            cellsOfLine[lines++] = count;
        }
        return lines;
    }

    @Override
    public long bytesRead() {
        return bytesRead.getAsLong();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw BrokenFile.reading(file, e);
        }
    }
}
