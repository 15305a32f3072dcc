package io.quanjing.job;

import java.time.Duration;

/**
 * Durable background work. Modules register what they can do while the application starts (in a constructor or a bean method); the work
 * starts once everything is up. A job that was enqueued survives a restart, and the job of a killed process is taken over by another one
 * or by the next start, so work must bear to run again from its beginning.
 *
 * <p>With several replicas on one operational database, each job runs in one of them. The replicas say by a heartbeat that they live; the job
 * of one that has been silent for four heartbeats is taken over: within 20 s of its death with the default heartbeat of 3 s.
 */
public interface Jobs {

    /**
     * Registers a kind of job.
     *
     * @param name unique, {@code module.job-name}
     * @param payload a record that JSON can carry; keep it small: ids, not data
     * @param work what to do
     * @return where to put jobs of this kind
     * @throws IllegalStateException when the name is taken or the work has started already
     */
    <P extends Record> JobQueue<P> register(String name, Class<P> payload, JobWork<P> work);

    /**
     * Registers work that repeats, in one process at a time; the first run is one interval after the very first start.
     *
     * @param name unique, {@code module.job-name}
     * @param interval from the end of one run to the start of the next
     * @param work what to do; a failure is logged and the next run comes as planned
     */
    void every(String name, Duration interval, Runnable work);

    /**
     * Registers work that every process repeats for itself, whatever others do: for what lies in its own data folder.
     *
     * @param name unique, {@code module.job-name}
     * @param interval from the end of one run to the start of the next; the first is one interval after the start
     * @param work what to do; a failure is logged and the next run comes as planned
     */
    void everywhere(String name, Duration interval, Runnable work);
}
