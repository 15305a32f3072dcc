package io.quanjing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Users, shops and counted attempts over a real PostgreSQL, without a server. */
class UserAccountsTest {

    private static final Currency CNY = Currency.getInstance("CNY");

    private final DataSource source = TestPostgres.migrated();
    private final JdbcClient database = JdbcClient.create(source);
    private final UserStore users = new UserStore(database);
    private final Passwords passwords = new Passwords();
    private final ShopStore shops = new ShopStore(database);
    private final UserAccounts accounts = new UserAccounts(
            users,
            shops,
            passwords,
            new AuditStore(database, JsonMapper.shared(), InstantSource.system()),
            new TransactionTemplate(new JdbcTransactionManager(source)),
            InstantSource.system());

    @Test
    void invitesTheFirstAdministratorUntilSomebodyEntered() {
        FirstAdmin.Invitation first = accounts.invite().orElseThrow();
        FirstAdmin.Invitation second = accounts.invite().orElseThrow();

        assertThat(second.oneTimePassword())
                .isNotEqualTo(first.oneTimePassword())
                .hasSize(20);
        String hash = users.find("admin").orElseThrow().passwordHash();
        assertThat(passwords.matches(first.oneTimePassword(), hash)).isFalse();
        assertThat(passwords.matches(second.oneTimePassword(), hash)).isTrue();

        UserStore.User entered = accounts.changeOwnPassword("admin", second.oneTimePassword(), "a secret of my own");

        assertThat(entered.passwordChangeRequired()).isFalse();
        assertThat(entered.role()).isEqualTo(Role.ADMIN);
        assertThat(accounts.invite()).isEmpty();
    }

    @Test
    void invitesNobodyWhereThereAreUsers() {
        accounts.provide("demo", Role.ADMIN, Set.of(), "demo");

        assertThat(accounts.invite()).isEmpty();
    }

    @Test
    void keepsTheLastAdministrator() {
        accounts.provide("root", Role.ADMIN, Set.of(), "some password");
        Caller root = users.find("root").orElseThrow().caller();

        assertThat(create("Only One").id()).isEqualTo("only-one");
        for (UserAccounts.Change change : List.of(
                new UserAccounts.Change(null, Set.of("only-one"), null, false),
                new UserAccounts.Change(null, null, true, false),
                new UserAccounts.Change(Role.OPERATOR, null, null, false))) {
            assertThatExceptionOfType(QuanjingException.class)
                    .isThrownBy(() -> accounts.change(root, "root", change))
                    .satisfies(refused -> assertThat(refused.errorCode()).isEqualTo(AccessError.LAST_ADMIN));
        }

        accounts.provide("second", Role.ADMIN, Set.of(), "some password");
        assertThat(accounts.change(root, "root", new UserAccounts.Change(Role.VIEWER, null, null, false)))
                .isEmpty();
        assertThat(users.find("root").orElseThrow().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void givesShopsIdsThatPeopleCanRead() {
        assertThat(List.of(
                        create("Fuzzy Factory").id(),
                        create("天猫旗舰店").id(),
                        create("抖音 · 美妆店（上海）").id(),
                        create("fuzzy-factory!").id()))
                .containsExactly("fuzzy-factory", "天猫旗舰店", "抖音-美妆店-上海", "fuzzy-factory-2");
        assertThat(create("FUZZY FACTORY").id()).isEqualTo("fuzzy-factory");
        assertThat(shops.find("天猫旗舰店")).contains(create("天猫旗舰店"));
    }

    @Test
    void createsAShopOnceHoweverManyAskForIt() {
        List<Shop> made = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> create("Rush"))
                .distinct()
                .toList();

        assertThat(made).hasSize(1);
    }

    @Test
    void keepsTheClockOfAShop() {
        Shop made = shops.findOrCreate(
                "Night", new ShopClock(java.time.ZoneId.of("Asia/Shanghai"), java.time.LocalTime.of(4, 0)), CNY);

        Shop again = shops.findOrCreate("night", ShopClock.of("UTC"), Currency.getInstance("USD"));

        assertThat(again).isEqualTo(made);
        assertThat(again.clock().cutoff()).isEqualTo(java.time.LocalTime.of(4, 0));
    }

    @Test
    void cutsShopDaysAtFullHoursOnly() {
        assertThat(ShopRules.cutoff("04:00")).isEqualTo(java.time.LocalTime.of(4, 0));
        assertThatThrownBy(() -> ShopRules.cutoff("04:30")).hasMessageContaining("'04:30'", "full hour");
    }

    @Test
    void countsAttemptsAnewWhenTheWindowIsOver() {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        AttemptStore attempts = new AttemptStore(database, () -> now[0], Duration.ofMinutes(15));

        assertThat(attempts.add("x").attempts()).isEqualTo(1);
        now[0] = now[0].plus(Duration.ofMinutes(14));
        assertThat(attempts.add("x")).isEqualTo(new AttemptStore.Count(2, Instant.parse("2026-01-01T00:15:00Z")));
        now[0] = now[0].plus(Duration.ofMinutes(1));
        assertThat(attempts.add("x").attempts()).isEqualTo(1);
        now[0] = now[0].plus(Duration.ofMinutes(20));
        assertThat(attempts.sweep()).isEqualTo(1);
    }

    @Test
    void countsTheAddressesOfOneSubscriberTogether() {
        assertThat(SignIn.network("2001:db8:1:2:aaaa::1"))
                .isEqualTo(SignIn.network("2001:db8:1:2:bbbb::2"))
                .isNotEqualTo(SignIn.network("2001:db8:1:3::1"));
        assertThat(SignIn.network("192.0.2.7")).isEqualTo("192.0.2.7");
    }

    private Shop create(String name) {
        return shops.findOrCreate(name, ShopClock.of("Asia/Shanghai"), CNY);
    }
}
