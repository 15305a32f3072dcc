package io.quanjing.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestPostgres;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which replicas live, on a real PostgreSQL. */
class LivingReplicasTest {

    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final ReplicaStore store = new ReplicaStore(JdbcClient.create(TestPostgres.migrated()));
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aReplicaThatLivesIsNotSilentAndOneThatEndedIsAfterAWhile() {
        try (LivingReplicas here = replica("here")) {
            LivingReplicas there = replica("there");
            nanos.set(SILENCE.toNanos() + 1);
            assertThat(here.silent("there", SILENCE)).isFalse();
            assertThat(here.silent("never seen", SILENCE)).isTrue();

            there.close();

            await().atMost(Duration.ofSeconds(20)).until(() -> here.silent("there", SILENCE));
        }
    }

    @Test
    void nobodyIsTakenForDeadByAProcessThatHasJustBegunToListen() {
        try (LivingReplicas here = replica("here")) {
            assertThat(here.silent("never seen", SILENCE)).isFalse();
            assertThat(here.silent("here", Duration.ZERO)).isFalse();
        }
    }

    @Test
    void aDataFolderKeepsItsIdOverARestart() {
        DataFolder folder = new DataFolder(TestFolders.create("replica"));
        String first;
        try (LivingReplicas before = new LivingReplicas(store, folder, BEAT)) {
            first = before.self();
        }
        try (LivingReplicas after = new LivingReplicas(store, folder, BEAT);
                LivingReplicas other = new LivingReplicas(store, new DataFolder(TestFolders.create("replica")), BEAT)) {
            assertThat(after.self()).isEqualTo(first).hasSize(36);
            assertThat(other.self()).isNotEqualTo(first);
        }
    }

    private LivingReplicas replica(String id) {
        return new LivingReplicas(store, id, BEAT, nanos::get);
    }
}
