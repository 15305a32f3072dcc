package io.quanjing.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.schema.SchemaReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which senders share a commit, and what each is told when it fails. */
class WriteQueueTest {

    private static final TableSchema TABLE = SchemaReader.read().table("region");

    /** Commits once the test lets it, and fails as the test says. */
    private static final class Engine implements WriteQueue.Committing<String> {

        final CountDownLatch mayBegin = new CountDownLatch(1);
        final CountDownLatch begun = new CountDownLatch(1);
        final List<List<String>> commits = new CopyOnWriteArrayList<>();
        final Map<String, Throwable> failures = new LinkedHashMap<>();

        @Override
        public List<WriteReceipt> commit(List<WriteQueue.Batch> batches) {
            List<String> keys = batches.stream()
                    .map(batch -> String.valueOf(batch.rows().getFirst().get("natural_key")))
                    .toList();
            begun.countDown();
            try {
                assertThat(mayBegin.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            commits.add(keys);
            for (String key : keys) {
                switch (failures.get(key)) {
                    case null -> {}
                    case RuntimeException refusal -> throw refusal;
                    case Throwable error -> throw (Error) error;
                }
            }
            return batches.stream().map(batch -> new WriteReceipt(Map.of())).toList();
        }

        @Override
        public WriteReceipt commit(String load) {
            return new WriteReceipt(Map.of());
        }

        @Override
        public void end() {}
    }

    private final Engine engine = new Engine();
    private final WriteQueue<String> queue = new WriteQueue<>(engine, 100, 100, Duration.ZERO);

    @AfterEach
    void close() {
        queue.close();
    }

    private CompletableFuture<WriteReceipt> send(String key) {
        FactRow row = FactRow.of(TABLE)
                .set("shop", "s")
                .set("source", "test")
                .set("natural_key", key)
                .set("region", key);
        return CompletableFuture.supplyAsync(() -> queue.write(List.of(row), List.of()), Thread::startVirtualThread);
    }

    /** The first is on its way while the others come, so these share the next commit. */
    private Map<String, CompletableFuture<WriteReceipt>> sendTogether(String... keys) throws InterruptedException {
        Map<String, CompletableFuture<WriteReceipt>> sent = new LinkedHashMap<>();
        queue.start();
        sent.put("first", send("first"));
        assertThat(engine.begun.await(20, TimeUnit.SECONDS)).isTrue();
        for (String key : keys) {
            sent.put(key, send(key));
        }
        while (queue.waiting() < keys.length) {
            Thread.onSpinWait();
        }
        engine.mayBegin.countDown();
        return sent;
    }

    private static void refused(Map<String, CompletableFuture<WriteReceipt>> sent, String key, String message) {
        assertThatThrownBy(() -> Objects.requireNonNull(sent.get(key)).get(20, TimeUnit.SECONDS))
                .rootCause()
                .hasMessageContaining(message);
    }

    private static void taken(Map<String, CompletableFuture<WriteReceipt>> sent, String key) throws Exception {
        assertThat(Objects.requireNonNull(sent.get(key))
                        .get(20, TimeUnit.SECONDS)
                        .tables())
                .isEmpty();
    }

    @Test
    void whoWaitsSharesTheNextCommit() throws Exception {
        Map<String, CompletableFuture<WriteReceipt>> sent = sendTogether("a", "b", "c");
        for (String key : sent.keySet()) {
            taken(sent, key);
        }
        assertThat(engine.commits).hasSize(2);
        List<String> together = new ArrayList<>(engine.commits.getLast());
        assertThat(together).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void oneThatIsToBlameDoesNotSpoilTheOthers() throws Exception {
        engine.failures.put("b", new QuanjingException(WarehouseError.VALUE_MISSING, "a value is missing"));
        Map<String, CompletableFuture<WriteReceipt>> sent = sendTogether("a", "b", "c");
        taken(sent, "a");
        refused(sent, "b", "a value is missing");
        taken(sent, "c");
    }

    @Test
    void aServerThatIsAwayIsAskedOnceForAll() throws Exception {
        engine.failures.put("b", new QuanjingException(WarehouseError.UNAVAILABLE, "nobody answers"));
        Map<String, CompletableFuture<WriteReceipt>> sent = sendTogether("a", "b", "c");
        taken(sent, "first");
        for (String key : List.of("a", "b", "c")) {
            refused(sent, key, "nobody answers");
        }
        assertThat(engine.commits).hasSize(2);
    }

    @Test
    void anErrorWhileTheyAreTakenOneByOneLeavesNobodyWaiting() throws Exception {
        engine.failures.put("a", new QuanjingException(WarehouseError.VALUE_MISSING, "a value is missing"));
        engine.failures.put("b", new OutOfMemoryError("said by the test"));
        engine.failures.put("c", new QuanjingException(WarehouseError.VALUE_MISSING, "a value is missing"));
        Map<String, CompletableFuture<WriteReceipt>> sent = sendTogether("a", "b", "c");
        taken(sent, "first");
        for (String key : List.of("a", "b", "c")) {
            assertThatThrownBy(() -> Objects.requireNonNull(sent.get(key)).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(java.util.concurrent.ExecutionException.class);
        }
        taken(Map.of("later", send("later")), "later");
    }
}
