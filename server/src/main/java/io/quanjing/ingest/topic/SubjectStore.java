package io.quanjing.ingest.topic;

import io.quanjing.ingest.message.MessageVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How new the known states of orders and products of a source are, in the operational database. */
final class SubjectStore {

    /** Locks are taken for parts of the subjects, so that a batch needs few. */
    private static final int PARTS = 64;

    private final JdbcClient jdbc;

    SubjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The known versions; others with these subjects wait until the transaction ends. */
    Map<String, MessageVersion> hold(String source, Collection<String> subjects) {
        Map<String, MessageVersion> known = new HashMap<>();
        if (subjects.isEmpty()) {
            return known;
        }
        // In one order, so that two batches never wait for each other.
        String[] parts = subjects.stream()
                .map(subject -> Math.floorMod(subject.hashCode(), PARTS))
                .distinct()
                .sorted()
                .map(part -> "topic " + source + " " + part)
                .toArray(String[]::new);
        for (String part : parts) {
            String ignored = jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:part, 0))::text")
                    .param("part", part)
                    .query(String.class)
                    .single();
        }
        jdbc.sql("""
                        SELECT subject, version, triggered_at
                        FROM topic_subject
                        WHERE source = :source AND subject = ANY (:subjects)
                        """)
                .param("source", source)
                .param("subjects", subjects.toArray(String[]::new))
                .query(row -> {
                    known.put(
                            row.getString("subject"),
                            new MessageVersion(
                                    row.getTimestamp("version").toInstant(),
                                    row.getTimestamp("triggered_at").toInstant()));
                });
        return known;
    }

    /** Notes what is known from now on. */
    void put(String source, Map<String, MessageVersion> versions) {
        if (versions.isEmpty()) {
            return;
        }
        List<String> subjects = new ArrayList<>();
        List<String> moments = new ArrayList<>();
        List<String> triggered = new ArrayList<>();
        new TreeMap<>(versions).forEach((subject, version) -> {
            subjects.add(subject);
            moments.add(version.version().toString());
            triggered.add(version.triggeredAt().toString());
        });
        int changed = jdbc.sql("""
                        INSERT INTO topic_subject (source, subject, version, triggered_at)
                        SELECT :source, t.subject, t.version, t.triggered_at
                        FROM unnest(:subjects::text[], :versions::timestamptz[], :triggered::timestamptz[])
                            AS t (subject, version, triggered_at)
                        ON CONFLICT (source, subject) DO UPDATE
                        SET version = excluded.version, triggered_at = excluded.triggered_at
                        """)
                .param("source", source)
                .param("subjects", subjects.toArray(String[]::new))
                .param("versions", moments.toArray(String[]::new))
                .param("triggered", triggered.toArray(String[]::new))
                .update();
        assert changed == versions.size();
    }
}
