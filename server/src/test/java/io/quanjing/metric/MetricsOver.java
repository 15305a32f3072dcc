package io.quanjing.metric;

import io.quanjing.access.Shops;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.warehouse.Warehouse;
import java.time.InstantSource;

/** The metrics over a warehouse that is not the application's. */
public final class MetricsOver {

    private MetricsOver() {}

    /** The program's own dictionary over this warehouse. */
    public static Metrics of(Warehouse warehouse, Shops shops) {
        return of(warehouse, shops, InstantSource.system());
    }

    /** With a clock of its own. */
    public static Metrics of(Warehouse warehouse, Shops shops, InstantSource clock) {
        return new MetricEngine(Dictionary.load(), warehouse, shops, clock);
    }
}
