package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.ReadOptions;
import io.quanjing.kernel.QuanjingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which kind a file is, where its header stands and where its columns are. */
public final class FileLayout {

    /** Rows in which a header is looked for. */
    public static final int HEADER_ROWS = 30;

    /** The columns that a quarantine download has beside the file's own. */
    public static final List<String> QUARANTINE_COLUMNS = List.of("_file", "_line", "_reason");

    private final String file;
    private final FileKind kind;
    private final int headerRow;
    private final int width;
    private final List<String> columns;
    private final int[] positions;
    private final boolean mended;
    private final int[] identity;

    private FileLayout(
            String file, FileKind kind, int headerRow, List<String> columns, int[] positions, boolean mended) {
        this.file = file;
        this.kind = kind;
        this.headerRow = headerRow;
        this.width = columns.size();
        this.columns = List.copyOf(columns);
        this.positions = positions.clone();
        this.mended = mended;
        this.identity = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).contains("身份证"))
                .toArray();
    }

    String file() {
        return file;
    }

    FileKind kind() {
        return kind;
    }

    int[] positions() {
        return positions;
    }

    int width() {
        return width;
    }

    /** The place of the file's kind among the mapping's kinds: the order in which files have to be read. */
    public int order() {
        return kind.index();
    }

    /** How the file has to be opened. */
    public ReadOptions options() {
        return mended ? new ReadOptions(null, kind.sheet(), null) : kind.options();
    }

    /** The kind's name. */
    public String kindName() {
        return kind.name();
    }

    /** How many of the kind's columns the file has; 0 if it has no header to tell. */
    public int found() {
        return headerRow < 0
                ? 0
                : (int) Arrays.stream(positions).filter(p -> p >= 0).count();
    }

    /** How many of the rows at the start are header or stand above it. */
    public int rowsBeforeData() {
        return headerRow + 1;
    }

    /** The file's own header cells. */
    public List<String> columns() {
        return columns;
    }

    /** The header cells of the columns that the mapping reads, in the file's order. */
    public List<String> readColumns() {
        return Arrays.stream(positions)
                .filter(p -> p >= 0)
                .distinct()
                .sorted()
                .mapToObj(columns::get)
                .toList();
    }

    /** Whether the file is a mended download of a quarantine. */
    public boolean mended() {
        return mended;
    }

    /** The rows that a row of the file stands for: mostly itself, without what a quarantine download adds to it. */
    public List<RawRow> rows(RawRow row) {
        RawRow own = own(row);
        return kind.unfold() == null ? List.of(own) : kind.unfold().rows(own, positions);
    }

    /** The currency that the first rows name in a column {@code currency}, if the kind has one. */
    public Optional<Currency> currency(Head head) {
        for (int i = 0; i < kind.columns().size(); i++) {
            int position = positions[i];
            if (kind.columns().get(i).name().equals("currency") && position >= 0) {
                return head.rows().stream()
                        .skip(rowsBeforeData())
                        .filter(row -> position < row.cells().length)
                        .flatMap(row -> currency(row.cells()[position]).stream())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private static Optional<Currency> currency(String cell) {
        try {
            return Optional.of(Currency.getInstance(Values.text(cell)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private RawRow own(RawRow given) {
        RawRow row = withoutIdentity(given);
        if (!mended) {
            return row;
        }
        String[] cells = Arrays.copyOf(row.cells(), Math.min(width, row.cells().length));
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Harmless.restored(cells[i]);
        }
        return new RawRow(row.line(), cells, row.raw());
    }

    /** Numbers and names of identity cards go no further than here, and not into a quarantine either. */
    private RawRow withoutIdentity(RawRow row) {
        if (identity.length == 0) {
            return row;
        }
        String[] cells = row.cells().clone();
        for (int place : identity) {
            if (place < cells.length) {
                cells[place] = "";
            }
        }
        return new RawRow(row.line(), cells, String.join(",", cells));
    }

    /** Whether other kinds need a kind that is not among the given ones; its name. */
    public Optional<String> missingCompanion(Set<String> present) {
        return kind.needs().stream().filter(n -> !present.contains(n)).findFirst();
    }

    /**
     * Finds the layout of a file, or nothing if it fits no kind at all.
     *
     * @param mapping the mapping
     * @param file the file's name
     * @param head the first rows
     * @throws QuanjingException if the kind is clear and columns are missing or unknown
     */
    public static Optional<FileLayout> find(Mapping mapping, String file, Head head) {
        List<FileKind> kinds =
                mapping.kinds().stream().filter(k -> k.named(file)).toList();
        FileLayout best = null;
        FileKind.Match bestMatch = null;
        for (FileKind kind : kinds) {
            for (int i = 0; i < head.rows().size(); i++) {
                String[] cells = head.rows().get(i).cells();
                int width = head.width(i);
                boolean mended = mended(cells, width);
                int own = mended ? width - QUARANTINE_COLUMNS.size() : width;
                FileKind.Match match = kind.match(head, i, own);
                boolean better = match.missing().isEmpty()
                        && (bestMatch == null || match.found() > bestMatch.found())
                        && match.found() > 0;
                if (better && (!kind.headerless() || mended)) {
                    bestMatch = match;
                    best = new FileLayout(
                            file, kind, i, Arrays.asList(cells).subList(0, own), match.positions(), mended);
                }
            }
        }
        if (best != null && bestMatch != null) {
            refuseUnknown(file, best.kind, bestMatch);
            return Optional.of(best);
        }
        for (FileKind kind : kinds) {
            if (kind.headerless()) {
                int width = IntStream.range(0, head.rows().size())
                        .map(head::width)
                        .max()
                        .orElse(0);
                List<String> names = kind.namesByOrder(width);
                return Optional.of(
                        new FileLayout(file, kind, -1, names, kind.byOrder().positions(), false));
            }
        }
        return Optional.empty();
    }

    /** The layout of rows that are made of a message: a cell a column, in the order of the mapping. */
    public static FileLayout ofPayload(Mapping mapping, String kind) {
        FileKind found = mapping.kinds().stream()
                .filter(k -> k.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no kind " + kind + "."));
        List<String> names = found.columns().stream().map(ColumnRule::shown).toList();
        return new FileLayout(kind, found, -1, names, found.byOrder().positions(), false);
    }

    private static boolean mended(String[] cells, int width) {
        return width > QUARANTINE_COLUMNS.size()
                && Arrays.asList(cells)
                        .subList(width - QUARANTINE_COLUMNS.size(), width)
                        .equals(QUARANTINE_COLUMNS);
    }

    private static void refuseUnknown(String file, FileKind kind, FileKind.Match match) {
        if (!kind.strict() || match.unknown().isEmpty()) {
            return;
        }
        List<String> known = kind.columns().stream().map(ColumnRule::name).toList();
        String first = match.unknown().getFirst();
        String why = first.equals("shop")
                ? "the shop is named with the import, not in the file."
                : "the table " + kind.name() + " has " + String.join(", ", known) + "."
                        + Suggestion.maybe(first, known);
        throw new QuanjingException(
                IngestError.HEADER_MISSING,
                "The file " + file + " has a column " + first + " that nothing is known of: " + why,
                Map.of("file", file, "unknown", match.unknown()));
    }

    /** Words why a file fits no kind: what is missing from the one that comes nearest, and what its headers may be called instead. */
    public static QuanjingException unrecognised(Mapping mapping, String file, Head head) {
        FileKind nearest = null;
        FileKind.Match nearestMatch = null;
        List<String> nearestCells = List.of();
        for (FileKind kind : mapping.kinds()) {
            for (int i = 0; i < head.rows().size(); i++) {
                FileKind.Match match = kind.match(head, i, head.width(i));
                boolean named = kind.fileName() != null && kind.named(file);
                if (nearestMatch == null || score(match, named) > score(nearestMatch, false)) {
                    nearest = kind;
                    nearestMatch = match;
                    nearestCells = Arrays.asList(head.rows().get(i).cells()).subList(0, head.width(i));
                }
            }
        }
        if (nearest != null
                && nearest.fileName() != null
                && mapping.kinds().stream().noneMatch(k -> k.named(file))) {
            List<String> names = mapping.kinds().stream().map(FileKind::name).toList();
            String bare = file.substring(file.lastIndexOf('/') + 1).replaceAll("[.-].*", "");
            return new QuanjingException(
                    IngestError.HEADER_MISSING,
                    "The file " + file + " names no table: the format " + mapping.name()
                            + " takes files whose names start with " + String.join(", ", names) + "."
                            + Suggestion.maybe(bare, names),
                    Map.of("file", file, "tables", names));
        }
        List<String> missing = new ArrayList<>();
        StringBuilder maybe = new StringBuilder();
        if (nearest != null && nearestMatch != null) {
            for (ColumnRule column : nearestMatch.missing()) {
                missing.add(column.shown());
                Suggestion.nearest(column.shown(), nearestCells)
                        .ifPresent(n -> maybe.append(" Maybe \"")
                                .append(ColumnRule.cut(n.strip()))
                                .append("\" is meant for ")
                                .append(column.shown())
                                .append('.'));
            }
        }
        List<String> found = nearestCells.stream()
                .map(String::strip)
                .filter(c -> !c.isEmpty())
                .limit(20)
                .map(ColumnRule::cut)
                .toList();
        return new QuanjingException(
                IngestError.HEADER_MISSING,
                "The file " + file + " is not one of the format " + mapping.name() + ": in its first " + HEADER_ROWS
                        + " rows no header has the columns " + String.join(", ", missing)
                        + ". The nearest row reads " + String.join(", ", found) + "." + maybe,
                Map.of("file", file, "missing", missing, "found", found));
    }

    /** How many columns of the nearest kind stand in one of the first rows; to tell which format was meant. */
    public static int nearness(Mapping mapping, Head head) {
        int nearest = 0;
        for (FileKind kind : mapping.kinds()) {
            for (int i = 0; i < head.rows().size(); i++) {
                nearest = Math.max(nearest, kind.match(head, i, head.width(i)).found());
            }
        }
        return nearest;
    }

    private static int score(FileKind.Match match, boolean named) {
        return match.found() * 100 - match.missing().size() + (named ? 1000 : 0);
    }
}
