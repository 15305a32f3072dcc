package io.quanjing.job;

/** What a job does. */
@FunctionalInterface
public interface JobWork<P extends Record> {

    /**
     * Does the job, from its beginning. A {@link io.quanjing.kernel.QuanjingException} ends it for good; any other exception makes it run
     * again, up to 4 times, after 10 s and twice as long each time. {@link NotYet} puts it back.
     */
    void run(P payload) throws Exception;

    /**
     * Thrown by the work of a job that cannot run in this process now, for example because another replica has its files: the job comes again
     * within three seconds, in whatever process is free then. It does not count as a failure.
     */
    final class NotYet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** With the reason, for the log. */
        public NotYet(String reason) {
            super(reason);
        }
    }
}
