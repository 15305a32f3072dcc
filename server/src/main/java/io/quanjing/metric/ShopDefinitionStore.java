package io.quanjing.metric;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What shops add to the dictionary, in the operational database. */
final class ShopDefinitionStore {

    private final JdbcClient database;

    ShopDefinitionStore(JdbcClient database) {
        this.database = database;
    }

    /**
     * The version that held at a moment, or holds now without one, of each of these shops that ever added anything; the first one that is
     * kept where none held yet.
     */
    Map<String, Long> versions(Collection<String> shops, @Nullable Instant known) {
        Map<String, Long> versions = new TreeMap<>();
        if (!shops.isEmpty()) {
            database.sql("""
                            select shop,
                                coalesce(max(version) filter (where changed_at <= :known), min(version)) as version
                            from shop_definition
                            where shop = any (:shops)
                            group by shop
                            """)
                    .param("shops", shops.toArray(String[]::new))
                    .param("known", known == null ? OffsetDateTime.MAX : known.atOffset(ZoneOffset.UTC))
                    .query(row -> {
                        versions.put(row.getString("shop"), row.getLong("version"));
                    });
        }
        return versions;
    }

    Optional<ShopDefinition> find(String shop, long version) {
        return database.sql("""
                        select shop, version, text, changed_by, changed_at
                        from shop_definition
                        where shop = :shop and version = :version
                        """)
                .param("shop", shop)
                .param("version", version)
                .query(ShopDefinitionStore::definition)
                .optional();
    }

    ShopDefinition latest(String shop) {
        return database.sql("""
                        select shop, version, text, changed_by, changed_at
                        from shop_definition
                        where shop = :shop
                        order by version desc
                        limit 1
                        """)
                .param("shop", shop)
                .query(ShopDefinitionStore::definition)
                .optional()
                .orElseGet(() -> ShopDefinition.none(shop));
    }

    /** The last ones first. */
    List<ShopDefinition> history(String shop, int most) {
        return database.sql("""
                        select shop, version, text, changed_by, changed_at
                        from shop_definition
                        where shop = :shop
                        order by version desc
                        limit :most
                        """)
                .param("shop", shop)
                .param("most", most)
                .query(ShopDefinitionStore::definition)
                .list();
    }

    /** Whether it was kept; not, if there is one of this version already. */
    boolean add(ShopDefinition definition, int most) {
        try {
            database.sql("""
                            insert into shop_definition (shop, version, text, changed_by, changed_at)
                            values (:shop, :version, :text, :by, :at)
                            """)
                    .param("shop", definition.shop())
                    .param("version", definition.version())
                    .param("text", definition.text())
                    .param("by", definition.changedBy())
                    .param("at", definition.changedAt().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException taken) {
            return false;
        }
        database.sql("delete from shop_definition where shop = :shop and version <= :oldest")
                .param("shop", definition.shop())
                .param("oldest", definition.version() - most)
                .update();
        return true;
    }

    private static ShopDefinition definition(ResultSet row, int number) throws SQLException {
        return new ShopDefinition(
                row.getString("shop"),
                row.getLong("version"),
                row.getString("text"),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
