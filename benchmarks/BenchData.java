import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.EmbeddedWarehouseSettings;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Fills a warehouse with a year of trade through the bulk load of the warehouse's port, so that it is the warehouse that a server writes: facts,
 * marts and all. The same size and last moment give the same rows. Visits first and orders after them, as each is asked for its visit.
 */
final class BenchData {

    private static final String SOURCE = "bench";
    private static final int SEED = 618;
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final long LOAD_EVENTS = 2_000_000;
    private static final long LOAD_ORDERS = 500_000;
    private static final String CURRENCY = "CNY";

    private final BenchSize size;
    private final Warehouse warehouse;
    private final Instant last;
    private final LocalDate lastDay;
    private final double weights;

    private BenchData(BenchSize size, Warehouse warehouse, Instant last) {
        this.size = size;
        this.warehouse = warehouse;
        this.last = last;
        this.lastDay = last.atOffset(ZONE).toLocalDate();
        double sum = 0;
        for (int day = 0; day < BenchShop.DAYS; day++) {
            sum += BenchShop.weight(day(day), lastDay);
        }
        this.weights = sum;
    }

    /** Fills the warehouse of a data folder on which no server runs. */
    static void fill(Path data, BenchSize size, Instant last) throws Exception {
        EmbeddedWarehouseSettings usual = EmbeddedWarehouseSettings.defaults();
        try (Warehouse warehouse = EmbeddedWarehouse.open(data.resolve("warehouse"), usual)) {
            new BenchData(size, warehouse, last).fill();
        }
    }

    private LocalDate day(int number) {
        return lastDay.minusDays(BenchShop.DAYS - 1L - number);
    }

    private void fill() throws Exception {
        products();
        // Two at a time: one is staged while the writer takes the other.
        try (ExecutorService loaders = Executors.newFixedThreadPool(2)) {
            inTurns(loaders, eventLoads());
            inTurns(loaders, orderLoads());
        }
    }

    private static void inTurns(ExecutorService loaders, List<Callable<Long>> loads) throws Exception {
        long from = System.nanoTime();
        long rows = 0;
        int done = 0;
        for (Future<Long> load : loaders.invokeAll(loads)) {
            rows += load.get();
            done++;
        }
        System.err.printf("%,d rows in %d loads: %.1f s%n", rows, done, (System.nanoTime() - from) / 1e9);
    }

    private void products() {
        TableSchema product = warehouse.table("product");
        try (FactLoad load = warehouse.load("bench-products")) {
            for (String shop : BenchShop.SHOPS) {
                for (int i = 0; i < BenchShop.PRODUCTS; i++) {
                    String id = BenchShop.product(i);
                    load.append(FactRow.of(product)
                            .set("shop", shop)
                            .set("source", SOURCE)
                            .set("natural_key", id)
                            .set("product", id)
                            .set("title", "商品 " + id)
                            .set("title_en", "Product " + id)
                            .set("category", BenchShop.category(i))
                            .set("list_price", BenchShop.amount(BenchShop.price(i)))
                            .set("currency", CURRENCY));
                }
            }
            var _ = load.commit();
        }
    }

    /** Whole days until a load is large enough. */
    private List<Callable<Long>> eventLoads() {
        List<Callable<Long>> loads = new ArrayList<>();
        List<Integer> days = new ArrayList<>();
        long rows = 0;
        for (int day = 0; day < BenchShop.DAYS; day++) {
            days.add(day);
            rows += share(size.events(), day);
            if (rows >= LOAD_EVENTS || day == BenchShop.DAYS - 1) {
                List<Integer> ofLoad = List.copyOf(days);
                loads.add(() -> loadEvents(ofLoad));
                days.clear();
                rows = 0;
            }
        }
        return loads;
    }

    private long share(long all, int day) {
        return Math.round(all * BenchShop.weight(day(day), lastDay) / weights);
    }

    private long loadEvents(List<Integer> days) {
        long rows = 0;
        try (FactLoad load = warehouse.load("bench-events-" + days.getFirst())) {
            EventRows events = new EventRows(warehouse.table("event"), load);
            for (int day : days) {
                rows += events.day(day, share(size.events(), day));
            }
            var _ = load.commit();
        }
        return rows;
    }

    private final class EventRows {
        private final TableSchema table;
        private final FactLoad load;
        private final int shop;
        private final int source;
        private final int key;
        private final int at;
        private final int shopDay;
        private final int shopHour;
        private final int type;
        private final int visitor;
        private final int customer;
        private final int page;
        private final int product;
        private final int category;
        private final int channel;
        private final int device;
        private final int region;
        private final int dwell;

        EventRows(TableSchema table, FactLoad load) {
            this.table = table;
            this.load = load;
            shop = table.index("shop");
            source = table.index("source");
            key = table.index("natural_key");
            at = table.index("at");
            shopDay = table.index("shop_day");
            shopHour = table.index("shop_hour");
            type = table.index("type");
            visitor = table.index("visitor");
            customer = table.index("customer");
            page = table.index("page");
            product = table.index("product");
            category = table.index("category");
            channel = table.index("channel");
            device = table.index("device");
            region = table.index("region");
            dwell = table.index("dwell_seconds");
        }

        /** Visits of five events on average until the day has its share; what would come after the last moment is left out. */
        long day(int number, long events) {
            LocalDate day = BenchData.this.day(number);
            SplittableRandom random = new SplittableRandom(SEED + number);
            Instant midnight = day.atStartOfDay().toInstant(ZONE);
            int visitors = visitors();
            long made = 0;
            long rows = 0;
            for (int visit = 0; made < events; visit++) {
                String ofShop = BenchShop.shop(random);
                int person = BenchShop.skewed(random, visitors);
                int length = 1 + random.nextInt(9);
                String from = BenchShop.channel(random);
                String device = BenchShop.device(random);
                String region = BenchShop.REGIONS[(person * 31 + 7) % 97 % BenchShop.REGIONS.length];
                boolean known = person % 4 == 0;
                int start = BenchShop.second(random);
                for (int i = 0; i < length && made < events; i++, made++) {
                    int pause = 5 + random.nextInt(90);
                    start += pause;
                    int product = BenchShop.skewed(random, BenchShop.PRODUCTS);
                    String type = type(random.nextInt(200), i);
                    // The night after a late visit belongs to the day of its start in this shop.
                    int second = Math.min(start, 86_399);
                    Instant moment = midnight.plusSeconds(second);
                    if (moment.isAfter(last)) {
                        continue;
                    }
                    boolean onProduct = !type.equals("page_view") && !type.equals("list_view");
                    FactRow row = FactRow.of(table);
                    @Nullable Object[] values = row.values();
                    values[shop] = ofShop;
                    values[source] = SOURCE;
                    values[key] = "e" + number + "-" + visit + "-" + i;
                    values[at] = moment;
                    values[shopDay] = day;
                    values[shopHour] = (long) (second / 3_600);
                    values[BenchData.EventRows.this.type] = type;
                    values[visitor] = "v" + person;
                    values[customer] = known ? "c" + person / 4 : null;
                    values[page] = onProduct ? "/product/" + product : i == 0 ? "/" : "/list/" + product % 40;
                    values[BenchData.EventRows.this.product] = onProduct ? BenchShop.product(product) : null;
                    values[category] = onProduct ? BenchShop.category(product) : null;
                    values[channel] = i == 0 ? from : null;
                    values[BenchData.EventRows.this.device] = device;
                    values[BenchData.EventRows.this.region] = region;
                    values[dwell] = BenchShop.amount(pause * 100L);
                    load.append(row);
                    rows++;
                }
            }
            return rows;
        }

        private String type(int draw, int place) {
            if (place == 0) {
                return draw < 120 ? "page_view" : "product_view";
            }
            return draw < 60
                    ? "page_view"
                    : draw < 155
                            ? "product_view"
                            : draw < 175 ? "list_view" : draw < 189 ? "cart_add" : draw < 193 ? "favourite" : draw < 197 ? "checkout_start" : "purchase";
        }
    }

    /** As many as make a visitor come two to three times a year on average. */
    private int visitors() {
        return (int) Math.max(1_000, size.events() / 12);
    }

    /** By customer, so that a load finds all orders of its customers together: an order before or after makes a buyer new or old. */
    private List<Callable<Long>> orderLoads() {
        List<Callable<Long>> loads = new ArrayList<>();
        int parts = (int) Math.max(1, (size.orders() + LOAD_ORDERS - 1) / LOAD_ORDERS);
        for (int part = 0; part < parts; part++) {
            int ofLoad = part;
            loads.add(() -> loadOrders(ofLoad, parts));
        }
        return loads;
    }

    private long loadOrders(int part, int parts) {
        long rows = 0;
        TableSchema header = warehouse.table("order_header");
        TableSchema line = warehouse.table("order_line");
        TableSchema refund = warehouse.table("refund");
        int customers = (int) Math.max(250, size.orders() / 5);
        try (FactLoad load = warehouse.load("bench-orders-" + part)) {
            for (int number = 0; number < BenchShop.DAYS; number++) {
                LocalDate day = day(number);
                long orders = share(size.orders(), number);
                for (int i = 0; i < orders; i++) {
                    SplittableRandom random = new SplittableRandom(((long) SEED * 1_000 + number) * 10_000_000L + i);
                    int customer = BenchShop.skewed(random, customers);
                    if (customer % parts == part) {
                        rows += order(load, header, line, refund, "o" + number + "-" + i, day, customer, random);
                    }
                }
            }
            var _ = load.commit();
        }
        return rows;
    }

    private int order(
            FactLoad load,
            TableSchema header,
            TableSchema line,
            TableSchema refund,
            String id,
            LocalDate day,
            int customer,
            SplittableRandom random) {
        int second = BenchShop.second(random);
        Instant created = day.atStartOfDay().toInstant(ZONE).plusSeconds(second);
        if (created.isAfter(last)) {
            return 0;
        }
        String shop = BenchShop.shop(random);
        int pieces = 1 + BenchShop.skewed(random, 4);
        Instant paidAt = created.plusSeconds(random.nextInt(1_800));
        boolean paid = random.nextInt(100) < 88 && !paidAt.isAfter(last);
        String region = BenchShop.region(random);
        long whole = 0;
        for (int i = 0; i < pieces; i++) {
            int product = BenchShop.skewed(random, BenchShop.PRODUCTS);
            long quantity = 1 + BenchShop.skewed(random, 4);
            long amount = BenchShop.price(product) * quantity * (80 + random.nextInt(21)) / 100;
            whole += amount;
            load.append(key(line, shop, id + "#" + i)
                    .set("at", created)
                    .set("shop_day", day)
                    .set("shop_hour", (long) second / 3_600)
                    .set("order_id", id)
                    .set("line_no", Integer.toString(i))
                    .set("product", BenchShop.product(product))
                    .set("category", BenchShop.category(product))
                    .set("quantity", quantity)
                    .set("list_price", BenchShop.amount(BenchShop.price(product)))
                    .set("order_amount", BenchShop.amount(amount))
                    .set("paid_amount", paid ? BenchShop.amount(amount) : null)
                    .set("unit_cost", product % 50 == 0 ? null : BenchShop.amount(BenchShop.price(product) * 55 / 100))
                    .set("gift", false)
                    .set("currency", CURRENCY));
        }
        boolean known = random.nextInt(10) < 7;
        load.append(key(header, shop, id)
                .set("at", created)
                .set("shop_day", day)
                .set("shop_hour", (long) second / 3_600)
                .set("order_id", id)
                .set("status", paid ? "paid" : "closed")
                .set("customer", "c" + customer)
                .set("visitor", known ? null : "v" + customer * 4L)
                .set("paid_at", paid ? paidAt : null)
                .set("paid_day", paid ? paidAt.atOffset(ZONE).toLocalDate() : null)
                .set("paid_hour", paid ? (long) paidAt.atOffset(ZONE).getHour() : null)
                .set("order_amount", BenchShop.amount(whole))
                .set("paid_amount", paid ? BenchShop.amount(whole) : null)
                .set("currency", CURRENCY)
                .set("channel", known ? BenchShop.channel(random) : null)
                .set("device", BenchShop.device(random))
                .set("region", region));
        Instant back = paidAt.plusSeconds(86_400L * (1 + random.nextInt(10)));
        boolean refunded = paid && random.nextInt(100) < 8 && !back.isAfter(last);
        if (refunded) {
            load.append(key(refund, shop, "r" + id)
                    .set("at", back)
                    .set("shop_day", back.atOffset(ZONE).toLocalDate())
                    .set("shop_hour", (long) back.atOffset(ZONE).getHour())
                    .set("order_id", id)
                    .set("customer", "c" + customer)
                    .set("amount", BenchShop.amount(whole))
                    .set("reason", "不想要了")
                    .set("type", random.nextBoolean() ? "return" : "refund_only")
                    .set("currency", CURRENCY));
        }
        return pieces + (refunded ? 2 : 1);
    }

    private static FactRow key(TableSchema table, String shop, String key) {
        return FactRow.of(table).set("shop", shop).set("source", SOURCE).set("natural_key", key);
    }
}
