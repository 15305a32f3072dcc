package io.quanjing.ingest.topic;

import io.quanjing.ingest.live.SourceCells;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each partition of a source is read, in the operational database. */
final class PositionStore {

    private final JdbcClient jdbc;

    PositionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The offset of the next message of each partition that has been heard of. */
    Map<Integer, Long> of(String source) {
        Map<Integer, Long> positions = new TreeMap<>();
        jdbc.sql("SELECT partition, next_offset FROM topic_partition WHERE source = :source")
                .param("source", source)
                .query(row -> {
                    positions.put(row.getInt("partition"), row.getLong("next_offset"));
                });
        return positions;
    }

    /**
     * The same of some partitions, which nobody else moves until the transaction ends.
     *
     * @throws org.springframework.dao.PessimisticLockingFailureException if somebody moves one of them now
     */
    Map<Integer, Long> hold(String source, Collection<Integer> partitions) {
        Map<Integer, Long> positions = new TreeMap<>();
        jdbc.sql("""
                        SELECT partition, next_offset
                        FROM topic_partition
                        WHERE source = :source AND partition = ANY (:partitions)
                        ORDER BY partition
                        FOR UPDATE NOWAIT
                        """)
                .param("source", source)
                .param("partitions", partitions.toArray(Integer[]::new))
                .query(row -> {
                    positions.put(row.getInt("partition"), row.getLong("next_offset"));
                });
        return positions;
    }

    /**
     * Waits for whoever takes messages of a source, and keeps them from it until the transaction ends. Whoever changes a source has to do so
     * first: those who take messages hold partitions and then count at the source, so that the other order would be a deadlock.
     */
    void holdAll(String source) {
        int held = jdbc.sql("""
                        SELECT partition
                        FROM topic_partition
                        WHERE source = :source
                        ORDER BY partition
                        FOR UPDATE
                        """)
                .param("source", source)
                .query(Integer.class)
                .list()
                .size();
        assert held >= 0;
    }

    /** From now on a partition is read from an offset. */
    void set(String source, int partition, long next, long end) {
        int changed = jdbc.sql("""
                        INSERT INTO topic_partition (source, partition, next_offset, end_offset)
                        VALUES (:source, :partition, :next, :end)
                        ON CONFLICT (source, partition) DO UPDATE
                        SET next_offset = excluded.next_offset, end_offset = excluded.end_offset, message_at = NULL
                        """)
                .param("source", source)
                .param("partition", partition)
                .param("next", next)
                .param("end", end)
                .update();
        assert changed == 1;
    }

    /**
     * Notes that a partition is read further.
     *
     * @param messageAt when the last message was sent; null if it brought none
     */
    void advance(String source, int partition, long next, @Nullable Instant messageAt) {
        int changed = jdbc.sql("""
                        UPDATE topic_partition
                        SET next_offset = :next, end_offset = greatest(end_offset, :next),
                            message_at = coalesce(:at, message_at)
                        WHERE source = :source AND partition = :partition
                        """)
                .param("next", next)
                .param("at", SourceCells.utc(messageAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("source", source)
                .param("partition", partition)
                .update();
        assert changed == 1;
    }

    /** Notes where partitions end. */
    void ends(String source, Map<Integer, Long> ends) {
        int changed = jdbc.sql("""
                        UPDATE topic_partition p
                        SET end_offset = e.end_offset
                        FROM (
                            SELECT moved.partition, e.end_offset
                            FROM topic_partition moved
                            JOIN unnest(:partitions::integer[], :ends::bigint[]) AS e (partition, end_offset)
                                ON moved.partition = e.partition
                            WHERE moved.source = :source AND moved.end_offset <> e.end_offset
                            ORDER BY moved.partition
                            FOR UPDATE OF moved
                        ) e
                        WHERE p.source = :source AND p.partition = e.partition
                        """)
                .param("partitions", ends.keySet().toArray(Integer[]::new))
                .param("ends", ends.values().toArray(Long[]::new))
                .param("source", source)
                .update();
        assert changed <= ends.size();
    }

    /** Forgets all of a source. */
    void forget(String source) {
        int deleted = jdbc.sql("DELETE FROM topic_partition WHERE source = :source")
                .param("source", source)
                .update();
        assert deleted >= 0;
    }
}
