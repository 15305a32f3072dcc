package io.quanjing.warehouse;

/**
 * A bulk write of any size: rows are staged as they come and take effect all together in {@link #commit()}. Closing without a commit
 * leaves no trace. Used by one thread.
 */
public interface FactLoad extends AutoCloseable {

    /**
     * Stages a row.
     *
     * @throws io.quanjing.kernel.QuanjingException if a value does not fit its column or the disk is full
     */
    void append(FactRow row);

    /** Makes the staged rows durable and visible at once, and returns when the marts show them too. */
    WriteReceipt commit();

    /**
     * What {@link #commit} would do now, without doing it. It holds up other writes as a commit does, and ends the load.
     *
     * @throws io.quanjing.kernel.QuanjingException as the commit would
     */
    WriteReceipt rehearse();

    /** Drops what is staged and not committed. */
    @Override
    void close();
}
