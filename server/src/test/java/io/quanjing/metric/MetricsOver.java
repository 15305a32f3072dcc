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
        return new MetricEngine(Dictionary.load(), warehouse, shops, InstantSource.system());
    }
}
