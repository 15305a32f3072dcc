package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.RowCheck;
import io.quanjing.warehouse.engine.WriteQueue;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages on a connection of its own, so that the writer only has to merge. */
final class DuckDbLoad implements FactLoad {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbLoad.class);

    private final DuckDBConnection connection;
    private final WriteQueue<Writer.Load> writer;
    private final MartThread marts;
    private final String loadId;
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private boolean over;

    DuckDbLoad(DuckDBConnection connection, WriteQueue<Writer.Load> writer, MartThread marts, String loadId) {
        this.connection = connection;
        this.writer = writer;
        this.marts = marts;
        this.loadId = loadId;
    }

    @Override
    public void append(FactRow row) {
        requireOpen();
        RowCheck.check(row);
        try {
            Stage stage = stages.get(row.table().name());
            if (stage == null) {
                if (stages.isEmpty()) {
                    // Without a transaction each chunk of rows would be one. It touches temporary tables alone and
                    // holds up nobody.
                    connection.setAutoCommit(false);
                }
                stage = new Stage(connection, row.table());
                stages.put(row.table().name(), stage);
            }
            stage.append(row, 0);
        } catch (SQLException e) {
            throw Failures.of("staging a row of " + row.table().name(), e);
        }
    }

    @Override
    public WriteReceipt commit() {
        WriteReceipt receipt = hand(false);
        // Whoever loads in bulk looks at the figures next.
        QuanjingException behind = marts.follow();
        if (behind != null) {
            LOG.warn("The load {} is durable, but the marts do not show it yet.", loadId, behind);
        }
        return receipt;
    }

    @Override
    public WriteReceipt rehearse() {
        return hand(true);
    }

    /** Hands the stages to the writer, after which the load is over. */
    private WriteReceipt hand(boolean rehearsal) {
        requireOpen();
        try {
            for (Stage stage : stages.values()) {
                stage.flush();
            }
            // The merge needs a transaction of its own, which sees what others wrote meanwhile.
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw Failures.of("staging rows", e);
        }
        WriteReceipt receipt = writer.commit(new Writer.Load(connection, stages.values(), loadId, rehearsal));
        close();
        return receipt;
    }

    private void requireOpen() {
        if (over) {
            throw new QuanjingException(
                    WarehouseError.CLOSED, "The load " + loadId + " is over. Maybe open another one.");
        }
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        for (Stage stage : stages.values()) {
            try {
                stage.close();
            } catch (SQLException e) {
                LOG.debug("A stage of the load {} did not close.", loadId, e);
            }
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The connection of the load {} did not close.", loadId, e);
        }
    }
}
