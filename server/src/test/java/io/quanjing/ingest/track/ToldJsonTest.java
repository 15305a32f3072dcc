package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quanjing.access.Shop;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.WriteKey;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What comes out of a record means what went in. */
class ToldJsonTest {

    private static final Warehouse WAREHOUSE = EmbeddedWarehouse.open(TestFolders.create("told"));
    private static final String EVENTS = """
            {"type":"page","messageId":"p1","anonymousId":"a1","name":"商品","properties":{"product_id":"P1","url":"https://s.example/p?utm_source=baidu"}},
            {"type":"track","event":"Product Added","messageId":"t1","userId":"u1","properties":{"product_id":"P1","price":1e-3,"quantity":2,"value":12345678901.2345}},
            {"type":"identify","messageId":"i1","userId":"u1","traits":{"gender":"女","birthday":"1990-02-03","city":"上海","vip_level":"gold"},"context":{"locale":"zh-CN"}},
            {"type":"track","event":"Order Placed","messageId":"o1","userId":"u1","anonymousId":"a1","timestamp":"2026-03-01T17:30:00.123456Z",
             "context":{"campaign":{"source":"douyin","medium":"live","name":"38"},"userAgent":"Mozilla/5.0 (iPhone) Mobile","location":{"region":"浙江"}},
             "properties":{"orderId":"O1","total":"110.50","shipping":8,"tax":2,"discount":20,"currency":"rmb","sessionId":"s9","creator_id":"c7","room_id":"r1",
              "products":[{"productId":"P1","sku":"S1","name":"面霜","category":"美妆","price":90,"quantity":1,"unit_cost":30.25},
                          {"item_id":"P2","item_name":"皂","item_category":"洗护","price":10,"quantity":3}],"shippingAddress":{"state":"上海市","city":"上海"}}},
            {"type":"track","event":"Payment Failed","messageId":"o2","userId":"u1","properties":{"order_id":"O1","payment_id":"pay1","payment_method":"alipay","failureReason":"余额不足"}},
            {"type":"track","event":"Order Completed","messageId":"o3","userId":"u1","properties":{"order_id":"O1","revenue":100.5,"paymentMethod":"wechat","device":"toaster",
              "items":{"sku":"S1","title":"面霜","price":90}}},
            {"type":"track","event":"Order Updated","messageId":"o4","userId":"u1","properties":{"order_id":"O1","order_status":"delivered"}},
            {"type":"track","event":"Order Refunded","messageId":"o5","userId":"u1","properties":{"transaction_id":"O1","refund_id":"R1","refund_reason":"坏了","refundType":"return",
              "products":[{"sku":"S1","quantity":1}]}},
            {"type":"track","event":"Order Cancelled","messageId":"o6","userId":"u2","properties":{"order_id":"O2","subtotal":3}}""";

    private final Shop shop = new Shop("s1", "Shop", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    private final Sender sender = new Sender(shop, WriteKey.Kind.SERVER);
    private final FactMapping mapping = new FactMapping(WAREHOUSE, Regions.known());
    private final ToldJson json = new ToldJson(mapping.event());

    @AfterAll
    static void close() {
        WAREHOUSE.close();
    }

    private List<Told> told() {
        EventReader reader = new EventReader(TrackSettings.defaults(), new Pseudonyms(new byte[] {7}));
        BatchParser.Batch batch =
                new BatchParser().batch(("{\"batch\":[" + EVENTS + "]}").getBytes(StandardCharsets.UTF_8));
        return batch.events().stream()
                .map(raw ->
                        mapping.tell(sender, reader.read(raw, batch.sentAt(), Instant.parse("2026-03-02T00:00:00.5Z"))))
                .toList();
    }

    private List<String> facts(List<Told> all) {
        List<String> facts = new ArrayList<>();
        List<FactRow> rows = mapping.rows(shop, all, (told, e) -> facts.add("refused " + told.index() + " " + e));
        rows.forEach(row -> facts.add(row.table().name() + " " + Arrays.toString(row.values())));
        return facts;
    }

    @Test
    void theFactsAreTheSameWithAndWithoutALog() {
        List<Told> all = told();
        List<byte[]> records = json.write("s1", all, 900_000);

        assertThat(records).hasSize(1);
        ToldJson.Content content = json.read(records.getFirst());
        assertThat(content.shop()).isEqualTo("s1");
        assertThat(facts(content.events())).isEqualTo(facts(all)).hasSizeGreaterThan(12);
    }

    @Test
    void aLongBatchBecomesSeveralRecordsInOrder() {
        List<Told> all = told();
        List<byte[]> records = json.write("s1", all, 1_500);

        assertThat(records).hasSizeGreaterThan(3);
        List<Told> read = new ArrayList<>();
        records.forEach(record -> read.addAll(json.read(record).events()));
        assertThat(facts(read)).isEqualTo(facts(all));
    }

    @Test
    void aRecordOfATableWithOtherColumnsIsReadByTheirNames() {
        String record =
                new String(json.write("s1", told().subList(0, 1), 900_000).getFirst(), StandardCharsets.UTF_8);
        List<String> lines = record.lines().toList();
        ObjectNode first = (ObjectNode) JsonMapper.shared().readTree(lines.get(0));
        ObjectNode visit = (ObjectNode) JsonMapper.shared().readTree(lines.get(1));
        first.withArray("columns").insert(0, "a_column_of_tomorrow");
        visit.withArray("visit").insert(0, "x");

        ToldJson.Content content = json.read((first + "\n" + visit + "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(facts(content.events())).isEqualTo(facts(told().subList(0, 1)));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String record :
                List.of("", "\n", "[]", "{\"version\":2,\"shop\":\"s1\"}", "{\"version\":1,\"columns\":[]}", "{")) {
            assertThatIllegalArgumentException()
                    .as(record)
                    .isThrownBy(() -> json.read(record.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The names that {@code Order} and its like ask for, read from their sources: one that is added there has to be kept here too. */
    @Test
    void keepsEveryFieldThatOrdersAreMadeOf() throws IOException {
        Pattern asked = Pattern.compile(
                "(?:properties|fields|event\\.properties\\(\\))\\s*\\.(?:text|amount|number|count)\\(([^)]*)\\)");
        ObjectNode all = JsonMapper.shared().createObjectNode();
        ObjectNode goods = all.putArray("products").addObject();
        TreeSet<String> names = new TreeSet<>();
        for (String source : List.of("Order", "OrderAmounts", "Goods")) {
            Matcher found = asked.matcher(
                    Files.readString(Path.of("src/main/java/io/quanjing/ingest/track/" + source + ".java")));
            while (found.find()) {
                for (String name : found.group(1).split(",", 0)) {
                    String plain = name.strip().replace("\"", "");
                    names.add(plain);
                    (source.equals("Goods") && !plain.equals("currency") ? goods : all).put(plain, "1");
                }
            }
        }

        assertThat(names).contains("payment_id", "refund_id", "total", "freight", "sku", "unit_cost", "live_session");
        assertThat(OrderFields.of(all)).isEqualTo(all);
    }
}
