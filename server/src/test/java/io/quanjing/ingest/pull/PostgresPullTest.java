package io.quanjing.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.pull.TablePlace.Mode;
import org.junit.jupiter.api.Test;

/** PostgreSQL as a live source. */
class PostgresPullTest extends DatabasePullContract {

    @Override
    SourceServer server() {
        return SourceServer.Postgres.SERVER;
    }

    @Test
    void aViewThatWritesCannotBeRead() {
        run("CREATE TABLE written (id bigint)");
        run("CREATE FUNCTION writing() RETURNS bigint LANGUAGE sql AS 'INSERT INTO written VALUES (1) RETURNING id'");
        run("CREATE VIEW writer AS SELECT writing() AS id, now() AS placed, now() AS changed, '1' AS total");

        assertThat(refusal(with(place(Mode.INCREMENTAL), name, "writer", "changed", "id"), server().password()))
                .isEqualTo("ingest.pull_failed");
    }
}
