package io.quanjing.job;

/** What a job does. */
@FunctionalInterface
public interface JobWork<P extends Record> {

    /**
     * Does the job, from its beginning. A {@link io.quanjing.kernel.QuanjingException} ends it for good; any other exception makes it run
     * again, up to 4 times, after 10 s and twice as long each time.
     */
    void run(P payload) throws Exception;
}
