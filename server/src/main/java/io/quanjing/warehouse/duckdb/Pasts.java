package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The moments that were asked for last, each put together once. */
final class Pasts implements AutoCloseable {

    /** Each holds its own marts, which may be as large as those of today. */
    private static final int MOST = 3;

    private final Function<Instant, Past> open;
    private final Supplier<@Nullable Instant> complete;
    private final LongSupplier version;
    private final Map<Instant, Known> known = new LinkedHashMap<>();
    private boolean closed;

    /** @param version of the warehouse when it was put together, or null where nothing can be added to it any more */
    private record Known(Past past, @Nullable Long version) {}

    /**
     * @param open puts one together
     * @param complete the moment up to which every commit is there
     * @param version grows when something may have been added
     */
    Pasts(Function<Instant, Past> open, Supplier<@Nullable Instant> complete, LongSupplier version) {
        this.open = open;
        this.complete = complete;
        this.version = version;
    }

    /** One is put together at a time: it takes what a rebuild of all marts takes. */
    synchronized Warehouse at(Instant at) {
        if (closed) {
            throw Refusals.failure(
                    WarehouseError.CLOSED,
                    "The warehouse is closed. Maybe the server is stopping.",
                    new IllegalStateException());
        }
        Known found = known.remove(at);
        if (found != null && found.version() != null && found.version() != version.getAsLong()) {
            // A commit of before the moment may have ended since.
            found.past().close();
            found = null;
        }
        if (found == null) {
            long now = version.getAsLong();
            Instant upTo = complete.get();
            boolean whole = upTo != null && !at.isAfter(upTo);
            found = new Known(open.apply(at), whole ? null : now);
        }
        known.put(at, found);
        while (known.size() > MOST) {
            Instant oldest = known.keySet().iterator().next();
            Known left = known.remove(oldest);
            if (left != null) {
                left.past().close();
            }
        }
        return found.past();
    }

    /** Lets go of all: they hold rows that are to be there no more. */
    synchronized void clear() {
        known.values().forEach(each -> each.past().close());
        known.clear();
    }

    @Override
    public synchronized void close() {
        closed = true;
        clear();
    }
}
