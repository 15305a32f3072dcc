package io.quanjing.migration;

import io.quanjing.metric.Metrics;
import io.quanjing.warehouse.Warehouse;
import javax.sql.DataSource;

/**
 * One of the two installations: its operational database with its tables up to date, its warehouse, and the metrics over both.
 *
 * @param database the operational database
 * @param warehouse the facts
 * @param metrics asks the warehouse
 */
public record Side(DataSource database, Warehouse warehouse, Metrics metrics) {}
