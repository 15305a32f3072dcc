package io.quanjing.job;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The replicas in the operational database, on its clock: those of the replicas' machines may differ. */
final class ReplicaStore {

    private final JdbcClient database;

    ReplicaStore(JdbcClient database) {
        this.database = database;
    }

    /** Notes that the replica lives. */
    void seen(String id, String name) {
        int rows = database.sql("""
                        insert into replica (id, name, seen_at)
                        values (:id, :name, clock_timestamp())
                        on conflict (id) do update
                        set name = excluded.name, seen_at = excluded.seen_at
                        """).param("id", id).param("name", name).update();
        if (rows != 1) {
            throw new IllegalStateException("The replica " + id + " was not noted.");
        }
    }

    /** Whether the replica is unknown or was last seen longer ago. */
    boolean silent(String id, Duration since) {
        return database.sql("""
                        select not exists (
                            select from replica
                            where id = :id and seen_at > clock_timestamp() - make_interval(secs => :seconds))
                        """)
                .param("id", id)
                .param("seconds", since.toMillis() / 1000.0)
                .query(Boolean.class)
                .single();
    }

    /** Forgets those that nobody has seen for a month. */
    int sweep() {
        return database.sql("delete from replica where seen_at < clock_timestamp() - interval '30 days'")
                .update();
    }
}
