package io.quanjing.ingest.source;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one sheet of an .xlsx workbook, streamed. Numbers keep their digits, cells with a date format become {@code yyyy-MM-dd} or
 * {@code yyyy-MM-dd HH:mm:ss}.
 */
final class WorkbookRows implements RowSource {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern QUOTED_OR_COLOUR = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");
    private static final Pattern DATE_LETTERS = Pattern.compile("[ymdhs]");
    private static final Pattern PART = Pattern.compile("<[^<>]*(?:sharedStrings|styles)\\+xml[^<>]*>");
    private static final Pattern PART_NAME = Pattern.compile("PartName\\s*=\\s*[\"']/?([^\"']+)[\"']");
    private static final int CONTENT_TYPES = 1 << 20;
    private static final int COLUMNS = 16_384;

    /** Excel writes 17 digits; what is far beyond them, or beyond the exponents of any figure, is handed on as it stands. */
    private static final int NUMBER_LENGTH = 40;

    private static final int MOST_PLACES = 60;

    private final String file;
    private final long bytes;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final boolean date1904;
    private final int rowLimit;
    private final String sheet;
    private boolean done;

    WorkbookRows(String file, Path path, @Nullable String sheetName, SourceLimits limits) {
        this.file = file;
        this.rowLimit = limits.rowCharacters();
        ReadableWorkbook opened = null;
        try {
            bytes = Files.size(path);
            refuseBomb(path, limits);
            // Exports that write their cells in line have no styles, and the reader asks for them in vain.
            opened = new ReadableWorkbook(path.toFile(), new ReadingOptions(styled(path), false));
            workbook = opened;
            date1904 = opened.isDate1904();
            Sheet found = sheet(opened, sheetName);
            sheet = found.getName();
            stream = found.openStream();
            rows = stream.iterator();
        } catch (QuanjingException e) {
            close(opened);
            throw e;
        } catch (IOException | RuntimeException e) {
            close(opened);
            throw BrokenFile.workbook(file, e);
        }
    }

    /** The names of the sheets, in order. */
    static List<String> sheets(String file, Path path, SourceLimits limits) {
        try (WorkbookRows rows = new WorkbookRows(file, path, null, limits)) {
            return rows.workbook.getSheets().map(Sheet::getName).toList();
        }
    }

    @Override
    public ReadOptions options() {
        return new ReadOptions(null, sheet, null);
    }

    private Sheet sheet(ReadableWorkbook opened, @Nullable String name) {
        if (name == null) {
            return opened.getFirstSheet();
        }
        return opened.findSheet(name)
                .orElseThrow(() -> new QuanjingException(
                        IngestError.HEADER_MISSING,
                        "The workbook " + file + " has no sheet " + name + "; it has "
                                + opened.getSheets().map(Sheet::getName).toList() + ".",
                        Map.of("file", file, "sheet", name)));
    }

    /** The reader itself keeps the shared texts in memory, so that the unpacked size is looked at before. */
    private void refuseBomb(Path path, SourceLimits limits) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long total = 0;
        long shared = 0;
        try (ZipFile zip = new ZipFile(path.toFile())) {
            Set<String> held = heldInMemory(zip);
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = new GuardedStream(
                        file, zip.getInputStream(entry), () -> Math.max(entry.getCompressedSize(), 1), limits)) {
                    boolean kept = held.contains(entry.getName());
                    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                        total += n;
                        shared += kept ? n : 0;
                        if (shared > limits.sharedBytes()) {
                            throw BrokenFile.sharedTexts(file, limits.sharedBytes());
                        }
                        if (total > limits.workbookBytes()) {
                            throw BrokenFile.bomb(file, limits.workbookBytes(), "the limit for one workbook");
                        }
                    }
                }
            }
        } catch (BrokenFile.UncheckedRefusal e) {
            throw e.refusal();
        }
    }

    /** The parts that the reader keeps while it goes through the rows, by the names that this workbook gives them. */
    private static Set<String> heldInMemory(ZipFile zip) throws IOException {
        Set<String> held = new HashSet<>(Set.of("xl/sharedStrings.xml", "xl/styles.xml"));
        Matcher part = PART.matcher(contentTypes(zip));
        while (part.find()) {
            Matcher name = PART_NAME.matcher(part.group());
            if (name.find()) {
                held.add(name.group(1));
            }
        }
        return held;
    }

    private static boolean styled(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return PART.matcher(contentTypes(zip))
                    .results()
                    .anyMatch(part -> part.group().contains("styles+xml"));
        }
    }

    private static String contentTypes(ZipFile zip) throws IOException {
        ZipEntry types = zip.getEntry("[Content_Types].xml");
        if (types == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(types)) {
            return new String(in.readNBytes(CONTENT_TYPES), StandardCharsets.UTF_8);
        }
    }

    @Override
    public @Nullable RawRow next() {
        try {
            if (!rows.hasNext()) {
                done = true;
                return null;
            }
            Row row = rows.next();
            int count = Math.min(row.getCellCount(), COLUMNS);
            String[] cells = new String[count];
            long length = 0;
            for (int i = 0; i < count; i++) {
                Cell cell = row.getCell(i);
                cells[i] = cell == null ? "" : text(cell);
                length += cells[i].length() + 1L;
            }
            if (length > rowLimit) {
                throw new QuanjingException(
                        IngestError.ROW_TOO_LONG,
                        "Row " + row.getRowNum() + " of " + file + " is longer than " + rowLimit
                                + " characters, the limit of one row.",
                        Map.of("file", file, "line", row.getRowNum(), "limit", rowLimit));
            }
            return new RawRow(row.getRowNum(), cells, String.join(",", cells));
        } catch (QuanjingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw BrokenFile.workbook(file, e);
        }
    }

    private String text(Cell cell) {
        String raw = cell.getRawValue();
        if (raw == null) {
            String shown = cell.getType() == CellType.STRING ? cell.asString() : cell.getText();
            return shown == null ? "" : shown;
        }
        if (cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA) {
            return number(raw, cell.getDataFormatString());
        }
        String shown = cell.getType() == CellType.STRING ? cell.asString() : cell.getText();
        return shown == null ? "" : shown;
    }

    private String number(String raw, @Nullable String format) {
        String digits = raw.strip();
        if (digits.length() > NUMBER_LENGTH) {
            return raw;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return raw;
        }
        if (Math.abs((long) value.scale()) > MOST_PLACES) {
            return raw;
        }
        if (!isDate(format)) {
            String plain =
                    value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
            return plain;
        }
        return date(value, date1904);
    }

    /** An Excel serial: days since 1899-12-30 (or 1904-01-01), the fraction is the time of day. */
    static String date(BigDecimal serial, boolean date1904) {
        long seconds = serial.multiply(BigDecimal.valueOf(86_400))
                .setScale(0, java.math.RoundingMode.HALF_UP)
                .longValue();
        LocalDateTime base = date1904 ? LocalDateTime.of(1904, 1, 1, 0, 0) : LocalDateTime.of(1899, 12, 30, 0, 0);
        LocalDateTime time = base.plusSeconds(seconds);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.format(TIME);
    }

    static boolean isDate(@Nullable String format) {
        if (format == null || format.equalsIgnoreCase("general")) {
            return false;
        }
        String bare = QUOTED_OR_COLOUR.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
        return DATE_LETTERS.matcher(bare).find() && !bare.contains("0.") && !bare.contains("#");
    }

    @Override
    public long bytesRead() {
        return done ? bytes : 0;
    }

    @Override
    public void close() {
        stream.close();
        close(workbook);
    }

    private static void close(@Nullable ReadableWorkbook opened) {
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (IOException e) {
            // Nothing was written; a workbook that does not close has nothing to lose.
            return;
        }
    }
}
