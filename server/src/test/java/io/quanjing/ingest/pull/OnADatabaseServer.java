package io.quanjing.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.TablePlace.Encryption;
import io.quanjing.ingest.pull.TablePlace.Mode;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

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
abstract class OnADatabaseServer {

    static final Caller ADMIN = Caller.commandLine();
    private static final String SIGN_IN = "correct horse battery";
    private static final AtomicInteger NUMBER = new AtomicInteger();

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

    @LocalServerPort
    int port;

    @Autowired
    Shops shops;

    @Autowired
    Pulls pulls;

    @Autowired
    PullWork work;

    @Autowired
    PullStore store;

    @Autowired
    SourceTables tables;

    @Autowired
    Warehouse warehouse;

    @Autowired
    JdbcClient database;

    @Autowired
    Users users;

    Shop shop;
    String name;

    abstract SourceServer server();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void table() {
        server().start();
        int number = NUMBER.incrementAndGet();
        shop = shops.findOrCreate("Pulled " + number, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
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
        return pulls.require(source.id(), ADMIN);
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

    List<String> facts(String columns) {
        return warehouse
                .query(
                        new SqlQuery(
                                "SELECT " + columns + " FROM order_header WHERE shop = ? ORDER BY 1",
                                List.of(shop.id())),
                        QueryOptions.interactive())
                .rows()
                .stream()
                .map(row -> String.join(
                        " ", row.stream().map(OnADatabaseServer::text).toList()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Objects.toString(value, "-");
    }

    String total() {
        return facts("count(*), coalesce(sum(order_amount), 0)").getFirst();
    }

    Browser signedIn(Role role) {
        String user = "pull-" + role.name().toLowerCase(java.util.Locale.ROOT);
        users.provide(user, role, Set.of(), SIGN_IN);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(user, SIGN_IN).status()).isEqualTo(200);
        return browser;
    }
}
