package io.quanjing.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Role;
import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.ContactKind;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.mapping.Taken;
import io.quanjing.ingest.pull.PullStore.Brought;
import io.quanjing.ingest.pull.PullStore.Claim;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.PullStore.Position;
import io.quanjing.ingest.pull.TablePlace.Mode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What rows tell of how customers can be reached: kept with the place in the table, once, and of rows that are taken. */
abstract class DatabaseContactContract extends OnADatabaseServer {

    private static final String WITH_CONTACTS =
            MAPPING.replace("total: {", "mobile: { type: id }\n      mail: { type: text }\n      total: {") + """
                contacts:
                  - { kind: phone, value: mobile, customer: customer }
                  - { kind: email, value: mail, customer: customer }
            """;

    private static final String ODD =
            "UPDATE orders SET customer = 'odd', mobile = '13900139000', total = 'gift' WHERE id = 9";

    @Autowired
    private PullRecord record;

    @Autowired
    private Contacts contacts;

    @Autowired
    private PlatformTransactionManager transactions;

    /** Ten orders of three customers, in two pages. */
    @BeforeEach
    void customers() {
        run("ALTER TABLE orders ADD COLUMN mobile varchar(40)");
        run("ALTER TABLE orders ADD COLUMN mail varchar(300)");
        orders(1, 10, "2026-01-02 00:00:00");
        run("UPDATE orders SET mobile = concat('1380013800', id % 3)");
        run("UPDATE orders SET mail = 'Mia@Example.com' WHERE id = 1");
        run("UPDATE orders SET mail = 'm***@example.com' WHERE id = 2");
    }

    private Draft told(String mapping) {
        return new Draft(server().kind(), "Orders", place(Mode.INCREMENTAL), mapping, 60);
    }

    private PulledSource source() {
        return pulls.create(shop, told(WITH_CONTACTS), server().password(), null, ADMIN);
    }

    private List<String> kept(String columns) {
        return database.sql("SELECT concat_ws(' ', " + columns + ") FROM contact WHERE shop = :shop ORDER BY 1")
                .param("shop", shop.id())
                .query(String.class)
                .list();
    }

    @Test
    void areKeptOnceHoweverOftenTheRowsAreRead() {
        assertThat(pulls.test(shop, told(WITH_CONTACTS), server().password(), null)
                        .facts())
                .isEqualTo(10);
        PulledSource source = source();
        assertThat(kept("customer")).as("trying keeps none").isEmpty();

        PulledSource first = round(source);

        assertThat(kept("source, customer, kind"))
                .containsExactly(
                        "shop-database c0 phone",
                        "shop-database c1 email",
                        "shop-database c1 phone",
                        "shop-database c2 phone");
        assertThat(signedIn(Role.OPERATOR)
                        .get("/api/contacts?shop=" + shop.id() + "&customer=c1")
                        .response()
                        .body())
                .contains("138****8001", "m***@example.com");
        assertThat(kept("contact")).noneMatch(row -> row.contains("1380013800"));
        List<String> before = kept("id, customer, kind, first_seen");

        pulls.replay(source.id(), null, ADMIN);
        PulledSource second = round(source);

        assertThat(second.readRows()).isEqualTo(20);
        assertThat(second.changedFacts()).isEqualTo(first.changedFacts());
        assertThat(kept("id, customer, kind, first_seen")).isEqualTo(before);
        assertThat(database.sql("SELECT count(*) FROM contact_waiting WHERE shop = :shop")
                        .param("shop", shop.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void ofARejectedRowAreKeptWhenItIsTaken() {
        run(ODD);
        PulledSource source = source();
        assertThat(round(source).rejected()).isEqualTo(1);
        assertThat(kept("customer, kind")).containsExactly("c0 phone", "c1 email", "c1 phone", "c2 phone");
        assertThat(live.retry(source.id(), null, ADMIN)).isZero();
        assertThat(kept("customer")).as("rejected again").doesNotContain("odd");
        String mended = WITH_CONTACTS.replace(
                "total: { type: amount, required: true }", "total: { type: amount, empty: gift, default: \"0\" }");
        assertThat(pulls.change(source.id(), told(mended), null, null, ADMIN).rejected())
                .isEqualTo(1);

        assertThat(live.retry(source.id(), null, ADMIN)).isEqualTo(1);

        assertThat(kept("customer, kind")).containsExactly("c0 phone", "c1 email", "c1 phone", "c2 phone", "odd phone");
    }

    @Test
    void ofWhoAskedToBeForgottenDoNotComeBack() {
        run(ODD);
        PulledSource source = source();
        assertThat(round(source).rejected()).isEqualTo(1);

        assertThat(contacts.forget(shop.id(), Set.of("c1", "13900139000"))).isEqualTo(2);
        pulls.replay(source.id(), null, ADMIN);
        assertThat(round(source).readRows()).isEqualTo(20);
        run("UPDATE orders SET total = '9', changed = '2026-01-02 00:01:00' WHERE id = 9");
        assertThat(round(source).rejected()).isZero();

        assertThat(kept("customer, kind")).containsExactly("c0 phone", "c2 phone");
    }

    @Test
    void ofAnIdThatIsTooLongHoldUpNothing() {
        String id = new Random(1)
                .ints(1_000, 0x4e00, 0x9000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        run("ALTER TABLE orders DROP COLUMN customer");
        run("ALTER TABLE orders ADD COLUMN customer varchar(2000)");
        run("UPDATE orders SET customer = '" + id + "' WHERE id = 1");
        run("UPDATE orders SET customer = 'c2' WHERE id = 2");

        assertThat(round(source()).rejected()).isZero();

        assertThat(kept("customer, kind")).containsExactly("c2 phone");
        assertThat(orderFacts("customer")).contains(id);
    }

    @Test
    void goWithThePlaceWhereThatIsNotNoted() {
        PulledSource source = source();
        Claim dead = store.claim(source.id(), "one").orElseThrow();
        Claim alive = store.claim(source.id(), "two").orElseThrow();
        Contact contact = Contact.of("shop-database", "c1", ContactKind.PHONE, "13800138001")
                .orElseThrow();
        TableFacts.Read read = new TableFacts.Read(new Taken(List.of(), List.of(contact)), List.of("1"), List.of());
        Position further = new Position(null, "2026-01-02T00:00:00Z", null, null, null);
        Brought brought = new Brought(1, 1, null);

        assertThatThrownBy(() -> record.advance(dead, further, brought, read))
                .isInstanceOf(PullRecord.Superseded.class);
        assertThat(kept("customer")).isEmpty();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            record.advance(alive, further, brought, read);
            assertThat(kept("customer")).containsExactly("c1");
            // As a process does that ends before the place is noted.
            status.setRollbackOnly();
        });
        assertThat(kept("customer")).isEmpty();
        assertThat(live.require(source.id(), ADMIN).reached()).isNull();

        record.advance(alive, further, brought, read);

        assertThat(kept("customer")).containsExactly("c1");
        assertThat(live.require(source.id(), ADMIN).reached()).isEqualTo("2026-01-02T00:00:00Z");
    }
}
