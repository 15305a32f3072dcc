package io.quanjing.ingest.pull;

import io.quanjing.access.Shop;
import io.quanjing.ingest.live.SourceCurrency;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.RejectionStore.Rejection;
import io.quanjing.ingest.pull.SourceTable.Limits;
import io.quanjing.ingest.pull.SourceTable.Page;
import io.quanjing.ingest.pull.SourceTable.Question;
import io.quanjing.kernel.QuanjingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tries whether a source can be read, and what the mapping makes of its first rows. Writes nothing. */
final class PullTrial {

    private static final int ROWS = 100;
    private static final int MOST_REASONS = 5;

    private final SourceTables tables;
    private final TableFacts facts;
    private final PullMappings mappings;
    private final PullSettings settings;

    PullTrial(SourceTables tables, TableFacts facts, PullMappings mappings, PullSettings settings) {
        this.tables = tables;
        this.facts = facts;
        this.mappings = mappings;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param columns of a table, each with its type
     * @param rows how many of the first rows were read, at most 100
     * @param facts how many facts they make
     * @param rejected how many of them cannot be read
     * @param reasons why, for the first of them
     */
    record Found(List<Column> columns, int rows, int facts, int rejected, List<Trouble> reasons) {}

    /** A column as its database calls it. */
    record Column(String name, String type) {}

    /**
     * Connects, looks at the first rows, and maps them.
     *
     * @throws QuanjingException saying what is wrong
     */
    Found run(Shop shop, Draft draft, @Nullable String password, @Nullable String startAt) {
        Mapping mapping = mappings.of(draft.kind(), draft.mapping());
        SourceCurrency.check(mapping, shop);
        TablePlace place = draft.table();
        try (SourceTable table = tables.open(draft.kind(), place, Objects.requireNonNullElse(password, ""))) {
            List<SourceColumn> there = table.columns();
            TableRound.Columns columns = TableRound.Columns.of(place, mapping, there);
            Object from = startAt == null ? null : started(columns.order(), startAt);
            for (SourceColumn column : List.of(columns.order(), columns.key())) {
                if (table.anyEmpty(column.name())) {
                    throw empty(place, column);
                }
            }
            Limits limits = new Limits(ROWS, settings.pageBytes().toBytes());
            Page page = table.read(new Question(columns.read(), columns.order(), columns.key(), from, null, limits));
            TableFacts.Read read = facts.read(mapping, shop, place.table(), columns.names(), place.key(), page.rows());
            return new Found(
                    there.stream().map(c -> new Column(c.name(), c.typeName())).toList(),
                    page.rows().size(),
                    read.facts().size(),
                    read.rejected().size(),
                    read.rejected().stream()
                            .limit(MOST_REASONS)
                            .map(Rejection::reason)
                            .toList());
        }
    }

    /**
     * Looks whether a source can be read from a point.
     *
     * @throws QuanjingException if the point is none, or the source cannot be asked
     */
    void start(PulledSource source, @Nullable String password, String startAt) {
        TablePlace place = source.table();
        try (SourceTable table = tables.open(source.kind(), place, Objects.requireNonNullElse(password, ""))) {
            Mapping mapping = mappings.of(source.kind(), source.mapping());
            Object ignored = started(
                    TableRound.Columns.of(place, mapping, table.columns()).order(), startAt);
        }
    }

    private static Object started(SourceColumn order, String startAt) {
        Object from = order.value(startAt);
        if (from == null) {
            String rule = switch (order.type()) {
                case TIME -> "2026-11-01T00:00:00+08:00";
                case LOCAL_TIME -> "2026-11-01T00:00:00";
                case DAY -> "2026-11-01";
                default -> "1000";
            };
            throw new QuanjingException(
                    PullError.PULL_SETTING_INVALID,
                    "\"" + startAt + "\" is no value of the column " + order.name() + ", which is of the type "
                            + order.typeName() + ". Maybe " + rule + " is meant.",
                    Map.of("field", "from", "value", startAt, "rule", rule));
        }
        return from;
    }

    private static QuanjingException empty(TablePlace place, SourceColumn column) {
        return new QuanjingException(
                PullError.PULL_COLUMN_EMPTY,
                "The column " + column.name() + " of " + place.table()
                        + " has no value in some rows, and these would never be read. Maybe let a view fill it, for example with"
                        + " coalesce(changed_at, created_at).",
                Map.of("table", place.table(), "column", column.name()));
    }
}
