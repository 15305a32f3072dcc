package io.quanjing.job;

import java.time.Duration;
import java.time.InstantSource;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A process that takes a job and never gets done with it, for a test that kills it. */
final class KilledWorker {

    static final String JOB = "test.endless";
    static final String AT_WORK = "at work";
    static final String REPEATED = "test.endless-repeated";
    static final String AT_REPEATED_WORK = "at repeated work";

    private KilledWorker() {}

    public static void main(String[] args) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(args[0]);
        database.setUser(args[1]);
        database.setPassword(args[2]);
        ScheduledJobs jobs =
                new ScheduledJobs(database, JobsTest.FAST, JsonMapper.shared(), InstantSource.system(), true);
        JobQueue<JobsTest.Greeting> queue = jobs.register(JOB, JobsTest.Greeting.class, greeting -> {
            System.out.println(AT_WORK);
            Thread.sleep(Long.MAX_VALUE);
        });
        jobs.every(REPEATED, Duration.ofMillis(100), () -> {
            System.out.println(AT_REPEATED_WORK);
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        jobs.start();
        System.out.println("works for " + queue);
    }
}
