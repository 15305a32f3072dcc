package io.quanjing.access;

import io.quanjing.kernel.ShopClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shops in the operational database. */
final class ShopStore implements Shops {

    private static final int MAX_ID = 60;

    private final JdbcClient database;

    ShopStore(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<Shop> all() {
        return database.sql("select id, name, zone, cutoff, currency from shop order by lower(name)")
                .query(ShopStore::shop)
                .list();
    }

    @Override
    public Optional<Shop> find(String idOrName) {
        if (!ShopRules.possible(idOrName)) {
            return Optional.empty();
        }
        return database.sql("""
                        select id, name, zone, cutoff, currency
                        from shop
                        where id = :key or lower(name) = lower(:key)
                        order by (id = :key) desc
                        limit 1
                        """)
                .param("key", idOrName.strip())
                .query(ShopStore::shop)
                .optional();
    }

    @Override
    public Shop findOrCreate(String name, ShopClock clock, Currency currency) {
        String clean = ShopRules.name(name);
        // Another process may create the shop between the look and the insert, so the insert is the judge.
        return find(clean)
                .or(() -> create(clean, clock, currency))
                .orElseGet(() -> find(clean).orElseThrow(() -> ShopRules.exists(clean)));
    }

    /** The new shop, or empty when there is one of this name. */
    Optional<Shop> create(String name, ShopClock clock, Currency currency) {
        String base = slug(name);
        for (int number = 1; number < 1000; number++) {
            Shop shop = new Shop(number == 1 ? base : base + "-" + number, name, clock, currency);
            if (insert(shop)) {
                return Optional.of(shop);
            }
            if (nameTaken(name)) {
                return Optional.empty();
            }
        }
        throw ShopRules.exists(name);
    }

    /** Gives the shop another name; its id stays. */
    void rename(String id, String name) {
        try {
            int changed = database.sql("update shop set name = :name where id = :id")
                    .param("name", name)
                    .param("id", id)
                    .update();
            if (changed == 0) {
                throw ShopRules.unknown(id);
            }
        } catch (DuplicateKeyException taken) {
            throw ShopRules.exists(name);
        }
    }

    private boolean insert(Shop shop) {
        return database.sql("""
                        insert into shop (id, name, zone, cutoff, currency)
                        values (:id, :name, :zone, :cutoff, :currency)
                        on conflict do nothing
                        """)
                        .param("id", shop.id())
                        .param("name", shop.name())
                        .param("zone", shop.clock().zone().getId())
                        .param("cutoff", shop.clock().cutoff())
                        .param("currency", shop.currency().getCurrencyCode())
                        .update()
                == 1;
    }

    private boolean nameTaken(String name) {
        return database.sql("select exists (select from shop where lower(name) = lower(:name))")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Letters and digits of any script in lower case, everything else a hyphen: good in addresses and still readable in Chinese. */
    static String slug(String name) {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        int end = slug.offsetByCodePoints(0, Math.min(MAX_ID, slug.codePointCount(0, slug.length())));
        return slug.isEmpty() ? "shop" : slug.substring(0, end);
    }

    private static Shop shop(ResultSet row, int number) throws SQLException {
        return new Shop(
                row.getString("id"),
                row.getString("name"),
                new ShopClock(ZoneId.of(row.getString("zone")), row.getObject("cutoff", LocalTime.class)),
                Currency.getInstance(row.getString("currency")));
    }
}
