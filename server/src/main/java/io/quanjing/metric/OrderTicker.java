package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the latest orders; what several screens ask of the same shops is read once as long as nothing has come in. */
final class OrderTicker implements LatestOrders {

    private static final int MOST_SCOPES = 100;

    private final Dictionary dictionary;
    private final Warehouse warehouse;
    private final Shops shops;
    private final InstantSource clock;
    private final Labels labels;
    private final Map<List<Shop>, Known> known = new LinkedHashMap<>();

    /** The orders when the warehouse had this version. */
    private record Known(long version, List<PaidOrder> orders) {}

    OrderTicker(Dictionary dictionary, Warehouse warehouse, Shops shops, InstantSource clock) {
        this.dictionary = dictionary;
        this.warehouse = warehouse;
        this.shops = shops;
        this.clock = clock;
        this.labels = new Labels(warehouse);
    }

    @Override
    public List<PaidOrder> latest(List<String> named, int limit, Caller caller) {
        if (limit < 1 || limit > MOST) {
            throw new QuanjingException(
                    MetricError.BAD_LIMIT,
                    "The limit " + limit + " is not from 1 to " + MOST + ". Maybe 20.",
                    Map.of("value", String.valueOf(limit), "most", MOST));
        }
        List<Shop> scope = ShopScope.of(named, shops, caller);
        if (scope.isEmpty()) {
            return List.of();
        }
        long version = warehouse.version();
        Known before = known(scope);
        List<PaidOrder> orders = before != null && before.version() == version ? before.orders() : read(scope);
        keep(scope, new Known(version, orders));
        return orders.stream().limit(limit).toList();
    }

    private synchronized @Nullable Known known(List<Shop> scope) {
        return known.get(scope);
    }

    private synchronized void keep(List<Shop> scope, Known orders) {
        known.remove(scope);
        known.put(scope, orders);
        if (known.size() > MOST_SCOPES) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private List<PaidOrder> read(List<Shop> scope) {
        Instant now = clock.instant();
        // Yesterday is another day in another zone.
        Map<LocalDate, List<String>> since = scope.stream()
                .collect(Collectors.groupingBy(
                        shop -> shop.clock().day(now).minusDays(1),
                        TreeMap::new,
                        Collectors.mapping(Shop::id, Collectors.toList())));
        QueryOptions interactive = QueryOptions.interactive();
        List<Map<String, @Nullable Object>> rows = warehouse
                .query(
                        LookupRenderer.latestPaid(since, MOST, warehouse.dialect()),
                        new QueryOptions(interactive.lane(), interactive.timeout(), MOST))
                .rows()
                .stream()
                .map(OrderTicker::row)
                .toList();
        Map<String, Map<String, Label>> titles =
                labels.of(List.of(dictionary.dimension("region"), dictionary.dimension("product")), rows, scope);
        return rows.stream()
                .map(row -> new PaidOrder(
                        (Instant) Objects.requireNonNull(row.get("at")),
                        title(titles, "region", row),
                        title(titles, "product", row),
                        ((BigDecimal) Objects.requireNonNull(row.get("amount")))
                                .setScale(2, RoundingMode.HALF_UP)
                                .toPlainString(),
                        String.valueOf(row.get("currency"))))
                .toList();
    }

    private static Map<String, @Nullable Object> row(List<@Nullable Object> cells) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("at", cells.get(0));
        row.put("region", cells.get(1));
        row.put("product", cells.get(2));
        row.put("amount", cells.get(3));
        row.put("currency", cells.get(4));
        return row;
    }

    private static @Nullable Label title(
            Map<String, Map<String, Label>> titles, String dimension, Map<String, @Nullable Object> row) {
        Object key = row.get(dimension);
        if (key == null) {
            return null;
        }
        Label bare = new Label(key.toString(), key.toString());
        return titles.getOrDefault(dimension, Map.of()).getOrDefault(key.toString(), bare);
    }
}
