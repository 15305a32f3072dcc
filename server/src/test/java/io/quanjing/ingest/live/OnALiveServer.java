package io.quanjing.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One server for all tests of a kind of live source, a shop for each test. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class OnALiveServer {

    protected static final Caller ADMIN = Caller.commandLine();

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    protected int port;

    @Autowired
    protected Shops shops;

    @Autowired
    protected Warehouse warehouse;

    @Autowired
    protected JdbcClient database;

    @Autowired
    private Users users;

    /** Another one for each test. */
    protected int number;

    protected Shop shop;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    protected void shop() {
        number = NUMBER.incrementAndGet();
        shop = shops.findOrCreate("Live " + number, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    }

    protected Browser signedIn(Role role) {
        String name = "live-" + role.name().toLowerCase(Locale.ROOT);
        users.provide(name, role, Set.of(), PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    /** The rows of a question with the shop as its only parameter, their values with blanks between. */
    protected List<String> rows(String sql) {
        return warehouse.query(new SqlQuery(sql, List.of(shop.id())), QueryOptions.interactive()).rows().stream()
                .map(row ->
                        String.join(" ", row.stream().map(OnALiveServer::text).toList()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Objects.toString(value, "-");
    }

    /** Columns of the shop's orders. */
    protected List<String> orderFacts(String columns) {
        return rows("SELECT " + columns + " FROM order_header WHERE shop = ? ORDER BY 1");
    }

    /** How many orders the shop has, and their sum. */
    protected String total() {
        return orderFacts("count(*), coalesce(sum(order_amount), 0)").getFirst();
    }
}
