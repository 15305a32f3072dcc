package io.quanjing.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Background work over a real PostgreSQL. */
class JobsTest {

    static final JobSettings FAST =
            new JobSettings(2, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(50));

    private final TestPostgres.Database address = TestPostgres.migratedDatabase();
    private final DataSource database = address.dataSource();
    private final List<ScheduledJobs> started = new ArrayList<>();

    record Greeting(String to, int times) {}

    @AfterEach
    void stop() {
        started.forEach(ScheduledJobs::stop);
    }

    @Test
    void runsAJobWithItsPayload() {
        List<Greeting> seen = new CopyOnWriteArrayList<>();
        ScheduledJobs jobs = jobs();
        JobQueue<Greeting> queue = jobs.register("test.greet", Greeting.class, seen::add);
        jobs.start();

        assertThat(queue.enqueue("1", new Greeting("全景", 3))).isTrue();

        await().until(() -> !seen.isEmpty());
        assertThat(seen).containsExactly(new Greeting("全景", 3));
    }

    @Test
    void keepsAJobUntilSomebodyWorks() {
        JobQueue<Greeting> queue = jobs().register("test.greet", Greeting.class, greeting -> {});
        assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();
        List<Greeting> seen = new CopyOnWriteArrayList<>();
        ScheduledJobs later = jobs();
        assertThat(later.register("test.greet", Greeting.class, seen::add)).isNotNull();

        later.start();

        await().until(() -> seen.size() == 1);
    }

    @Test
    void ignoresASecondJobOfTheSameId() {
        JobQueue<Greeting> queue = jobs().register("test.greet", Greeting.class, greeting -> {});

        assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();
        assertThat(queue.enqueue("1", new Greeting("b", 1))).isFalse();
    }

    @Test
    void putsNothingInWhenTheTransactionIsRolledBack() {
        JobQueue<Greeting> queue = jobs().register("test.greet", Greeting.class, greeting -> {});

        new TransactionTemplate(new JdbcTransactionManager(database)).executeWithoutResult(status -> {
            assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();
            status.setRollbackOnly();
        });

        assertThat(waiting()).isZero();
    }

    @Test
    void runsAFailedJobAgainButNotForEver() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledJobs jobs = jobs();
        JobQueue<Greeting> queue = jobs.register("test.fail", Greeting.class, greeting -> {
            runs.incrementAndGet();
            throw new java.io.IOException("the line is dead");
        });
        jobs.start();

        assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();

        await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 0);
        assertThat(runs).hasValue(1 + ScheduledJobs.MAX_RETRIES);
    }

    @Test
    void endsARefusedJobForGood() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledJobs jobs = jobs();
        JobQueue<Greeting> queue = jobs.register("test.refuse", Greeting.class, greeting -> {
            runs.incrementAndGet();
            throw new QuanjingException(TestError.NO, "No.");
        });
        jobs.start();

        assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();

        await().until(() -> runs.get() > 0 && waiting() == 0);
        assertThat(runs).hasValue(1);
    }

    @Test
    void repeatsWhatIsToBeRepeated() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledJobs jobs = jobs();
        jobs.every("test.repeat", Duration.ofMillis(100), runs::incrementAndGet);

        jobs.start();

        await().until(() -> runs.get() >= 3);
    }

    @Test
    void refusesTwoJobsOfOneName() {
        ScheduledJobs jobs = jobs();
        jobs.every("test.repeat", Duration.ofHours(1), () -> {});

        assertThatIllegalStateException()
                .isThrownBy(() -> jobs.every("test.repeat", Duration.ofHours(1), () -> {}))
                .withMessageContaining("test.repeat");
    }

    @Test
    void takesOverTheJobOfAKilledProcess() throws Exception {
        List<Greeting> seen = new CopyOnWriteArrayList<>();
        ScheduledJobs survivor = jobs();
        JobQueue<Greeting> queue = survivor.register(KilledWorker.JOB, Greeting.class, seen::add);
        assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();
        Process victim = victim();
        try {
            awaitLine(victim, KilledWorker.AT_WORK);
        } finally {
            victim.destroyForcibly().waitFor();
        }
        assertThat(picked()).isPositive();

        survivor.start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> seen.size() == 1
                        && count("select count(*) from job where task_name = '" + KilledWorker.JOB + "'") == 0);
    }

    @Test
    void repeatsInOneReplicaAtATime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        for (int replica = 0; replica < 2; replica++) {
            ScheduledJobs jobs = jobs();
            jobs.every("test.repeat", Duration.ofMillis(50), () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                runs.incrementAndGet();
                inside.decrementAndGet();
            });
            jobs.start();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() >= 10);
        assertThat(most).hasValue(1);
        assertThat(waiting()).isOne();
    }

    @Test
    void anotherReplicaGoesOnWithWhatAKilledOneRepeated() throws Exception {
        Process victim = victim();
        AtomicInteger runs = new AtomicInteger();
        ScheduledJobs survivor = jobs();
        survivor.every(KilledWorker.REPEATED, Duration.ofMillis(100), runs::incrementAndGet);
        try {
            awaitLine(victim, KilledWorker.AT_REPEATED_WORK);
            survivor.start();
        } finally {
            victim.destroyForcibly().waitFor();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 2);
    }

    @Test
    void putsAJobBackUntilAnotherReplicaCanRunIt() {
        List<Greeting> seen = new CopyOnWriteArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        ScheduledJobs without = jobs();
        JobQueue<Greeting> queue = without.register("test.greet", Greeting.class, greeting -> {
            refused.incrementAndGet();
            throw new JobWork.NotYet("the files are elsewhere");
        });
        without.start();
        assertThat(queue.enqueue("1", new Greeting("a", 1))).isTrue();
        await().until(() -> refused.get() > 0);
        ScheduledJobs with = jobs();
        assertThat(with.register("test.greet", Greeting.class, seen::add)).isNotNull();

        with.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);
        assertThat(seen).hasSize(1);
    }

    @Test
    void repeatsInEveryReplicaWhatConcernsItsOwnFolder() {
        AtomicInteger[] runs = {new AtomicInteger(), new AtomicInteger()};
        for (AtomicInteger count : runs) {
            ScheduledJobs jobs = jobs();
            jobs.everywhere("test.own", Duration.ofMillis(20), () -> {
                count.incrementAndGet();
                throw new IllegalStateException("goes on all the same");
            });
            jobs.start();
        }

        await().until(() -> runs[0].get() >= 3 && runs[1].get() >= 3);
        assertThat(waiting()).isZero();
    }

    private Process victim() throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWorker.class.getName(),
                        address.url(),
                        address.username(),
                        address.password())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitLine(Process process, String text) {
        assertThat(process.inputReader().lines().anyMatch(line -> line.contains(text)))
                .isTrue();
    }

    private ScheduledJobs jobs() {
        ScheduledJobs jobs = new ScheduledJobs(database, FAST, JsonMapper.shared(), InstantSource.system(), true);
        started.add(jobs);
        return jobs;
    }

    private int waiting() {
        return count("select count(*) from job");
    }

    private int picked() {
        return count("select count(*) from job where picked");
    }

    private int count(String sql) {
        return JdbcClient.create(database).sql(sql).query(Integer.class).single();
    }

    private enum TestError implements ErrorCode {
        NO;

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public String module() {
            return "test";
        }
    }
}
