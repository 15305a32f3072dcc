package io.quanjing.access;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts attempts to sign in, in the operational database so that all processes count together. */
final class AttemptStore {

    private final JdbcClient database;
    private final InstantSource clock;
    private final Duration window;

    AttemptStore(JdbcClient database, InstantSource clock, Duration window) {
        this.database = database;
        this.clock = clock;
        this.window = window;
    }

    /**
     * What was counted.
     *
     * @param attempts in the current window, this one included
     * @param until when the window ends
     */
    record Count(int attempts, Instant until) {}

    /** Counts one attempt, before it is looked at, so that attempts at the same time cannot pass together. */
    Count add(String bucket) {
        Instant now = clock.instant();
        return database.sql("""
                        insert into login_attempt as known (bucket, attempts, window_start)
                        values (:bucket, 1, :now)
                        on conflict (bucket) do update
                        set attempts = case when known.window_start <= :expired then 1 else known.attempts + 1 end,
                            window_start = case when known.window_start <= :expired then :now else known.window_start end
                        returning attempts, window_start
                        """)
                .param("bucket", bucket)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expired", now.minus(window).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Count(
                        row.getInt("attempts"),
                        row.getObject("window_start", OffsetDateTime.class)
                                .toInstant()
                                .plus(window)))
                .single();
    }

    /** The attempt was right after all and does not count. */
    @CanIgnoreReturnValue
    int takeBack(String bucket) {
        return database.sql("update login_attempt set attempts = attempts - 1 where bucket = :bucket and attempts > 0")
                .param("bucket", bucket)
                .update();
    }

    /** Everything is forgiven. */
    @CanIgnoreReturnValue
    int forget(String bucket) {
        return database.sql("delete from login_attempt where bucket = :bucket")
                .param("bucket", bucket)
                .update();
    }

    /** Drops the windows that are over. */
    int sweep() {
        return database.sql("delete from login_attempt where window_start <= :expired")
                .param("expired", clock.instant().minus(window).atOffset(ZoneOffset.UTC))
                .update();
    }
}
