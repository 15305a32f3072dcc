package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.ContactKind;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Telephone numbers and e-mail addresses of files: where they are, who sees them, and how they go again. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ContactImportTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String CUSTOMERS = """
            客户昵称,客户手机号,客户性别,成为客户时间
            甲,13800138000,女,2024-01-01 10:00:00
            乙,186******05,男,2024-01-02 10:00:00
            """;
    private static final String ORDERS = """
            Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Phone
            #1001,Mia@Example.com,paid,2026-11-01 10:00:00 +0800,USD,30.00,0.00,30.00,2026-11-01 09:58:12 +0800,1,Mug,10.00,'+14155550123
            #1001,Mia@Example.com,,,,,,,2026-11-01 09:58:12 +0800,2,Cup,10.00,
            #1002,leo@example.com,paid,2026-11-01 11:00:00 +0800,USD,10.00,0.00,10.00,2026-11-01 10:58:12 +0800,1,Mug,10.00,415-555-0199
            """;
    private static int number;

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    @Autowired
    private ImportRunner runner;

    @Autowired
    private ImportUndo undo;

    @Autowired
    private ImportStore store;

    @Autowired
    private ImportRecovery recovery;

    @Autowired
    private Formats formats;

    @Autowired
    private Contacts contacts;

    @Autowired
    private DataFolder data;

    @Autowired
    private JdbcClient database;

    @TempDir
    Path folder;

    private Shop shop;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void shop() {
        shop = shop("CNY");
    }

    private Shop shop(String currency) {
        return shops.findOrCreate(
                "Contacts " + ++number, ShopClock.of("Asia/Shanghai"), Currency.getInstance(currency));
    }

    private Browser as(Role role, Set<String> scope) {
        String name = "contact" + ++number;
        users.provide(name, role, scope, PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file" + ++number + ".csv"), text);
    }

    private String imported(String format, String text) throws IOException {
        FileImport.Request request =
                new FileImport.Request(format, null, shop.name(), List.of(file(text)), Caller.commandLine());
        ImportSummary summary = runner.run(request, progress -> {});
        assertThat(summary.rejected()).isZero();
        return summary.id();
    }

    private List<JsonNode> told(String customer) {
        Browser.Answer answer =
                as(Role.OPERATOR, Set.of(shop.id())).get("/api/contacts?shop=" + shop.id() + "&customer=" + customer);
        assertThat(answer.status()).isEqualTo(200);
        List<JsonNode> told = new ArrayList<>();
        answer.json().forEach(told::add);
        return told;
    }

    private List<String> masked(String customer) {
        return told(customer).stream()
                .map(one ->
                        one.path("kind").asString() + " " + one.path("masked").asString())
                .sorted()
                .toList();
    }

    private Browser.Answer reveal(Browser browser, String customer, String kind, String reason) {
        return browser.post(
                "/api/contacts/reveal",
                Map.of("shop", shop.id(), "customer", customer, "kind", kind, "reason", reason));
    }

    /** The tables of the operational database and the files of the data folder in which a text stands. */
    private List<String> places(String text) throws IOException {
        List<String> places = new ArrayList<>();
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        List<String> tables = database.sql("""
                        SELECT format('%I.%I', schemaname, tablename)
                        FROM pg_tables
                        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                        """).query(String.class).list();
        assertThat(tables).anyMatch(table -> table.endsWith(".contact"));
        for (String table : tables) {
            long rows = database.sql("SELECT count(*) FROM " + table
                            + " one WHERE strpos(one::text, :text) > 0 OR strpos(one::text, :hex) > 0")
                    .param("text", text)
                    .param("hex", hex)
                    .query(Long.class)
                    .single();
            if (rows > 0) {
                places.add(table);
            }
        }
        try (Stream<Path> files = Files.walk(data.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (textOf(file).contains(text)) {
                    places.add(file.toString());
                }
            }
        }
        return places;
    }

    /** Byte by byte; the warehouse may delete files of its own meanwhile. */
    private static String textOf(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Test
    void keepsWhatCustomersOfYouzanAreReachedByAndShowsItMasked() throws IOException {
        imported("youzan", CUSTOMERS);

        assertThat(masked("13800138000")).containsExactly("phone 138****8000");
        assertThat(database.sql("SELECT customer FROM contact WHERE shop = :shop")
                        .param("shop", shop.id())
                        .query(String.class)
                        .list())
                .as("the masked number is nobody's")
                .singleElement()
                .asString()
                .startsWith("p-");
        assertThat(places("13800138000")).isEmpty();
        assertThat(places(shop.name())).as("the search finds what is there").isNotEmpty();
        JsonNode counts =
                as(Role.OPERATOR, Set.of(shop.id())).get("/api/contacts/counts").json();
        assertThat(counts.toString())
                .isEqualTo(
                        "[{\"shop\":\"%s\",\"kind\":\"phone\",\"contacts\":1,\"customers\":1}]".formatted(shop.id()));
    }

    @Test
    void keepsWhatOrdersOfShopifyTell() throws IOException {
        shop = shop("USD");
        imported("shopify", ORDERS);

        assertThat(masked("mia@example.com")).containsExactly("email m***@example.com", "phone +14****23");
        assertThat(masked("leo@example.com"))
                .as("a number without its country is none")
                .containsExactly("email l***@example.com");
        assertThat(places("mia@example.com")).isEmpty();
        assertThat(places("Mia@Example.com")).isEmpty();
        assertThat(places("4155550123")).isEmpty();
    }

    @Test
    void importedAgainNothingChangesButWhenItWasSeen() throws IOException {
        imported("youzan", CUSTOMERS);
        JsonNode before = told("13800138000").getFirst();

        imported("youzan", CUSTOMERS);

        JsonNode after = told("13800138000").getFirst();
        assertThat(told("13800138000")).hasSize(1);
        assertThat(after.path("firstSeen")).isEqualTo(before.path("firstSeen"));
        assertThat(Instant.parse(after.path("lastSeen").asString()))
                .isAfter(Instant.parse(before.path("lastSeen").asString()));
    }

    @Test
    void goesWithTheLastImportThatBroughtIt() throws IOException {
        String first = imported("youzan", CUSTOMERS);
        String second = imported("youzan", CUSTOMERS + "丙,13900139000,女,2024-01-03 10:00:00\n");
        assertThat(going(first)).as("the second has it too").isZero();
        assertThat(going(second)).isEqualTo(1);

        undo.run(first, Caller.commandLine());

        assertThat(masked("13800138000")).as("the second has it too").containsExactly("phone 138****8000");
        assertThat(going(second)).as("nobody else has it any more").isEqualTo(2);
        undo.run(second, Caller.commandLine());
        assertThat(masked("13800138000")).isEmpty();
        assertThat(masked("13900139000")).isEmpty();
    }

    /** How many contacts the preview of an undo counts. */
    private long going(String run) {
        Browser.Answer answer = as(Role.OPERATOR, Set.of(shop.id())).get("/api/imports/" + run + "/undo");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().required("contacts").asLong();
    }

    @Test
    void neitherARehearsalNorARunThatBreaksOffKeepsAny() throws IOException {
        Rehearsal rehearsal = runner.rehearse(formats.named("youzan"), shop.name(), List.of(file(CUSTOMERS)));
        assertThat(rehearsal.accepted()).isEqualTo(2);
        String tooLong = CUSTOMERS + "x".repeat(2_000_000) + ",13900139000,女,2024-01-03 10:00:00\n";
        assertThatThrownBy(() -> imported("youzan", tooLong)).isInstanceOf(QuanjingException.class);

        assertThat(masked("13800138000")).isEmpty();
        assertThat(waiting()).isZero();
    }

    private long waiting() {
        return database.sql("SELECT count(*) FROM contact_waiting WHERE shop = :shop")
                .param("shop", shop.id())
                .query(Long.class)
                .single();
    }

    @Test
    void whatADeadProcessLeftWaitingGoes() {
        store.running("contact-died", "youzan", shop.id(), List.of("a.csv"), 1, "olga");
        Contact contact =
                Contact.of("youzan", "c-1", ContactKind.PHONE, "13800138000").orElseThrow();
        contacts.add("contact-died", shop.id(), List.of(contact));
        assertThat(waiting()).isEqualTo(1);

        recovery.afterSingletonsInstantiated();

        assertThat(waiting()).isZero();
        assertThat(masked("c-1")).isEmpty();
    }

    @Test
    void whoAskedToBeForgottenDoesNotComeBackWithTheNextFile() throws IOException {
        shop = shop("USD");
        imported("shopify", ORDERS);

        assertThat(contacts.forget(shop.id(), Set.of("7000000000001", "MIA@example.com")))
                .isEqualTo(2);
        imported("shopify", ORDERS.replace("#100", "#200"));

        assertThat(masked("mia@example.com")).isEmpty();
        assertThat(masked("leo@example.com")).hasSize(1);
        assertThat(database.sql("SELECT count(*) FROM contact_suppressed WHERE shop = :shop")
                        .param("shop", shop.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void anAdministratorWhoSaysWhyReadsItAndThatIsWrittenDown() throws IOException {
        imported("youzan", CUSTOMERS);

        Browser.Answer answer = reveal(as(Role.ADMIN, Set.of()), "13800138000", "phone", " 退货联系 ");

        assertThat(answer.json().toString()).isEqualTo("{\"values\":[\"+8613800138000\"]}");
        String entry = database.sql("""
                        SELECT subject || ' ' || details::text
                        FROM audit_entry
                        WHERE action = 'ingest.contact_revealed'
                        ORDER BY id DESC
                        LIMIT 1
                        """).query(String.class).single();
        assertThat(entry).startsWith("p-").contains("退货联系", shop.id()).doesNotContain("13800138000");
    }

    @Test
    void nobodyElseReadsIt() throws IOException {
        imported("youzan", CUSTOMERS);
        Browser admin = as(Role.ADMIN, Set.of());

        assertThat(reveal(as(Role.OPERATOR, Set.of()), "13800138000", "phone", "退货联系")
                        .code())
                .isEqualTo("access.role_required");
        assertThat(reveal(as(Role.ADMIN, Set.of(shop("CNY").id())), "13800138000", "phone", "退货联系")
                        .code())
                .isEqualTo("access.unknown_shop");
        assertThat(as(Role.VIEWER, Set.of())
                        .get("/api/contacts?shop=" + shop.id() + "&customer=13800138000")
                        .code())
                .isEqualTo("access.role_required");
        assertThat(reveal(admin, "13800138000", "phone", "  ").code()).isEqualTo("ingest.reveal_reason_invalid");
        assertThat(reveal(admin, "13800138000", "phone", "x".repeat(201)).code())
                .isEqualTo("ingest.reveal_reason_invalid");
        assertThat(reveal(admin, "13800138000", "email", "退货联系").code()).isEqualTo("ingest.unknown_contact");
        assertThat(reveal(admin, "13800138000", "fax", "退货联系").status()).isEqualTo(400);
        assertThat(reveal(admin, "a\0b", "phone", "退货联系").status()).isIn(400, 404);
    }
}
