package io.quanjing.ingest.log;

import io.quanjing.warehouse.LogPosition;
import java.util.List;

/** What is done with the records of a log. */
public interface LogWork {

    /**
     * Makes the records durable in the warehouse together with the positions behind them, all or nothing. A record that makes no sense is
     * put aside and does not stop the others.
     *
     * @param records in the order of their logs
     * @throws RuntimeException if it cannot be done now; the same records come again
     */
    void take(List<LogRecord> records, List<LogPosition> positions);
}
