package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query that one thread runs and another may stop, before its statement exists or while it works. */
public final class Running {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private @Nullable Statement statement;
    private boolean cancelled;

    /** Tells of the statement that works now, so that it can be stopped. */
    public synchronized void begin(Statement begun) {
        if (cancelled) {
            throw new QuanjingException(WarehouseError.CANCELLED, "The query was cancelled.");
        }
        statement = begun;
    }

    /** The statement is over. */
    public synchronized void end() {
        statement = null;
    }

    synchronized void cancel() {
        cancelled = true;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("A query ended while it was cancelled.", e);
            }
        }
    }
}
