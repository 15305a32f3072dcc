package io.quanjing.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.quanjing.kernel.QuanjingException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Jobs in the table {@code job} of the operational database, run by db-scheduler once the application is up. */
final class ScheduledJobs implements Jobs, SmartLifecycle {

    static final int MAX_RETRIES = 4;
    private static final String TABLE = "job";
    private static final int MISSED_HEARTBEATS = 4;
    /** At the latest, a job that was put back comes again after this. */
    private static final Duration PUT_BACK = Duration.ofSeconds(3);

    private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledJobs.class);

    private final DataSource database;
    private final JobSettings settings;
    private final JsonPayload payloads;
    private final InstantSource clock;
    private final boolean works;
    private final SchedulerClient client;
    private final Set<String> names = new HashSet<>();
    private final List<Task<?>> once = new ArrayList<>();
    private final List<RecurringTask<Void>> repeated = new ArrayList<>();
    private final List<Local> local = new ArrayList<>();
    private @Nullable Scheduler scheduler;
    private @Nullable ScheduledThreadPoolExecutor repeater;

    /** Work that each process repeats for itself. */
    private record Local(String name, Duration interval, Runnable work) {}

    /**
     * Ready to be registered with.
     *
     * @param works whether this process runs jobs, or only puts them in
     */
    ScheduledJobs(DataSource database, JobSettings settings, JsonMapper json, InstantSource clock, boolean works) {
        this.database = database;
        this.settings = settings;
        this.payloads = new JsonPayload(json);
        this.clock = clock;
        this.works = works;
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database))
                .tableName(TABLE)
                .serializer(payloads)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
                .build();
    }

    @Override
    public synchronized <P extends Record> JobQueue<P> register(String name, Class<P> payload, JobWork<P> work) {
        claim(name);
        TaskDescriptor<P> kind = TaskDescriptor.of(name, payload);
        once.add(Tasks.custom(kind)
                .onFailure(this::failed)
                .onDeadExecutionRevive()
                .execute((job, context) -> {
                    try {
                        run(work, job.getData());
                        return new CompletionHandler.OnCompleteRemove<>();
                    } catch (JobWork.NotYet later) {
                        LOG.debug("Job {} is put back: {}", job, later.getMessage());
                        return (completed, operations) ->
                                operations.reschedule(completed, clock.instant().plusMillis(putBackMillis()));
                    }
                }));
        return (id, data) -> {
            boolean added =
                    client.scheduleIfNotExists(kind.instance(id).data(data).scheduledTo(clock.instant()));
            if (added) {
                afterCommit(this::wake);
            }
            return added;
        };
    }

    @Override
    public synchronized void every(String name, Duration interval, Runnable work) {
        claim(name);
        repeated.add(Tasks.recurring(name, FixedDelay.of(interval))
                .onFailureReschedule()
                .onDeadExecutionRevive()
                .execute((job, context) -> work.run()));
    }

    @Override
    public synchronized void everywhere(String name, Duration interval, Runnable work) {
        claim(name);
        local.add(new Local(name, interval, work));
    }

    /** Another time for each attempt, so that the same replica is not first again and again. */
    private static long putBackMillis() {
        return ThreadLocalRandom.current().nextLong(PUT_BACK.toMillis() / 6, PUT_BACK.toMillis());
    }

    /**
     * A little more or less in each process. With one interval for all of them, the replica that looks just before another one would meet each
     * due job first, for as long as both run, also one that only the other can do.
     */
    private Duration polling() {
        long millis = settings.polling().toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis * 7 / 10, millis * 13 / 10 + 1));
    }

    @Override
    public synchronized void start() {
        if (scheduler == null) {
            scheduler = Scheduler.create(database, once)
                    .startTasks(repeated)
                    .tableName(TABLE)
                    .serializer(payloads)
                    .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
                    // Two processes on one machine must not share a name, or each would count as alive for the other.
                    .schedulerName(new SchedulerName.Fixed(
                            ManagementFactory.getRuntimeMXBean().getName() + "-" + UUID.randomUUID()))
                    .threads(settings.threads())
                    .pollingInterval(polling())
                    .heartbeatInterval(settings.heartbeat())
                    .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                    // We log failures ourselves, with what follows from them.
                    .failureLogging(LogLevel.DEBUG, false)
                    .shutdownMaxWait(SHUTDOWN_WAIT)
                    .build();
            scheduler.start();
            repeatLocally();
        }
    }

    private void repeatLocally() {
        if (local.isEmpty()) {
            return;
        }
        ScheduledThreadPoolExecutor repeating = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("jobs-of-this-process").daemon().factory());
        for (Local job : local) {
            ScheduledFuture<?> ignored = repeating.scheduleWithFixedDelay(
                    () -> {
                        try {
                            job.work().run();
                        } catch (RuntimeException failure) {
                            LOG.warn("Job {} of this process failed and comes again as planned", job.name(), failure);
                        }
                    },
                    job.interval().toMillis(),
                    job.interval().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        repeater = repeating;
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
        if (repeater != null) {
            List<Runnable> ignored = repeater.shutdownNow();
            repeater = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public boolean isAutoStartup() {
        return works;
    }

    private synchronized void wake() {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private static void afterCommit(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    action.run();
                }
            });
        } else {
            action.run();
        }
    }

    private void claim(String name) {
        if (scheduler != null) {
            throw new IllegalStateException("The job " + name + " is registered after the work has started.");
        }
        if (!names.add(name)) {
            throw new IllegalStateException("There are two jobs of the name " + name + ".");
        }
    }

    private static <P extends Record> void run(JobWork<P> work, P payload) {
        try {
            work.run(payload);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new JobFailure(failure);
        }
    }

    private <P> void failed(ExecutionComplete run, ExecutionOperations<P> job) {
        String name = run.getExecution().taskInstance.getTaskAndInstance();
        Throwable cause = run.getCause().orElse(null);
        int failures = run.getExecution().consecutiveFailures + 1;
        if (cause instanceof QuanjingException refused) {
            LOG.warn("Job {} is refused for good: {}", name, refused.getMessage());
            job.stop();
        } else if (failures > MAX_RETRIES) {
            LOG.error("Job {} failed {} times and is given up", name, failures, cause);
            job.stop();
        } else {
            Instant next = clock.instant().plus(settings.retryAfter().multipliedBy(1L << (failures - 1)));
            LOG.warn("Job {} failed and runs again at {}", name, next, cause);
            job.reschedule(run, next);
        }
    }

    /** Carries a checked exception through the scheduler. */
    private static final class JobFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        JobFailure(Throwable cause) {
            super(cause);
        }
    }
}
