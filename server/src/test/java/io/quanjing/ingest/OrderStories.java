package io.quanjing.ingest;

import static io.quanjing.ingest.TemplateStories.row;

import io.quanjing.ingest.TemplateImportTest.Story;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The templates of orders and of what customers say. */
final class OrderStories {

    /** What both lines of the order A1 have in common. */
    private static final List<String> A1 = row(
            "A1",
            "2026-11-01 09:30:00",
            "已付款|paid",
            "2026-11-01 09:30:41",
            "C1",
            "线下门店|Offline shops",
            "618",
            "D01",
            "L1",
            "浙江省",
            "杭州市",
            "微信支付",
            "6",
            "10",
            "");

    private OrderStories() {}

    private static List<String> lineOfA1(String... cells) {
        return Stream.concat(A1.stream(), Arrays.stream(cells)).toList();
    }

    static List<Story> orders() {
        return List.of(
                new Story(
                        "orders",
                        List.of(
                                lineOfA1("P1", "P1-M", "短袖", "2", "99", "188", "", "否|no"),
                                lineOfA1("P2", "", "腰带", "1", "", "50", "45", "是|yes"),
                                row(
                                        "A2",
                                        "2026-11-02 23:59:59",
                                        "待付款|created",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "x",
                                        "P1",
                                        "",
                                        "",
                                        "1",
                                        "",
                                        "99",
                                        "",
                                        "")),
                        "SELECT 'order' AS t, order_id, status, order_amount, paid_amount, channel, region, freight_amount, CAST(paid_day AS VARCHAR)"
                                + " AS paid, payment_method AS how FROM order_header UNION ALL SELECT 'line', natural_key, product, order_amount,"
                                + " paid_amount, sku, title, list_price, CAST(gift AS VARCHAR), CAST(quantity AS VARCHAR) FROM order_line"
                                + " ORDER BY 1 DESC, 2",
                        """
                        order A1 paid 244 239 offline 浙江 6 2026-11-01 微信支付
                        order A2 created 99 null null null null null null
                        line A1#1 P1 188 188 P1-M 短袖 99 false 2
                        line A1#2 P2 50 45 null 腰带 null true 1
                        line A2#x P1 99 null null null null null 1""",
                        20,
                        "180",
                        """
                        order A1 paid 236 231 offline 浙江 6 2026-11-01 微信支付
                        order A2 created 99 null null null null null null
                        line A1#1 P1 180 180 P1-M 短袖 99 false 2
                        line A1#2 P2 50 45 null 腰带 null true 1
                        line A2#x P1 99 null null null null null 1"""),
                new Story(
                        "refunds",
                        List.of(
                                row(
                                        "T1",
                                        "A1",
                                        "2026-11-03 14:00:00",
                                        "94",
                                        "退货退款|return",
                                        "P1",
                                        "P1-M",
                                        "1",
                                        "C1",
                                        "尺码不合适",
                                        "2026-11-02 20:00:00"),
                                row("T2", "", "2026-11-04 01:00:00", "5.5", "仅退款|refund only", "", "", "", "", "", "")),
                        "SELECT natural_key, order_id, shop_day, amount, type, product, quantity, customer, reason, requested_at IS NULL,"
                                + " remainder FROM refund ORDER BY natural_key",
                        """
                        T1 A1 2026-11-03 94 return P1 1 C1 尺码不合适 false null
                        T2 null 2026-11-04 5.5 refund_only null null null null true null""",
                        3,
                        "90",
                        """
                        T1 A1 2026-11-03 90 return P1 1 C1 尺码不合适 false null
                        T2 null 2026-11-04 5.5 refund_only null null null null true null"""),
                new Story(
                        "payments",
                        List.of(
                                row("Z1", "A1", "2026-11-01 09:30:20", "失败|failure", "239", "微信支付", "C1", "余额不足"),
                                row("Z2", "A1", "2026-11-01 09:30:41", "成功|success", "239", "", "", "")),
                        "SELECT natural_key, order_id, shop_hour, result, amount, method, customer, failure_reason FROM payment"
                                + " ORDER BY natural_key",
                        """
                        Z1 A1 9 failure 239 微信支付 C1 余额不足
                        Z2 A1 9 success 239 null null null""",
                        7,
                        "网络中断",
                        """
                        Z1 A1 9 failure 239 微信支付 C1 网络中断
                        Z2 A1 9 success 239 null null null"""),
                new Story(
                        "fees",
                        List.of(
                                row("A1", "平台佣金|commission", "9.4", "2026-11-08 00:00:00", ""),
                                row("A1", "其他|other", "-1", "2026-11-09 00:00:00", "B-77")),
                        "SELECT natural_key, order_id, kind, amount, shop_day FROM order_fee ORDER BY natural_key",
                        "A1#commission A1 commission 9.4 2026-11-08\nB-77 A1 other -1 2026-11-09",
                        2,
                        "9",
                        "A1#commission A1 commission 9 2026-11-08\nB-77 A1 other -1 2026-11-09"));
    }

    static List<Story> service() {
        return List.of(
                new Story(
                        "reviews",
                        List.of(
                                row(
                                        "V1",
                                        "2026-11-05 21:40:00",
                                        "P1",
                                        "5",
                                        "面料舒服，尺码偏大",
                                        "值得买",
                                        "A1",
                                        "P1-M",
                                        "C1",
                                        "3",
                                        "0",
                                        "12",
                                        "谢谢",
                                        "2026-11-06 09:00:00",
                                        "否|no",
                                        "浙江省"),
                                row(
                                        "V2",
                                        "2026-11-07 08:00:00",
                                        "P2",
                                        "1.5",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "是|yes",
                                        "")),
                        "SELECT natural_key, shop_day, product, rating, text, title, order_id, sku, customer, pictures, helpful, reply,"
                                + " replied_at IS NULL, follow_up, region FROM review ORDER BY natural_key",
                        """
                        V1 2026-11-05 P1 5 面料舒服，尺码偏大 值得买 A1 P1-M C1 3 12 谢谢 false false 浙江
                        V2 2026-11-07 P2 1.5 null null null null null null null null true true null""",
                        3,
                        "4",
                        """
                        V1 2026-11-05 P1 4 面料舒服，尺码偏大 值得买 A1 P1-M C1 3 12 谢谢 false false 浙江
                        V2 2026-11-07 P2 1.5 null null null null null null null null true true null"""),
                new Story(
                        "surveys",
                        List.of(
                                row(
                                        "双11",
                                        "W1",
                                        "2026-11-12 12:00:00",
                                        "愿意推荐吗",
                                        "推荐意愿|nps",
                                        "9",
                                        "物流快",
                                        "C1",
                                        "A1",
                                        "P1",
                                        "微信公众号|WeChat official account"),
                                row("双11", "W1", "2026-11-12 12:00:00", "还想说什么", "问答题|text", "", "没有", "", "", "", "")),
                        "SELECT survey, question, kind, score, answer, customer, order_id, channel FROM survey_answer ORDER BY kind",
                        """
                        双11 愿意推荐吗 nps 9 物流快 C1 A1 wechat_official
                        双11 还想说什么 text null 没有 null null null""",
                        5,
                        "10",
                        """
                        双11 愿意推荐吗 nps 10 物流快 C1 A1 wechat_official
                        双11 还想说什么 text null 没有 null null null"""),
                new Story(
                        "conversations",
                        List.of(
                                row(
                                        "H1",
                                        "2026-11-01 09:00:00",
                                        "2026-11-01 09:00:35",
                                        "2026-11-01 09:12:00",
                                        "C1",
                                        "K07",
                                        "否|no",
                                        "微信私域|WeChat private domain",
                                        "物流",
                                        "P1",
                                        "A1",
                                        "5",
                                        "6",
                                        "42.5",
                                        "4",
                                        "是|yes"),
                                row(
                                        "H2",
                                        "2026-11-01 22:00:00",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "是|yes",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "")),
                        "SELECT natural_key, shop_hour, customer, agent, robot, channel, topic, first_reply_at IS NULL, customer_messages,"
                                + " agent_messages, average_reply_seconds, satisfaction, solved FROM conversation ORDER BY natural_key",
                        """
                        H1 9 C1 K07 false wechat_private 物流 false 5 6 42.5 4 true
                        H2 22 null null true null null true null null null null null""",
                        14,
                        "5",
                        """
                        H1 9 C1 K07 false wechat_private 物流 false 5 6 42.5 5 true
                        H2 22 null null true null null true null null null null null"""));
    }
}
