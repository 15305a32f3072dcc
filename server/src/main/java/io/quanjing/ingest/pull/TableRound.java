package io.quanjing.ingest.pull;

import io.quanjing.access.Shop;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.pull.PullStore.Brought;
import io.quanjing.ingest.pull.PullStore.Claim;
import io.quanjing.ingest.pull.PullStore.Position;
import io.quanjing.ingest.pull.SourceTable.Limits;
import io.quanjing.ingest.pull.SourceTable.Page;
import io.quanjing.ingest.pull.SourceTable.Question;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table in rounds. A round goes through the rows in the order of the cursor, and of the key where its values are equal, page by page;
 * after each page the place is noted, so that what was interrupted goes on there. The next round begins the overlap before the last value,
 * and never later than the overlap before the start of this round: a row that was committed while the round read past it is found then. Facts
 * have natural keys, so a row that is read twice changes nothing.
 */
final class TableRound {

    private final SourceTables tables;
    private final TableFacts facts;
    private final PullRecord record;
    private final Warehouse warehouse;
    private final PullSettings settings;
    private final InstantSource clock;

    TableRound(
            SourceTables tables,
            TableFacts facts,
            PullRecord record,
            Warehouse warehouse,
            PullSettings settings,
            InstantSource clock) {
        this.tables = tables;
        this.facts = facts;
        this.record = record;
        this.warehouse = warehouse;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The columns of a table that a mapping needs.
     *
     * @param read those of the mapping, the order and the key
     */
    record Columns(List<SourceColumn> read, SourceColumn order, SourceColumn key) {

        List<String> names() {
            return read.stream().map(SourceColumn::name).toList();
        }

        static Columns of(TablePlace place, Mapping mapping, List<SourceColumn> there) {
            SourceColumn order = column(place, place.order(), there);
            SourceColumn key = column(place, place.key(), there);
            if (place.cursor() == null ? !order.type().orders() : !order.type().grows()) {
                throw unfit(order, place.cursor() == null ? "a number, text, UUID or time" : "a time, day or number");
            }
            if (!key.type().orders()) {
                throw unfit(key, "a number, text, UUID or time");
            }
            List<String> names = there.stream().map(SourceColumn::name).toList();
            List<String> wanted = TableFacts.read(mapping, place.table(), names);
            return new Columns(
                    there.stream()
                            .filter(c -> wanted.contains(c.name()) || c.equals(order) || c.equals(key))
                            .toList(),
                    order,
                    key);
        }

        private static SourceColumn column(TablePlace place, String name, List<SourceColumn> there) {
            return there.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(() -> {
                List<String> names =
                        there.stream().map(SourceColumn::name).limit(50).toList();
                return new QuanjingException(
                        PullError.PULL_COLUMN_UNKNOWN,
                        "The table " + place.table() + " has no column " + name + "; it has " + String.join(", ", names)
                                + ". Maybe large and small letters differ.",
                        Map.of("table", place.table(), "column", name, "columns", String.join(", ", names)));
            });
        }

        private static QuanjingException unfit(SourceColumn column, String wanted) {
            return new QuanjingException(
                    PullError.PULL_COLUMN_UNFIT,
                    "The column " + column.name() + " is of the type " + column.typeName()
                            + ", and rows are put in order by " + wanted + ". Maybe another column is meant.",
                    Map.of("column", column.name(), "type", column.typeName()));
        }
    }

    /** Reads for a while; true if the round has come to its end. */
    boolean read(Claim claim, Shop shop, Mapping mapping, long until) {
        TablePlace place = claim.source().table();
        try (SourceTable table =
                tables.open(claim.source().kind(), place, Objects.requireNonNullElse(claim.password(), ""))) {
            Columns columns = Columns.of(place, mapping, table.columns());
            ZoneId zone =
                    Objects.requireNonNullElse(mapping.zone(), shop.clock().zone());
            Instant started = Objects.requireNonNullElseGet(claim.position().roundStartedAt(), clock::instant);
            Step step = new Step(claim.position(), place, columns.order(), started, zone);
            boolean more;
            do {
                Page page = table.read(new Question(
                        columns.read(),
                        columns.order(),
                        columns.key(),
                        step.from(),
                        step.after(columns.key()),
                        new Limits(settings.pageRows(), settings.pageBytes().toBytes())));
                TableFacts.Read read =
                        facts.read(mapping, shop, place.table(), columns.names(), place.key(), page.rows());
                long changed = PullRecord.changed(warehouse.write(read.facts()));
                Duration lag = step.lag(page, clock.instant());
                step = step.after(page);
                more = page.more();
                record.advance(
                        claim,
                        more ? step.position() : step.ended(),
                        new Brought(page.rows().size(), changed, lag),
                        read);
            } while (more && System.nanoTime() < until);
            return !more;
        }
    }

    /** Where a round stands, and what follows from it. */
    private record Step(Position position, TablePlace place, SourceColumn order, Instant started, ZoneId zone) {

        /** The rows of the next page have this value of the order or a greater one. */
        @Nullable Object from() {
            String text = position.pageCursor();
            if (text != null) {
                return value(order, text);
            }
            if (place.cursor() == null) {
                return null;
            }
            String reached = position.reached();
            if (reached != null) {
                return SourceColumn.before(value(order, reached), place.overlap());
            }
            return position.startAt() == null ? null : value(order, position.startAt());
        }

        /** Of those with the same value of the order, the ones after this key. */
        @Nullable Object after(SourceColumn key) {
            return position.pageKey() == null ? null : value(key, position.pageKey());
        }

        private static Object value(SourceColumn column, String text) {
            Object value = column.value(text);
            if (value == null) {
                throw new QuanjingException(
                        PullError.PULL_SETTING_INVALID,
                        "\"" + text + "\" is no value of the column " + column.name() + ", which is of the type "
                                + column.typeName()
                                + ". Maybe the column was changed: replay the source from another point.",
                        Map.of("field", "from", "value", text, "rule", column.typeName()));
            }
            return value;
        }

        Step after(Page page) {
            if (page.rows().isEmpty()) {
                return this;
            }
            SourceTable.Row last = page.rows().getLast();
            String reached = place.cursor() == null ? null : greater(position.reached(), capped(last.order()));
            return new Step(
                    new Position(position.startAt(), reached, last.order(), last.key(), started),
                    place,
                    order,
                    started,
                    zone);
        }

        Position ended() {
            return new Position(position.startAt(), position.reached(), null, null, null);
        }

        /** A time after the start of the round is left to the next one; one from a clock that is wrong would hide all rows until then. */
        private String capped(String text) {
            Object cap = switch (order.type()) {
                case TIME -> started.atOffset(ZoneOffset.UTC);
                case LOCAL_TIME -> LocalDateTime.ofInstant(started, zone);
                case DAY -> LocalDate.ofInstant(started, zone);
                default -> null;
            };
            return cap == null || compared(value(order, text), cap) <= 0 ? text : SourceColumn.text(cap);
        }

        private String greater(@Nullable String one, String other) {
            return one == null || compared(value(order, one), value(order, other)) < 0 ? other : one;
        }

        private static int compared(Object one, Object other) {
            return switch (one) {
                case OffsetDateTime time -> time.compareTo((OffsetDateTime) other);
                case LocalDateTime time -> time.compareTo((LocalDateTime) other);
                case LocalDate day -> day.compareTo((LocalDate) other);
                default ->
                    new java.math.BigDecimal(one.toString()).compareTo(new java.math.BigDecimal(other.toString()));
            };
        }

        /** How long the newest row of a page took to come here; null if the page has nothing newer than was known, or no time. */
        @Nullable Duration lag(Page page, Instant now) {
            if (page.rows().isEmpty() || place.cursor() == null) {
                return null;
            }
            Object newest = value(order, page.rows().getLast().order());
            String reached = position.reached();
            if (reached != null && compared(newest, value(order, reached)) <= 0) {
                return null;
            }
            Instant at = switch (newest) {
                case OffsetDateTime time -> time.toInstant();
                case LocalDateTime time -> time.atZone(zone).toInstant();
                default -> null;
            };
            return at == null || at.isAfter(now) ? null : Duration.between(at, now);
        }
    }
}
