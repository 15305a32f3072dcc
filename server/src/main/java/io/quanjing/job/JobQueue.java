package io.quanjing.job;

/** Where jobs of one kind are put. */
@FunctionalInterface
public interface JobQueue<P extends Record> {

    /**
     * Puts a job in, to run as soon as there is room. Takes part in the transaction of the calling thread, if there is one.
     *
     * @param id unique among the waiting and running jobs of this kind; a second one with the same id is ignored
     * @return whether it was put in, false when the id is already there
     */
    boolean enqueue(String id, P payload);
}
