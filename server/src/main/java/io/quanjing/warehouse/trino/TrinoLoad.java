package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.RowCheck;
import io.quanjing.warehouse.engine.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages on this machine; the commit merges and writes the files. */
final class TrinoLoad implements FactLoad {

    private static final Logger LOG = LoggerFactory.getLogger(TrinoLoad.class);

    private final MergeBench.Staged staged;
    private final WriteQueue<TrinoWriter.Load> writer;
    private final MartThread marts;
    private final String loadId;
    private boolean over;

    TrinoLoad(MergeBench.Staged staged, WriteQueue<TrinoWriter.Load> writer, MartThread marts, String loadId) {
        this.staged = staged;
        this.writer = writer;
        this.marts = marts;
        this.loadId = loadId;
    }

    @Override
    public void append(FactRow row) {
        requireOpen();
        RowCheck.check(row);
        staged.append(row);
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

    /** Hands what is staged to the writer, after which the load is over. */
    private WriteReceipt hand(boolean rehearsal) {
        requireOpen();
        staged.flush();
        WriteReceipt receipt = writer.commit(new TrinoWriter.Load(staged, loadId, rehearsal));
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
        if (!over) {
            over = true;
            staged.close();
        }
    }
}
