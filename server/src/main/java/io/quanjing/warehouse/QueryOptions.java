package io.quanjing.warehouse;

import java.time.Duration;

/**
 * The limits of one query.
 *
 * @param lane which queue it waits in
 * @param timeout after which it is cancelled
 * @param maxRows above which it is refused
 */
public record QueryOptions(Lane lane, Duration timeout, int maxRows) {

    /** Who waits for whom: a board never waits behind an export. */
    public enum Lane {
        /** A person looks at the page. */
        INTERACTIVE,
        /** Exports, checks, jobs. */
        BATCH
    }

    /** For figures on a page: 30 s, 10,000 rows. */
    public static QueryOptions interactive() {
        return new QueryOptions(Lane.INTERACTIVE, Duration.ofSeconds(30), 10_000);
    }

    /** For exports and checks: 10 minutes, a million rows. */
    public static QueryOptions batch() {
        return new QueryOptions(Lane.BATCH, Duration.ofMinutes(10), 1_000_000);
    }
}
