package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.engine.QueryLane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks Trino, in one question of all tables that rows of an order may be in, which orders it knows. */
final class KnownOrders {

    private static final List<String> TABLES = List.of("order_header", "order_line", "refund");

    /** So that the statement does not outgrow its limits; three tables name each. */
    private static final int ORDERS_A_QUERY = 500;

    private KnownOrders() {}

    static Set<String> among(QueryLane lane, String shop, Collection<String> orderIds) {
        List<String> wanted = List.copyOf(orderIds);
        Set<String> known = new HashSet<>();
        for (int from = 0; from < wanted.size(); from += ORDERS_A_QUERY) {
            List<String> some = wanted.subList(from, Math.min(wanted.size(), from + ORDERS_A_QUERY));
            for (List<@Nullable Object> row :
                    lane.query(question(shop, some), QueryOptions.interactive()).rows()) {
                known.add(String.valueOf(row.getFirst()));
            }
        }
        return known;
    }

    private static SqlQuery question(String shop, List<String> orders) {
        String marks = String.join(", ", Collections.nCopies(orders.size(), "?"));
        List<@Nullable Object> binds = new ArrayList<>();
        TABLES.forEach(table -> {
            binds.add(shop);
            binds.addAll(orders);
        });
        return new SqlQuery(
                TABLES.stream()
                        .map(table ->
                                "SELECT order_id FROM " + table + " WHERE shop = ? AND order_id IN (" + marks + ")")
                        .collect(Collectors.joining(" UNION ")),
                binds);
    }
}
