package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine makes of the facts of small shops; the expected rows are worked out by hand. */
abstract class MartContract extends VisitContract {

    private static final List<String> MARTS =
            List.of("session", "visitor_hour", "visitor_product_hour", "sales_line", "refund_line");

    @Test
    void amountsThatFillTheirColumnStopNothing() {
        String most = "90000000000000";
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", most), "2026-03-01T10:00");
        write(
                order,
                shop.line(order, "1", "p1", 1, most).set("paid_amount", null),
                shop.refund("r1", "2026-03-02T10:00", "o1", most));

        assertThat(mart("SELECT paid_amount FROM sales_line")).containsExactly(List.of(yuan(most)));
        assertThat(mart("SELECT amount FROM refund_line")).containsExactly(List.of(yuan(most)));
    }

    @Test
    void aBuyerIsNewUntilAYearOfPaymentsSaysOtherwise() {
        write(
                shop.paid(shop.order("o1", "2025-03-01T10:00", "c1", "10"), "2025-03-01T10:00"),
                shop.paid(
                        shop.order("o2", "2026-03-01T10:00", "c1", "10"),
                        "2026-03-01T10:00"), // 365 days later to the second
                shop.paid(shop.order("o3", "2027-03-01T10:00:01", "c1", "10"), "2027-03-01T10:00:01"),
                shop.order("o4", "2027-03-02T10:00", "c1", "10"),
                shop.paid(shop.order("o5", "2027-03-02T10:00", null, "10"), "2027-03-02T10:00"));
        String sql = "SELECT order_id, buyer_type FROM sales_line ORDER BY order_id";

        assertThat(mart(sql))
                .containsExactly(
                        List.of("o1", "new"),
                        List.of("o2", "old"),
                        List.of("o3", "new"),
                        Arrays.asList("o4", null),
                        Arrays.asList("o5", null));

        // an order that comes late makes later ones old
        write(shop.paid(shop.order("o0", "2026-06-01T10:00", "c1", "10"), "2026-06-01T10:00"));
        assertThat(mart(sql)).contains(List.of("o0", "old"), List.of("o3", "old"));
    }

    @Test
    void ordersPaidAtTheSameMomentAreBothNew() {
        write(
                shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:01"),
                shop.paid(shop.order("o2", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:01"));
        assertThat(mart("SELECT DISTINCT buyer_type FROM sales_line")).containsExactly(List.of("new"));
    }

    @Test
    void aRestRowMakesTheLinesAddUpToTheOrder() {
        FactRow freight = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100.01"), "2026-03-02T10:00:01");
        FactRow exact = shop.paid(shop.order("o2", "2026-03-01T10:00", "c1", "30"), "2026-03-01T10:00");
        FactRow bare = shop.order("o3", "2026-03-01T10:00", "c1", "7");
        write(
                freight,
                shop.line(freight, "1", "p1", 2, "60").set("unit_cost", new BigDecimal("12.5")),
                shop.line(freight, "2", "p2", 1, "30"));
        write(exact, shop.line(exact, "1", "p1", 3, "30"), bare);

        assertThat(
                        mart(
                                "SELECT order_id, line_no, quantity, order_amount, paid_amount, cost_amount, paid_in_24h FROM sales_line ORDER BY 1, 2"))
                .containsExactly(
                        Arrays.asList("o1", "", 0L, yuan("10.01"), yuan("10.01"), yuan("0"), false),
                        Arrays.asList("o1", "1", 2L, yuan("60"), yuan("60"), yuan("25"), false),
                        Arrays.asList("o1", "2", 1L, yuan("30"), yuan("30"), null, false),
                        Arrays.asList("o2", "1", 3L, yuan("30"), yuan("30"), null, true),
                        Arrays.asList("o3", "", 0L, yuan("7"), yuan("0"), null, false));
    }

    @Test
    void sharesOfAPaymentThatTheSourceDoesNotSplitAddUpToTheCent() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "30"), "2026-03-01T10:00")
                .set("paid_amount", new BigDecimal("20"));
        write(order);
        for (String no : List.of("1", "2", "3")) {
            write(shop.line(order, no, "p" + no, 1, "10").set("paid_amount", null));
        }
        assertThat(mart("SELECT line_no, paid_amount FROM sales_line ORDER BY 1"))
                .containsExactly(List.of("1", yuan("6.66")), List.of("2", yuan("6.67")), List.of("3", yuan("6.67")));
    }

    @Test
    void takesTheCostThatWasValidOnTheDayOfThePayment() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-05T10:00", "c1", "40"), "2026-03-05T10:00");
        write(
                order,
                shop.line(order, "1", "p1", 2, "20").set("sku", "p1-red"),
                shop.line(order, "2", "p1", 1, "20").set("sku", "p1-blue"));
        write(
                cost("p1", null, "2026-03-01", "3"),
                cost("p1", null, "2026-03-06", "9"),
                cost("p1", "p1-red", "2026-02-01", "4"));

        assertThat(mart("SELECT line_no, cost_amount FROM sales_line ORDER BY 1"))
                .containsExactly(List.of("1", yuan("8")), List.of("2", yuan("3")));
        write(cost("p1", null, "2026-03-04", "5"));
        assertThat(mart("SELECT line_no, cost_amount FROM sales_line ORDER BY 1"))
                .containsExactly(List.of("1", yuan("8")), List.of("2", yuan("5")));
    }

    private FactRow cost(String product, @Nullable String sku, String from, String cost) {
        return shop.row("product_cost", product + "/" + sku + "/" + from)
                .set("product", product)
                .set("sku", sku)
                .set("valid_from", LocalDate.parse(from))
                .set("unit_cost", new BigDecimal(cost))
                .set("currency", "CNY");
    }

    @Test
    void anOrderWithoutAChannelTakesThatOfItsVisit() {
        write(
                shop.event("1", "2026-03-01T09:00", "page_view", "v1")
                        .set("channel", "email")
                        .set("region", "浙江"),
                shop.event("2", "2026-03-01T11:00", "page_view", "v1").set("channel", "sms"),
                shop.event("3", "2026-03-01T09:00", "page_view", "v9")
                        .set("customer", "c3")
                        .set("channel", "weibo")
                        .set("device", "app"),
                shop.event("4", "2026-03-01T09:00", "page_view", "v8")
                        .set("session", "given")
                        .set("channel", "zhihu"));
        write(
                shop.order("own", "2026-03-01T12:00", "c1", "1")
                        .set("channel", "direct")
                        .set("visitor", "v1"),
                shop.order("visitor", "2026-03-01T10:00", "c2", "1").set("visitor", "v1"),
                shop.order("customer", "2026-03-01T10:00", "c3", "1"),
                shop.order("session", "2026-03-01T10:00", "c4", "1")
                        .set("session", "given")
                        .set("visitor", "v1"),
                shop.order("nobody", "2026-03-01T08:00", "c5", "1").set("visitor", "v1"));
        String sql = "SELECT order_id, channel, device, region FROM sales_line ORDER BY 1";

        assertThat(mart(sql))
                .containsExactly(
                        Arrays.asList("customer", "weibo", "app", null),
                        Arrays.asList("nobody", null, null, null),
                        Arrays.asList("own", "direct", null, null),
                        Arrays.asList("session", "zhihu", null, null),
                        Arrays.asList("visitor", "email", null, "浙江"));

        // a visit that becomes known after the order
        write(shop.event("0", "2026-03-01T07:00", "page_view", "v1").set("channel", "bilibili"));
        assertThat(mart(sql)).contains(Arrays.asList("nobody", "bilibili", null, null));
    }

    @Test
    void anOrderThatTwoSourcesTellOfCountsOnce() {
        FactRow live = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:00")
                .set("source", "live");
        write(live, shop.line(live, "1", "p1", 1, "10").set("source", "live"));
        FactRow file = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "12"), "2026-03-01T10:00");
        write(file);

        assertThat(mart("SELECT line_no, order_amount, paid_amount FROM sales_line ORDER BY 1"))
                .containsExactly(List.of("", yuan("2"), yuan("2")), List.of("1", yuan("10"), yuan("10")));
    }

    @Test
    void thePaymentThatTwoSourcesTellOfIsNotItsOwnPaymentBefore() {
        write(
                shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:01:13")
                        .set("source", "live"),
                shop.paid(shop.order("o2", "2026-03-05T10:00", "c2", "10"), "2026-03-05T10:00"));
        write(shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:01:20"));
        String sql = "SELECT order_id, buyer_type FROM sales_line ORDER BY 1";
        assertThat(mart(sql)).containsExactly(List.of("o1", "new"), List.of("o2", "new"));

        // the file told last, and for it the order is another customer's
        write(shop.paid(shop.order("o1", "2026-03-01T10:00", "c2", "10"), "2026-03-01T10:01:20"));
        assertThat(mart(sql)).containsExactly(List.of("o1", "new"), List.of("o2", "old"));
        write(shop.paid(shop.order("o1", "2026-03-01T10:00", "c3", "10"), "2026-03-01T10:01:20")
                .set("source", "live"));
        assertThat(mart(sql)).containsExactly(List.of("o1", "new"), List.of("o2", "new"));
    }

    // ---- refunds
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void aRefundWithoutALineIsSharedByWhatWasPaid() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100"), "2026-03-01T10:00")
                .set("channel", "direct");
        write(
                order,
                shop.line(order, "1", "p1", 1, "33.33").set("unit_cost", new BigDecimal("10")),
                shop.line(order, "2", "p2", 1, "33.33").set("unit_cost", new BigDecimal("10")),
                shop.line(order, "3", "p3", 1, "23.34"));
        write(shop.refund("r1", "2026-03-03T10:00", "o1", "10.00").set("type", "refund_only"));

        assertThat(
                        mart(
                                "SELECT line_no, product, amount, returned_cost_amount, paid_day, refund_day, channel, buyer_type FROM refund_line ORDER BY 1"))
                .containsExactly(
                        // 10 × 33.33 / 90 = 3.70, 3.70, 2.59; the missing cent falls to the largest
                        refundLine("1", "p1", "3.71"), refundLine("2", "p2", "3.70"), refundLine("3", "p3", "2.59"));
    }

    private static List<@Nullable Object> refundLine(String line, String product, String amount) {
        return List.of(
                line,
                product,
                yuan(amount),
                yuan("0"),
                LocalDate.of(2026, 3, 1),
                LocalDate.of(2026, 3, 3),
                "direct",
                "new");
    }

    @Test
    void aReturnBringsBackTheCostOfTheGoods() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100"), "2026-03-01T10:00");
        write(
                order,
                shop.line(order, "1", "p1", 4, "80").set("unit_cost", new BigDecimal("10")),
                shop.line(order, "2", "p2", 1, "20").set("unit_cost", new BigDecimal("6")));
        write(
                shop.refund("named", "2026-03-03T10:00", "o1", "20")
                        .set("type", "return")
                        .set("line_no", "1")
                        .set("quantity", 1L),
                shop.refund("product", "2026-03-03T10:00", "o1", "10")
                        .set("type", "return")
                        .set("product", "p2"),
                shop.refund("told", "2026-03-03T10:00", "o1", "20")
                        .set("type", "return")
                        .set("line_no", "1")
                        .set("quantity", 1L)
                        .set("unit_cost", new BigDecimal("9.5")),
                shop.refund("unknown", "2026-03-03T10:00", "o9", "5")
                        .set("type", "return")
                        .set("product", "p7"));

        assertThat(
                        mart(
                                "SELECT refund, line_no, product, amount, quantity, returned_cost_amount FROM refund_line ORDER BY 1"))
                .containsExactly(
                        Arrays.asList("named", "1", "p1", yuan("20"), 1L, yuan("10")),
                        Arrays.asList("product", "2", "p2", yuan("10"), null, yuan("3")),
                        Arrays.asList("told", "1", "p1", yuan("20"), 1L, yuan("9.5")),
                        Arrays.asList("unknown", "", "p7", yuan("5"), null, null)); // nobody knows its cost
    }

    @Test
    void linesNumberedAlikeDoNotDoubleTheirRefunds() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100"), "2026-03-01T10:00");
        write(
                order,
                shop.line(order, "1", "p1", 1, "60"),
                shop.line(order, "1", "p2", 1, "40").set("natural_key", "o1#1b"));
        write(
                shop.refund("all", "2026-03-03T10:00", "o1", "50"),
                shop.refund("one", "2026-03-03T10:00", "o1", "50").set("line_no", "1"));

        assertThat(mart("SELECT refund, product, amount FROM refund_line ORDER BY 1, 2"))
                .containsExactly(
                        List.of("all", "p1", yuan("30")),
                        List.of("all", "p2", yuan("20")),
                        List.of("one", "p1", yuan("30")),
                        List.of("one", "p2", yuan("20")));
    }

    @Test
    void theCostOfReturnedGoodsIsUnknownWhereTheirCostIs() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "100"), "2026-03-01T10:00");
        write(order, shop.line(order, "1", "p1", 2, "100"));
        write(
                shop.refund("money", "2026-03-03T10:00", "o1", "5").set("type", "refund_only"),
                shop.refund("pieces", "2026-03-03T10:00", "o1", "50")
                        .set("type", "return")
                        .set("line_no", "1")
                        .set("quantity", 1L),
                shop.refund("share", "2026-03-03T10:00", "o1", "50").set("type", "return"));

        assertThat(mart("SELECT refund, returned_cost_amount FROM refund_line ORDER BY 1"))
                .containsExactly(
                        List.of("money", yuan("0")), Arrays.asList("pieces", null), Arrays.asList("share", null));
    }

    @Test
    void aRefundThatCameBeforeItsOrderFindsItLater() {
        write(shop.refund("r1", "2026-03-03T10:00", "o1", "4"));
        assertThat(mart("SELECT line_no, paid_day FROM refund_line")).containsExactly(Arrays.asList("", null));

        write(shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:00"));
        assertThat(mart("SELECT line_no, paid_day, customer, amount FROM refund_line"))
                .containsExactly(List.of("", LocalDate.of(2026, 3, 1), "c1", yuan("4")));
    }

    @Test
    void aRemainderCountsAsFarAsOtherRefundsDoNotExplainIt() {
        String told = "SELECT refund, amount FROM refund_line ORDER BY 1";
        write(shop.refund("sum", "2026-03-01T10:00", "o1", "30").set("remainder", true));
        assertThat(mart(told)).containsExactly(List.of("sum", yuan("30")));

        write(shop.refund("r1", "2026-03-04T10:00", "o1", "20"));
        assertThat(mart(told)).containsExactly(List.of("r1", yuan("20")), List.of("sum", yuan("10")));
        write(shop.refund("r2", "2026-03-05T10:00", "o1", "15"));
        assertThat(mart(told)).containsExactly(List.of("r1", yuan("20")), List.of("r2", yuan("15")));

        write(shop.refund("r1", "2026-03-04T10:00", "o9", "20"));
        assertThat(mart(told))
                .containsExactly(List.of("r1", yuan("20")), List.of("r2", yuan("15")), List.of("sum", yuan("15")));
    }

    // ---- following
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void followingStepByStepIsTheSameAsMakingAnew() {
        for (long seed = 1; seed <= randomShops(); seed++) {
            Random random = new Random(seed);
            List<FactRow> rows = randomShop(random, "s" + seed);
            for (int from = 0; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(largestStep()));
                if (random.nextBoolean()) {
                    WriteReceipt ignored = warehouse.write(rows.subList(from, to));
                } else {
                    WriteReceipt ignored = load(rows.subList(from, to).toArray(FactRow[]::new));
                }
                if (random.nextBoolean()) {
                    warehouse.awaitMarts();
                }
                from = to;
            }
        }
        warehouse.awaitMarts();
        List<List<List<@Nullable Object>>> followed = everything();
        assertThat(followed).allSatisfy(rows -> assertThat(rows).isNotEmpty());

        makeAnew();

        List<List<List<@Nullable Object>>> anew = everything();
        for (int i = 0; i < MARTS.size(); i++) {
            assertThat(followed.get(i)).as(MARTS.get(i)).isEqualTo(anew.get(i));
        }
    }

    /** How many random shops are followed step by step; fewer where a step takes long. */
    int randomShops() {
        return 4;
    }

    /** How many rows one step of a random shop has at most. */
    int largestStep() {
        return 80;
    }

    /** Makes the engine forget its marts and make them from the facts alone. */
    abstract void makeAnew();

    private List<List<List<@Nullable Object>>> everything() {
        return MARTS.stream()
                .map(mart -> warehouse.query(SqlQuery.of("SELECT * FROM " + mart), QueryOptions.batch()).rows().stream()
                        .sorted(Comparator.comparing(String::valueOf))
                        .toList())
                .toList();
    }

    private List<FactRow> randomShop(Random random, String name) {
        List<FactRow> rows = new ArrayList<>();
        String[] channels = {"direct", "email", "taobao_zhitongche", "douyin_ads", "own_ads"};
        String[] types = {"page_view", "product_view", "search", "cart_add", "list_view", "identify"};
        for (int i = 0; i < 300; i++) {
            FactRow event = shop.event(
                            "e" + random.nextInt(280),
                            moment(random),
                            pick(random, types),
                            maybe(random, "v" + random.nextInt(6)))
                    .set("channel", maybe(random, pick(random, channels)))
                    .set("campaign", random.nextInt(8) == 0 ? "k" + random.nextInt(2) : null)
                    .set("customer", maybe(random, "c" + random.nextInt(5)))
                    .set("session", random.nextInt(3) == 0 ? "g" + random.nextInt(15) : null)
                    .set("product", maybe(random, "p" + random.nextInt(4)))
                    .set("device", maybe(random, "app"))
                    .set("dwell_seconds", random.nextBoolean() ? new BigDecimal(random.nextInt(100)) : null);
            rows.add(event);
        }
        for (int i = 0; i < 120; i++) {
            String id = "o" + random.nextInt(60);
            FactRow order = shop.order(
                            id,
                            moment(random),
                            maybe(random, "c" + random.nextInt(5)),
                            Integer.toString(10 + random.nextInt(90)))
                    .set("source", random.nextInt(4) == 0 ? "other" : SmallShop.SOURCE)
                    .set("channel", random.nextInt(3) == 0 ? pick(random, channels) : null)
                    .set("visitor", maybe(random, "v" + random.nextInt(6)))
                    .set("session", random.nextInt(4) == 0 ? "g" + random.nextInt(15) : null);
            if (random.nextInt(4) > 0) {
                order = shop.paid(order, moment(random));
            }
            rows.add(order);
            for (int l = random.nextInt(4); l > 0; l--) {
                rows.add(shop.line(
                                order,
                                Integer.toString(l),
                                "p" + random.nextInt(4),
                                1 + random.nextInt(3),
                                Integer.toString(random.nextInt(40)))
                        .set("paid_amount", random.nextInt(3) == 0 ? new BigDecimal(random.nextInt(40)) : null));
            }
        }
        for (int i = 0; i < 60; i++) {
            rows.add(shop.refund(
                            "r" + random.nextInt(40),
                            moment(random),
                            maybe(random, "o" + random.nextInt(60)),
                            (1 + random.nextInt(30)) + ".01")
                    .set("type", maybe(random, "return"))
                    .set("remainder", random.nextInt(3) == 0)
                    .set("product", random.nextInt(3) == 0 ? "p" + random.nextInt(4) : null));
        }
        for (int i = 0; i < 12; i++) {
            rows.add(cost(
                    "p" + random.nextInt(4),
                    null,
                    "2026-03-0" + (1 + random.nextInt(3)),
                    Integer.toString(1 + random.nextInt(9))));
            rows.add(shop.row("product", "p" + i % 4)
                    .set("product", "p" + i % 4)
                    .set("category", "k" + random.nextInt(3)));
        }
        rows.add(shop.row("channel", "own_ads")
                .set("channel", "own_ads")
                .set("kind", "ads")
                .set("paid", true));
        Collections.shuffle(rows, random);
        rows.forEach(row -> row.set("shop", name));
        return rows;
    }

    private static String moment(Random random) {
        return "2026-03-0%dT%02d:%02d".formatted(1 + random.nextInt(3), random.nextInt(24), random.nextInt(60));
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private static @Nullable String maybe(Random random, String value) {
        return random.nextInt(4) == 0 ? null : value;
    }
}
