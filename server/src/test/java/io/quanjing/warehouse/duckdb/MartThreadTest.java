package io.quanjing.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.WriteQueue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes and refreshes beside each other, with marts that take as long as the test wants. */
class MartThreadTest {

    private static final TableSchema TABLE = new TableSchema(
            "thing",
            Revision.KEEP_FIRST,
            List.of(
                    new Column("shop", Column.Type.TEXT, true),
                    new Column("source", Column.Type.TEXT, true),
                    new Column("natural_key", Column.Type.TEXT, true)));

    /** A refresh meets the test when it begins and again when it may end. */
    private static final class SlowMarts implements MartThread.Marting {

        final SynchronousQueue<Instant> begun = new SynchronousQueue<>();
        final SynchronousQueue<String> mayEnd = new SynchronousQueue<>();
        final List<Instant> ended = new CopyOnWriteArrayList<>();

        @Override
        public boolean refresh(Instant upTo) {
            try {
                begun.put(upTo);
                String end = mayEnd.take();
                if (!end.equals("well")) {
                    throw new QuanjingException(WarehouseError.FAILED, end);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.add(upTo);
            return true;
        }

        Instant awaitBegin() throws InterruptedException {
            Instant upTo = begun.poll(20, TimeUnit.SECONDS);
            assertThat(upTo).as("a refresh has to begin").isNotNull();
            return upTo;
        }

        void end(String how) throws InterruptedException {
            assertThat(mayEnd.offer(how, 20, TimeUnit.SECONDS))
                    .as("a refresh has to run")
                    .isTrue();
        }
    }

    private final SlowMarts marts = new SlowMarts();
    private final AtomicLong version = new AtomicLong();
    private DuckDBConnection connection;
    private MartThread thread;
    private WriteQueue<Writer.Load> writer;

    @BeforeEach
    void start() throws Exception {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE thing (shop VARCHAR, source VARCHAR, natural_key VARCHAR, recorded_at TIMESTAMP,"
                            + " load_id VARCHAR, key_hash BIGINT)");
        }
        thread = new MartThread(marts, Instant.EPOCH, Duration.ofMillis(1), 2, version);
        writer = new Writer(new Merge(connection, List.of(TABLE)), thread, Instant.EPOCH).queue(100);
        writer.start();
        thread.start();
        assertThat(marts.awaitBegin()).isEqualTo(Instant.EPOCH);
        marts.end("well");
    }

    @AfterEach
    void stop() throws Exception {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            writer.close();
            thread.close();
        });
        while (!closed.isDone()) {
            // Whatever refresh still runs may end.
            if (marts.begun.poll(5, TimeUnit.MILLISECONDS) != null || marts.mayEnd.offer("well")) {
                Thread.onSpinWait();
            }
        }
        connection.close();
    }

    private void write(String key) {
        assertThat(writer.write(
                                List.of(FactRow.of(TABLE)
                                        .set("shop", "s")
                                        .set("source", "test")
                                        .set("natural_key", key)),
                                List.of())
                        .counts("thing")
                        .added())
                .isEqualTo(1);
    }

    private Instant recordedAt(String key) throws SQLException {
        try (Connection reading = connection.duplicate();
                Statement statement = reading.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT epoch_us(recorded_at) FROM thing WHERE natural_key = '" + key + "'")) {
            assertThat(rows.next()).isTrue();
            return Instant.EPOCH.plus(rows.getLong(1), java.time.temporal.ChronoUnit.MICROS);
        }
    }

    @Test
    void acknowledgesABatchWhileARefreshRuns() throws Exception {
        write("first");
        Instant first = marts.awaitBegin();
        assertThat(first).isEqualTo(recordedAt("first"));
        // Returns, although the refresh has not ended.
        write("second");
        assertThat(marts.ended).containsExactly(Instant.EPOCH);
        Instant second = recordedAt("second");
        assertThat(second).isAfter(first);
        marts.end("well");
        // The refresh has not claimed what was committed after it began; another one shows it.
        assertThat(marts.awaitBegin()).isEqualTo(second);
        assertThat(marts.ended).containsExactly(Instant.EPOCH, first);
        marts.end("well");
    }

    @Test
    void whoWaitsForTheMartsWaitsForTheRefreshAfterTheOneThatRuns() throws Exception {
        write("first");
        Instant first = marts.awaitBegin();
        write("second");
        CompletableFuture<Void> shown = CompletableFuture.runAsync(thread::await);
        marts.end("well");
        Instant second = marts.awaitBegin();
        assertThat(second).isAfter(first);
        assertThat(shown).isNotDone();
        marts.end("well");
        shown.get(20, TimeUnit.SECONDS);
        thread.await();
    }

    @Test
    void saysWhyTheMartsDoNotFollowUntilTheyDo() throws Exception {
        write("first");
        Instant first = marts.awaitBegin();
        CompletableFuture<Void> shown = CompletableFuture.runAsync(thread::await);
        while (shown.isDone() || !waits()) {
            Thread.onSpinWait();
        }
        marts.end("no room");
        assertThatThrownBy(() -> shown.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(QuanjingException.class)
                .hasMessageContaining("no room");
        assertThat(thread.problem()).contains("no room");
        // Whoever asks does not wait for the next try.
        CompletableFuture<Void> again = CompletableFuture.runAsync(thread::await);
        assertThat(marts.awaitBegin()).isEqualTo(first);
        marts.end("well");
        again.get(20, TimeUnit.SECONDS);
        assertThat(thread.problem()).isNull();
    }

    /** Whether somebody waits for the marts: then the lock was taken and given back. */
    private boolean waits() {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(t -> t.getKey().getState() == Thread.State.WAITING
                        && java.util.Arrays.stream(t.getValue())
                                .anyMatch(frame -> frame.getMethodName().equals("follow")));
    }
}
