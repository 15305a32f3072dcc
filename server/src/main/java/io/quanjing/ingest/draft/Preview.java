package io.quanjing.ingest.draft;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.ReadOptions;
import io.quanjing.ingest.source.RowSource;
import io.quanjing.ingest.source.SourceFile;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like, and what it may be.
 *
 * @param file its name
 * @param sheets of a workbook
 * @param reading how it was read
 * @param columns its columns
 * @param rows its first rows, without the header
 * @param read rows that were looked at
 * @param complete whether that were all
 * @param drafts what the file may be, the likeliest first; each can be imported as it is where nothing needed is missing
 */
public record Preview(
        String file,
        List<String> sheets,
        Draft.Reading reading,
        List<ColumnView> columns,
        List<List<String>> rows,
        long read,
        boolean complete,
        List<Suggested> drafts) {

    /** The most columns that a file may have here. */
    public static final int MOST_COLUMNS = 300;

    static final int ROWS = 20;
    private static final int LOOKED_AT = 20_000;
    private static final int CUT = 200;

    /**
     * A column.
     *
     * @param header as it can be asked for in a mapping: the second of two equal ones is {@code name#2}; empty if there is none
     * @param kind what its values look like: {@code text}, {@code long_text}, {@code integer}, {@code number}, {@code time}, {@code empty}
     * @param pattern of its times, or null for the usual layouts
     * @param words the different values and how often each stands; empty if they are too many
     */
    public record ColumnView(
            String header,
            String kind,
            @Nullable String pattern,
            boolean decimalComma,
            boolean unique,
            List<String> samples,
            Map<String, Long> words) {}

    /**
     * What the file may be.
     *
     * @param score the higher, the likelier
     */
    public record Suggested(Draft draft, double score) {}

    /**
     * Looks at a file.
     *
     * @param wanted how it is read, where somebody has said so
     * @throws QuanjingException if it cannot be read, or has too many columns
     */
    public static Preview of(SourceFile file, Draft.Reading wanted, RowKinds kinds) {
        ReadOptions options = options(wanted);
        Baskets baskets = wanted.delimiter() == null ? Baskets.in(first(file, options)) : null;
        Draft.Split split = baskets == null ? null : new Draft.Split(1, baskets.by());
        if (baskets != null) {
            options = new ReadOptions(baskets.elsewhere(), options.sheet(), options.encoding());
        }
        List<RawRow> head = first(file, options);
        if (head.isEmpty()) {
            throw new QuanjingException(
                    IngestError.FILE_EMPTY,
                    "The file " + file.name() + " has no rows. Maybe the export failed; export it again.",
                    Map.of("file", file.name()));
        }
        Integer given = wanted.headerRow();
        int headerRow = given != null ? given : split != null ? 0 : HeaderRow.of(head, kinds);
        return read(file, options, Math.min(headerRow, head.size()), split, kinds);
    }

    private static Preview read(
            SourceFile file, ReadOptions options, int headerRow, Draft.@Nullable Split split, RowKinds kinds) {
        List<List<String>> shown = new ArrayList<>();
        List<ColumnProfile> profiles = new ArrayList<>();
        List<String> headers = List.of();
        long read = 0;
        boolean complete;
        ReadOptions found;
        try (RowSource rows = file.open(options)) {
            RawRow row = rows.next();
            for (int i = 1; row != null && i <= headerRow; i++) {
                if (i == headerRow) {
                    headers = HeaderRow.names(row.cells());
                    grow(profiles, headers.size(), file, kinds);
                }
                row = rows.next();
            }
            while (row != null && read < LOOKED_AT) {
                if (!row.blank()) {
                    read++;
                    int width = HeaderRow.width(row.cells());
                    if (headerRow == 0) {
                        grow(profiles, width, file, kinds);
                    }
                    for (int i = 0; i < Math.min(width, profiles.size()); i++) {
                        profiles.get(i).look(row.cells()[i]);
                    }
                    if (shown.size() < ROWS) {
                        shown.add(Arrays.stream(row.cells())
                                .limit(Math.max(width, profiles.size()))
                                .map(Preview::cut)
                                .toList());
                    }
                }
                row = rows.next();
            }
            complete = row == null;
            found = rows.options();
        }
        List<ColumnView> columns = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            ColumnProfile profile = profiles.get(i);
            columns.add(new ColumnView(
                    i < headers.size() ? headers.get(i) : "",
                    profile.kind(),
                    profile.pattern(),
                    profile.decimalComma(),
                    profile.unique(),
                    profile.samples(),
                    profile.words()));
        }
        Draft.Reading reading = reading(found, headerRow);
        List<Suggested> drafts = new Suggestions(kinds, reading, columns, profiles, split).all(file.name());
        return new Preview(file.name(), file.sheets(), reading, columns, shown, read, complete, drafts);
    }

    private static void grow(List<ColumnProfile> profiles, int width, SourceFile file, RowKinds kinds) {
        if (width > MOST_COLUMNS) {
            throw new QuanjingException(
                    IngestError.DRAFT_INVALID,
                    "The file " + file.name() + " has " + width + " columns, and " + MOST_COLUMNS
                            + " can be mapped here. Maybe another delimiter stands between the cells.",
                    Map.of("what", "columns", "value", width, "limit", MOST_COLUMNS));
        }
        while (profiles.size() < width) {
            profiles.add(new ColumnProfile(kinds.layouts()));
        }
    }

    /** The first rows, in which a header may stand. */
    private static List<RawRow> first(SourceFile file, ReadOptions options) {
        List<RawRow> first = new ArrayList<>();
        try (RowSource rows = file.open(options)) {
            for (RawRow row = rows.next(); row != null && first.size() < FileLayout.HEADER_ROWS; row = rows.next()) {
                first.add(row);
            }
        }
        return first;
    }

    private static ReadOptions options(Draft.Reading wanted) {
        String delimiter = wanted.delimiter();
        return new ReadOptions(
                delimiter == null || delimiter.isEmpty() ? null : delimiter.charAt(0),
                wanted.sheet(),
                wanted.encoding() == null ? null : charset(wanted.encoding()));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new QuanjingException(
                    IngestError.DRAFT_INVALID,
                    "There is no encoding " + name + ", such as UTF-8 or GB18030.",
                    Map.of("what", "encoding", "value", name),
                    e);
        }
    }

    private static Draft.Reading reading(ReadOptions found, int headerRow) {
        Character delimiter = found.delimiter();
        Charset encoding = found.encoding();
        boolean text = found.sheet() == null;
        return new Draft.Reading(
                delimiter == null ? null : String.valueOf(delimiter),
                found.sheet(),
                !text ? null : encoding == null ? StandardCharsets.UTF_8.name() : encoding.name(),
                headerRow);
    }

    private static String cut(String cell) {
        return cell.length() <= CUT ? cell : cell.substring(0, CUT) + "…";
    }
}
