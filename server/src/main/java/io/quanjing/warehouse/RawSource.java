package io.quanjing.warehouse;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A warehouse out of which rows can be copied as they are kept. */
public interface RawSource {

    /**
     * Reads the rows that were recorded within a time, in the order of the table's {@link RawTable#day()}.
     *
     * @param from of {@code recorded_at}, inclusive
     * @param until exclusive
     * @param rows takes each row, whose array is its own; values of the classes that {@link Column.Type} names
     */
    void read(RawTable table, Instant from, Instant until, Consumer<@Nullable Object[]> rows);
}
