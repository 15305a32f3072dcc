package io.quanjing.ingest.quality;

import io.quanjing.ingest.QualityCheck;
import io.quanjing.ingest.QualityCheck.State;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What passes found, and the limits that it is held against, in the operational database. */
final class CheckStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient database;
    private final Map<String, Rule> rules;

    CheckStore(JdbcClient database, Map<String, Rule> rules) {
        this.database = database;
        this.rules = rules;
    }

    /** From where on a rule warns and fails. */
    record Limits(BigDecimal warning, @Nullable BigDecimal failing) {}

    /** Limits that somebody set for a shop. */
    record OwnLimits(String shop, String rule, Limits limits, String changedBy, Instant changedAt) {}

    /** The last pass. */
    record Pass(
            @Nullable Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long millis,
            List<String> leftOut) {

        /** Whether a pass is waited for: one that was asked for after the last one began, or that has not ended. */
        boolean awaited() {
            return (askedAt != null && (startedAt == null || askedAt.isAfter(startedAt)))
                    || (startedAt != null && (finishedAt == null || startedAt.isAfter(finishedAt)));
        }
    }

    private record LimitKey(String shop, String rule) {}

    /** Puts what was found of a topic in the place of what was found before; a state that stays keeps its beginning. */
    void replace(String topic, Collection<Finding> findings, Instant now) {
        Map<LimitKey, Limits> own = ownLimits();
        for (Finding finding : findings) {
            Limits limits = limits(own, finding.shop(), finding.rule());
            int rows = database.sql("""
                            INSERT INTO quality_check
                                (key, topic, rule, shop, source, fact, part, state, value, arguments, since, checked_at)
                            VALUES (:key, :topic, :rule, :shop, :source, :fact, :part, :state, :value, :arguments::jsonb, :now, :now)
                            ON CONFLICT (key) DO UPDATE
                            SET topic = excluded.topic, state = excluded.state, value = excluded.value,
                                arguments = excluded.arguments, checked_at = excluded.checked_at,
                                since = CASE WHEN quality_check.state = excluded.state THEN quality_check.since
                                    ELSE excluded.since END
                            """)
                    .param("key", finding.key())
                    .param("topic", topic)
                    .param("rule", finding.rule())
                    .param("shop", finding.shop())
                    .param("source", finding.source())
                    .param("fact", finding.fact())
                    .param("part", finding.part())
                    .param(
                            "state",
                            Rule.state(finding.value(), limits.warning(), limits.failing())
                                    .id())
                    .param("value", finding.value())
                    .param("arguments", JSON.writeValueAsString(finding.arguments()))
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
            assert rows == 1;
        }
        int gone = database.sql("""
                        DELETE FROM quality_check
                        WHERE topic = :topic AND checked_at < :now
                        """)
                .param("topic", topic)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        assert gone >= 0;
    }

    /** The checks of some shops; of all if none is named. */
    List<QualityCheck> checks(Collection<String> shops) {
        Map<LimitKey, Limits> own = ownLimits();
        return database.sql("""
                        SELECT *
                        FROM quality_check
                        WHERE :all OR shop = ANY (:shops)
                        ORDER BY key
                        """)
                .param("all", shops.isEmpty())
                .param("shops", shops.toArray(String[]::new))
                .query((row, n) -> check(row, own))
                .list();
    }

    private QualityCheck check(ResultSet row, Map<LimitKey, Limits> own) throws SQLException {
        String rule = row.getString("rule");
        String shop = row.getString("shop");
        Limits limits = limits(own, shop, rule);
        BigDecimal value = row.getBigDecimal("value");
        return new QualityCheck(
                row.getString("key"),
                rule,
                shop,
                row.getString("source"),
                row.getString("fact"),
                row.getString("part"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                value == null ? null : value.stripTrailingZeros(),
                limits.warning(),
                limits.failing(),
                JSON.readValue(row.getString("arguments"), new TypeReference<Map<String, Object>>() {}),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("checked_at", OffsetDateTime.class).toInstant());
    }

    private Limits limits(Map<LimitKey, Limits> own, String shop, String rule) {
        Limits set = own.get(new LimitKey(shop, rule));
        if (set != null) {
            return set;
        }
        Rule declared = rules.get(rule);
        if (declared == null) {
            throw new IllegalStateException("The rule " + rule + " is not declared.");
        }
        return new Limits(declared.warning(), declared.failing());
    }

    private Map<LimitKey, Limits> ownLimits() {
        Map<LimitKey, Limits> own = new HashMap<>();
        thresholds().forEach(t -> own.put(new LimitKey(t.shop(), t.rule()), t.limits()));
        return own;
    }

    List<OwnLimits> thresholds() {
        return database.sql("SELECT * FROM quality_threshold ORDER BY shop, rule")
                .query((row, n) -> new OwnLimits(
                        row.getString("shop"),
                        row.getString("rule"),
                        new Limits(plain(row, "warning"), failing(row)),
                        row.getString("changed_by"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static BigDecimal plain(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).stripTrailingZeros();
    }

    private static @Nullable BigDecimal failing(ResultSet row) throws SQLException {
        return row.getBigDecimal("failing") == null ? null : plain(row, "failing");
    }

    /** Sets the limits of a rule in a shop, or takes them back, and holds what was measured against them. */
    void threshold(String shop, String rule, @Nullable Limits limits, String by, Instant now) {
        int changed = limits == null
                ? database.sql("DELETE FROM quality_threshold WHERE shop = :shop AND rule = :rule")
                        .param("shop", shop)
                        .param("rule", rule)
                        .update()
                : database.sql("""
                                INSERT INTO quality_threshold (shop, rule, warning, failing, changed_by, changed_at)
                                VALUES (:shop, :rule, :warning, :failing, :by, :now)
                                ON CONFLICT (shop, rule) DO UPDATE
                                SET warning = excluded.warning, failing = excluded.failing, changed_by = excluded.changed_by,
                                    changed_at = excluded.changed_at
                                """)
                        .param("shop", shop)
                        .param("rule", rule)
                        .param("warning", limits.warning())
                        .param("failing", limits.failing())
                        .param("by", by)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update();
        assert changed <= 1;
        for (QualityCheck check : checks(List.of(shop))) {
            State state = Rule.state(check.value(), check.warning(), check.failing());
            if (check.rule().equals(rule) && state != check.state()) {
                int rows = database.sql("UPDATE quality_check SET state = :state, since = :now WHERE key = :key")
                        .param("state", state.id())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("key", check.key())
                        .update();
                assert rows <= 1;
            }
        }
    }

    /** Keeps the days of a fact in the place of those that were kept before. */
    void series(String fact, Collection<Series> series) {
        int gone = database.sql("DELETE FROM quality_series WHERE fact = :fact")
                .param("fact", fact)
                .update();
        assert gone >= 0;
        for (Series one : series) {
            int rows = database.sql("""
                            INSERT INTO quality_series (shop, source, fact, summary)
                            VALUES (:shop, :source, :fact, :summary::jsonb)
                            ON CONFLICT (fact, shop, source) DO UPDATE
                            SET summary = excluded.summary
                            """)
                    .param("shop", one.shop())
                    .param("source", one.source())
                    .param("fact", one.fact())
                    .param("summary", JSON.writeValueAsString(one))
                    .update();
            assert rows == 1;
        }
    }

    Optional<Series> series(String shop, String source, String fact) {
        return database.sql("""
                        SELECT summary
                        FROM quality_series
                        WHERE shop = :shop AND source = :source AND fact = :fact
                        """)
                .param("shop", shop)
                .param("source", source)
                .param("fact", fact)
                .query((row, n) -> JSON.readValue(row.getString("summary"), Series.class))
                .optional();
    }

    Pass pass() {
        return database.sql("SELECT * FROM quality_pass")
                .query((row, n) -> new Pass(
                        moment(row, "asked_at"),
                        moment(row, "started_at"),
                        moment(row, "finished_at"),
                        row.getObject("millis", Long.class),
                        JSON.readValue(row.getString("left_out"), new TypeReference<List<String>>() {})))
                .single();
    }

    void asked(Instant now) {
        int rows = database.sql("UPDATE quality_pass SET asked_at = :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        assert rows == 1;
    }

    void started(Instant now) {
        int rows = database.sql("UPDATE quality_pass SET started_at = :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        assert rows == 1;
    }

    void finished(Instant now, long millis, List<String> leftOut) {
        int rows = database.sql("""
                        UPDATE quality_pass
                        SET finished_at = :now, millis = :millis, left_out = :left::jsonb
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("millis", millis)
                .param("left", JSON.writeValueAsString(leftOut))
                .update();
        assert rows == 1;
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
