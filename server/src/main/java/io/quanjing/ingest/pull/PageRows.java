package io.quanjing.ingest.pull;

import io.quanjing.ingest.pull.SourceTable.Page;
import io.quanjing.ingest.pull.SourceTable.Question;
import io.quanjing.ingest.pull.SourceTable.Row;
import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a page as texts, until it has enough of them. */
final class PageRows {

    private final Question question;
    private final int order;
    private final int key;
    private final List<Row> rows = new ArrayList<>();
    private long bytes;
    private boolean more;

    PageRows(Question question) {
        this.question = question;
        this.order = question.columns().indexOf(question.order());
        this.key = question.columns().indexOf(question.key());
    }

    /** Where the values of a row come from, by place from 0. */
    @FunctionalInterface
    interface Values<E extends Exception> {
        @Nullable Object at(int column) throws E;
    }

    /**
     * Takes a row; the one after the last is looked at only.
     *
     * @return false if no further one is needed
     */
    <E extends Exception> boolean add(Values<E> values) throws E {
        String[] cells = new String[question.columns().size()];
        long size = 0;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = text(question.columns().get(i).type(), values.at(i));
            size += cells[i].length() * 3L;
        }
        Row row = new Row(cells, cells[order], cells[key]);
        if (!rows.isEmpty()
                && rows.getLast().order().equals(row.order())
                && rows.getLast().key().equals(row.key())) {
            throw repeated(row.key());
        }
        if (rows.size() >= question.limits().rows()
                || bytes >= question.limits().bytes()) {
            more = true;
            return false;
        }
        rows.add(row);
        bytes += size;
        return true;
    }

    private QuanjingException repeated(String value) {
        String column = question.key().name();
        return new QuanjingException(
                PullError.PULL_KEY_REPEATED,
                "The column " + column + " is no key: several rows have the value " + value
                        + ", and where a page ends between them one would be left out. Maybe another column is unique.",
                Map.of("column", column, "value", value));
    }

    Page page() {
        return new Page(rows, more);
    }

    private static String text(SourceColumn.Type type, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case OffsetDateTime time -> time.toInstant().toString();
            case ZonedDateTime time -> time.toInstant().toString();
            case Instant time -> time.toString();
            case LocalDateTime time ->
                type == SourceColumn.Type.TIME
                        ? time.toInstant(java.time.ZoneOffset.UTC).toString()
                        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
            case LocalDate day -> day.toString();
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }
}
