package io.quanjing.ingest.track;

import java.time.LocalDate;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many events were not kept for want of consent, in the operational database. */
final class WithheldEventStore {

    private final JdbcClient jdbc;

    WithheldEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String shop, LocalDate day, String protocol, long events) {
        int rows = jdbc.sql("""
                        INSERT INTO withheld_event (shop, day, protocol, events)
                        VALUES (:shop, :day, :protocol, :events)
                        ON CONFLICT (shop, day, protocol) DO UPDATE SET events = withheld_event.events + excluded.events
                        """)
                .param("shop", shop)
                .param("day", day)
                .param("protocol", protocol)
                .param("events", events)
                .update();
        assert rows == 1;
    }

    /**
     * How many there were from a day on.
     *
     * @param shops empty for all
     */
    long since(LocalDate day, Collection<String> shops) {
        return jdbc.sql("""
                        SELECT coalesce(sum(events), 0)
                        FROM withheld_event
                        WHERE day >= :day AND (:all OR shop = ANY (:shops))
                        """)
                .param("day", day)
                .param("all", shops.isEmpty())
                .param("shops", shops.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
