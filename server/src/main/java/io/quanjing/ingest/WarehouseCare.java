package io.quanjing.ingest;

import io.quanjing.job.Jobs;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;

/** Lets the warehouse keep itself quick and small once a day, in one replica. The warehouse knows no jobs, so whoever writes to it sees to it. */
final class WarehouseCare {

    private static final Duration INTERVAL = Duration.ofDays(1);

    private final Warehouse warehouse;

    WarehouseCare(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    void schedule(Jobs jobs) {
        jobs.every("ingest.tend-warehouse", INTERVAL, warehouse::tend);
    }
}
