package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the warehouse knows of the orders and customers that events revise. */
final class KnownFactStore {

    /** So that neither the statement nor its answer outgrows the limits of a query; an answer has the rows of some orders. */
    private static final int IDS_AT_A_TIME = 500;

    private final Warehouse warehouse;
    private final FactRows rows;

    KnownFactStore(Warehouse warehouse, FactRows rows) {
        this.warehouse = warehouse;
        this.rows = rows;
    }

    /**
     * The orders of these ids, whichever source they came from: an order has one row, and events revise that. One that nobody knows is
     * empty.
     */
    Map<String, Order> orders(Shop shop, Collection<String> ids) {
        Map<String, Order> orders = new HashMap<>();
        ids.forEach(id -> orders.put(id, new Order(shop, id, rows)));
        // Nearly every order is new, and reading three tables to find nothing would hold up the events beside it.
        Set<String> perhaps = warehouse.ordersPerhaps(shop.id(), ids);
        for (TableSchema table : List.of(rows.orderHeader, rows.orderLine, rows.refund)) {
            for (FactRow row : rows(table, "order_id", shop, perhaps)) {
                Order order = row.get("order_id") instanceof String id ? orders.get(id) : null;
                if (order != null) {
                    order.know(row);
                }
            }
        }
        return orders;
    }

    /** The customers of these ids that tracking described before. */
    Map<String, FactRow> customers(Shop shop, Collection<String> ids) {
        Map<String, FactRow> customers = new HashMap<>();
        for (FactRow row : rows(rows.customer, "natural_key", shop, ids)) {
            if (FactRows.SOURCE.equals(row.get("source")) && row.get("natural_key") instanceof String id) {
                customers.put(id, row);
            }
        }
        return customers;
    }

    private List<FactRow> rows(TableSchema table, String key, Shop shop, Collection<String> ids) {
        List<String> left = List.copyOf(ids);
        List<FactRow> found = new ArrayList<>();
        while (!left.isEmpty()) {
            int some = Math.min(left.size(), IDS_AT_A_TIME);
            found.addAll(some(table, key, shop, left.subList(0, some)));
            left = left.subList(some, left.size());
        }
        return found;
    }

    private List<FactRow> some(TableSchema table, String key, Shop shop, List<String> ids) {
        // In quotes, since some are words of the language.
        String columns = table.columns().stream().map(Column::name).collect(Collectors.joining("\", \"", "\"", "\""));
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        List<@Nullable Object> binds = new ArrayList<>();
        binds.add(shop.id());
        binds.addAll(ids);
        SqlQuery query = new SqlQuery("""
                SELECT %s
                FROM %s
                WHERE shop = ? AND %s IN (%s)
                """.formatted(columns, table.name(), key, marks), binds);
        return warehouse.query(query, QueryOptions.interactive()).rows().stream()
                .map(values -> new FactRow(table, values.toArray()))
                .toList();
    }
}
