package io.quanjing.warehouse;

/**
 * How far a write goes in a log that is kept elsewhere. It becomes durable in the same commit as the rows, so whoever reads the log goes on
 * exactly behind what the warehouse has, whichever process died.
 *
 * <p>That a bulk write was taken back is remembered as one too, since it has to be known exactly once as well.
 *
 * @param log which log, for example {@code kafka:<topic>:<topic id>/<partition>}; the same name must never stand for another content
 * @param from the position that the writer takes for durable, or {@link #NONE}. Where another one is, somebody else wrote meanwhile, and
 *     the write is refused: a reader that lost its part of the log without noticing writes nothing twice.
 * @param next the position of the first record that is not in this write nor in one before
 */
public record LogPosition(String log, long from, long next) {

    /** What the log of a bulk write that was taken back is called, with its id behind. */
    public static final String UNDO = "undo:";

    /** Nothing of the log was ever written. */
    public static final long NONE = -1;
}
