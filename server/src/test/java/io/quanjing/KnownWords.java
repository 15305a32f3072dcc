package io.quanjing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What the endpoints take for the names of their parameters; with the beginning of the address before it where a name means something else
 * there, and with a question mark where it is a part of a question for figures that may be absent.
 */
final class KnownWords {

    private static final String MAPPING = """
            format: own-program
            files:
              order:
                columns:
                  id: { type: id, required: true }
                  created: { type: time, required: true }
                  total: { type: amount, required: true }
                facts:
                  - table: order_header
                    set: { natural_key: id, order_id: id, at: created, order_amount: total }
            """;

    private static final String DEFINITIONS = """
            metrics:
              commission:
                title: {zh: 平台佣金, en: Commission}
                expression: gmv * 0.05
              ads_gmv:
                title: {zh: 广告支付金额, en: GMV of ads}
                expression: gmv
                where: channel_kind = ads
            """;

    private static final String DRAFT = """
            {"name": "Own %d", "kind": "orders",
             "columns": ["订单编号", "总金额", "买家实际支付金额", "收货地址 ", "订单创建时间", "订单付款时间 ", "退款金额"],
             "fields": {"order_id": {"from": "COLUMN", "column": 1}, "order_amount": {"from": "COLUMN", "column": 2},
              "at": {"from": "COLUMN", "column": 5}, "paid_at": {"from": "COLUMN", "column": 6}}}""";

    private static final int OWN_FORMATS = 8;

    private KnownWords() {}

    /** Words that are the same in every installation. */
    static Map<String, List<String>> fixed() {
        Map<String, List<String>> words = new HashMap<>();
        words.put("ids", List.of("gmv", "orders", "visitors", "aov"));
        words.put("metric", List.of("gmv", "orders"));
        words.put("from", List.of("2026-11-01", "2026-11-10"));
        words.put("to", List.of("2026-11-11", "2026-11-12"));
        words.put("day", List.of("2026-11-11"));
        words.put("metrics", List.of("gmv", "orders"));
        words.put("since", List.of("2026-11-12T00:00:00Z"));
        words.put("year", List.of("2026"));
        words.put("format", List.of("auto"));
        words.put("zone", List.of("Asia/Shanghai"));
        words.put("currency", List.of("CNY"));
        words.put("cutoff", List.of("04:00", "00:00"));
        words.put("mapping", List.of(MAPPING));
        words.put("query", List.of("shop=Mutated&grain=day", "grain=week"));
        words.put("expiresAt", List.of(Instant.now().plus(Duration.ofDays(9)).toString()));
        words.put("username", List.of("nobody"));
        words.put("edition", List.of("2026"));
        words.put("period", List.of("2026", "2026-11", "2026-11-11"));
        words.put("dimension", List.of("channel", ""));
        words.put("value", List.of("douyin_ads", ""));
        words.put("target", List.of("1000", "12.5"));
        words.put("text", List.of("短信", DEFINITIONS));
        words.put("/api/dictionary id", List.of("gmv", "visitors", "net_sales"));
        words.put("/api/dimension id", List.of("channel", "product", "region"));
        words.put("/api/dictionary version", List.of("0", "1", "2"));
        words.put("/api/quality rule", List.of("freshness", "volume"));
        words.put("/api/quality comparison", List.of("payments"));
        words.put("/api/quality ours", List.of("quanjing"));
        words.put("/api/quality theirs", List.of("quanjing"));
        words.put("/api/calendar event", List.of("double-11", "opening"));
        words.put("/api/users name", List.of("viewer1", "viewer2", "viewer3", "viewer4", "viewer5"));
        words.put("phase", List.of("presale", "peak"));
        words.put("/api/topic-sources servers", List.of("127.0.0.1:9", "127.0.0.1:9, [::1]:9"));
        words.put("/api/topic-sources topic", List.of("shop.orders"));
        words.put("/api/topic-sources ready", List.of(""));
        words.put("/api/topic-sources from", List.of("earliest", "latest", "time"));
        words.put("/api/calendar kind", List.of("launch"));
        words.put("/api/calendar/import kind", List.of("promotions", "annotations"));
        words.put("/api/sources kind", List.of("signed"));
        words.put("/api/sources secret", List.of("a secret of the test"));
        words.put("/api/calendar text", List.of("New"));
        words.put("/api/contacts customer", List.of("bob@example.com"));
        words.put("/api/contacts kind", List.of("phone", "email"));
        words.put("/api/contacts reason", List.of("return of a parcel"));
        words.put("/api/retention data", List.of("visits", "orders", "stock"));
        words.put("/api/retention days", List.of("31", "1096", "36500"));
        words.put(
                "/api/target csv", List.of("shop,metric,dimension,value,period,target\nMutated,gmv,,,2026-11,1000\n"));
        words.put("/api/benchmark csv", List.of("metric,from,to,value,source\ngmv,2026-11-01,2026-11-11,100,Test\n"));
        words.put("/api/calendar csv", List.of("from,to,kind,text,shop\n2026-11-01,2026-11-02,launch,New,Mutated\n"));
        words.put("/api/session username", List.of("walker"));
        words.put("/api/dictionary/own text", List.of(DEFINITIONS));
        words.put(
                "/api/sources from",
                List.of(Instant.now().minus(Duration.ofDays(1)).toString()));
        words.put("/api/imports/templates id", List.of("orders", "customers", "stock"));
        words.put("/api/imports/templates language", List.of("zh", "en"));
        words.put("/api/imports/templates as", List.of("csv", "xlsx"));
        List<Integer> own = IntStream.range(0, OWN_FORMATS).boxed().toList();
        words.put("/api/imports draft", own.stream().map(DRAFT::formatted).toList());
        words.put(
                "/api/imports/own-formats draft",
                own.stream().map(DRAFT.replace("总金额", "这里的金额")::formatted).toList());
        words.put(
                "/api/imports/own-formats name",
                own.stream().map("Own %d"::formatted).toList());
        words.putAll(questions());
        return words;
    }

    /** A table of a database on this machine that can be a source. */
    static Map<String, List<String>> table(URI database, String user, String password) {
        String place = "/api/pulled-sources ";
        return Map.ofEntries(
                Map.entry(place + "kind", List.of("postgresql")),
                Map.entry(place + "host", List.of(database.getHost())),
                Map.entry(place + "port", List.of(Integer.toString(database.getPort()))),
                Map.entry(place + "database", List.of(database.getPath().substring(1))),
                Map.entry(place + "user", List.of(user)),
                Map.entry(place + "password", List.of(password)),
                Map.entry(place + "encryption", List.of("off")),
                Map.entry(place + "table", List.of("orders")),
                Map.entry(place + "mode", List.of("incremental", "snapshot")),
                Map.entry(place + "cursor", List.of("id")),
                Map.entry(place + "key", List.of("id")),
                Map.entry(place + "startAt", List.of("1")),
                Map.entry(place + "from", List.of("1", "")),
                Map.entry(place + "intervalSeconds", List.of("3600")));
    }

    private static Map<String, List<String>> questions() {
        return Map.ofEntries(
                Map.entry("?grain", List.of("day", "hour", "week", "month")),
                Map.entry("?by", List.of("channel", "product", "region")),
                Map.entry("?where", List.of("channel=douyin_ads")),
                Map.entry("?compare", List.of("previous", "year")),
                Map.entry("?as-of", List.of("2026-11-12T00:00:00Z")),
                Map.entry("?format", List.of("csv", "xlsx", "json")),
                Map.entry("?language", List.of("zh", "en")),
                Map.entry("?order", List.of("gmv", "-gmv")),
                Map.entry("?limit", List.of("5")),
                Map.entry("?cell", List.of("channel=douyin_ads")),
                Map.entry("?year", List.of("2026")),
                Map.entry("?q", List.of("a")));
    }

    /** What a list of things that were made calls them. */
    static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(one -> {
            for (String field : List.of("id", "key")) {
                String name = one.path(field).asString("");
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        });
        return names;
    }
}
