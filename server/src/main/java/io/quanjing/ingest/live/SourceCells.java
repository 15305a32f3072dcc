package io.quanjing.ingest.live;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What may be empty in the rows of sources, as the operational database holds it. */
public final class SourceCells {

    private SourceCells() {}

    /** The moment in a column. */
    public static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** The whole number in a column. */
    public static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** What went wrong last. */
    public static @Nullable Trouble trouble(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : Trouble.read(json);
    }

    /** A moment to be kept. */
    public static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** A time span to be kept. */
    public static @Nullable Long millis(@Nullable Duration span) {
        return span == null ? null : span.toMillis();
    }
}
