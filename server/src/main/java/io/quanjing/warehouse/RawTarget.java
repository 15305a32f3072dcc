package io.quanjing.warehouse;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A warehouse into which rows can be copied as another one keeps them. Nobody else may write to it meanwhile. */
public interface RawTarget {

    /**
     * Adds rows as they are. All of them become durable together with the position, or none.
     *
     * @param replacing whether rows with the same natural key go, as those do with which a warehouse is born
     * @param step says how far the copying is; where the warehouse is elsewhere, the step is refused
     * @param rows gives each row, its values in the order of {@link RawTable#columns()}, rows of one day after each other
     */
    void append(RawTable table, boolean replacing, LogPosition step, Consumer<Consumer<@Nullable Object[]>> rows);

    /** Makes all marts anew from the rows that are there now, and returns when they show them. */
    void remakeMarts();
}
