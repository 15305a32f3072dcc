package io.quanjing.ingest;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.util.List;

/** Asks the warehouse what became of a run whose end nobody wrote down. */
final class KeptLoadStore {

    private final Warehouse warehouse;

    KeptLoadStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Whether rows of the run were kept; a run that changed nothing left none.
     *
     * @throws io.quanjing.kernel.QuanjingException if the warehouse cannot tell now
     */
    boolean has(String id) {
        // Or its rows might come after they were asked for.
        warehouse.finishWrites();
        for (TableSchema table : warehouse.tables()) {
            SqlQuery query = new SqlQuery("""
                    SELECT load_id
                    FROM %s
                    WHERE load_id = ?
                    LIMIT 1
                    """.formatted(table.name()), List.of(id));
            if (!warehouse.query(query, QueryOptions.batch()).rows().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
