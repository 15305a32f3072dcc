package io.quanjing.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.OnALiveServer;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.RejectionStore.Kept;
import io.quanjing.ingest.pull.TablePlace.Encryption;
import io.quanjing.ingest.pull.TablePlace.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** A server that reads one database for all tests of it: pages of seven rows, and each run reads one page, so that every round is interrupted. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "quanjing.ingest.pull.loopback=true",
            "quanjing.ingest.pull.look=1h",
            "quanjing.ingest.pull.slice=1ns",
            "quanjing.ingest.pull.page-rows=7",
            "quanjing.ingest.pull.row-limit=2KB",
            "quanjing.ingest.pull.rejected-limit=3"
        })
abstract class OnADatabaseServer extends OnALiveServer {

    static final String MAPPING = """
            format: shop-database
            files:
              orders:
                columns:
                  id: { type: id, required: true }
                  placed: { type: time, required: true }
                  customer: { type: id }
                  total: { type: amount, required: true }
                facts:
                  - table: order_header
                    set: { natural_key: id, order_id: id, at: placed, customer: customer, order_amount: total }
            """;

    @Autowired
    Pulls pulls;

    @Autowired
    LiveSources<PulledSource, Kept> live;

    @Autowired
    PullWork work;

    @Autowired
    PullStore store;

    @Autowired
    SourceTables tables;

    String name;

    abstract SourceServer server();

    @BeforeEach
    void table() {
        server().start();
        name = server().newDatabase("shop" + number);
        run("CREATE TABLE orders (id bigint PRIMARY KEY, placed " + server().time() + " NULL, changed "
                + server().time() + " NULL, customer varchar(100), total varchar(5000), secret varchar(100))");
    }

    @AfterEach
    void runsAgain() {
        server().start();
    }

    void run(String statements) {
        server().run(name, statements);
    }

    /** Orders with these ids, all changed at one time. */
    void orders(int from, int to, String changed) {
        StringBuilder rows =
                new StringBuilder("INSERT INTO orders (id, placed, changed, customer, total, secret) VALUES ");
        for (int id = from; id <= to; id++) {
            rows.append(id == from ? "" : ", ")
                    .append("(%d, '2026-01-01 01:00:00', '%s', 'c%d', '%d.50', 'x')"
                            .formatted(id, changed, id % 3, id));
        }
        run(rows.toString());
    }

    TablePlace place(Mode mode) {
        boolean incremental = mode == Mode.INCREMENTAL;
        return new TablePlace(
                "127.0.0.1",
                server().port(),
                name,
                server().user(),
                Encryption.OFF,
                "orders",
                mode,
                incremental ? "changed" : null,
                "id",
                incremental ? 300 : 0);
    }

    Draft draft(TablePlace place) {
        return new Draft(server().kind(), "Orders", place, MAPPING, 60);
    }

    PulledSource made(Mode mode, @Nullable String startAt) {
        return pulls.create(shop, draft(place(mode)), server().password(), startAt, ADMIN);
    }

    /** One run, whether its time has come or not. */
    PulledSource once(PulledSource source) {
        assertThat(database.sql("UPDATE pulled_source SET next_at = now() WHERE id = :id")
                        .param("id", source.id())
                        .update())
                .isEqualTo(1);
        work.read(source.id());
        return live.require(source.id(), ADMIN);
    }

    /** Runs until a round has come to its end. */
    PulledSource round(PulledSource source) {
        PulledSource now = once(source);
        while (now.reading() && now.failures() == 0) {
            now = once(source);
        }
        assertThat(now.failures()).as("%s", now.lastError()).isZero();
        return now;
    }
}
