package io.quanjing.ingest;

import static io.quanjing.ingest.TemplateStories.row;

import io.quanjing.ingest.TemplateImportTest.Story;
import java.util.List;

/** The templates of what brings buyers. */
final class MarketingStories {

    private MarketingStories() {}

    static List<Story> all() {
        return List.of(
                new Story(
                        "ad_spend",
                        List.of(
                                row(
                                        "2026-11-01",
                                        "百度推广|Baidu ads",
                                        "618",
                                        "D01",
                                        "P1",
                                        "350",
                                        "12000",
                                        "340",
                                        "9",
                                        "1580"),
                                row("2026-11-01", "own-flyers", "", "", "", "80.5", "", "", "", "")),
                        "SELECT source, shop_day, channel, campaign, creator, product, cost, impressions, clicks, claimed_orders,"
                                + " claimed_amount FROM ad_spend ORDER BY channel",
                        """
                        own/baidu_ads 2026-11-01 baidu_ads 618 D01 P1 350 12000 340 9 1580
                        own/own-flyers 2026-11-01 own-flyers null null null 80.5 null null null null""",
                        5,
                        "360",
                        """
                        own/baidu_ads 2026-11-01 baidu_ads 618 D01 P1 360 12000 340 9 1580
                        own/own-flyers 2026-11-01 own-flyers null null null 80.5 null null null null"""),
                new Story(
                        "campaigns",
                        List.of(
                                row(
                                        "618",
                                        "618 大促",
                                        "促销|promotion",
                                        "微信社群|WeChat groups",
                                        "2026-06-16 20:00:00",
                                        "2026-06-20 23:59:59",
                                        "20000",
                                        "拉新 500 人"),
                                row("M1", "老客短信", "消息|message", "", "", "", "", "")),
                        "SELECT campaign, title, kind, channel, starts_at IS NULL, budget, goal FROM campaign ORDER BY campaign",
                        """
                        618 618 大促 promotion wechat_group false 20000 拉新 500 人
                        M1 老客短信 message null true null null""",
                        6,
                        "25000",
                        """
                        618 618 大促 promotion wechat_group false 25000 拉新 500 人
                        M1 老客短信 message null true null null"""),
                new Story(
                        "creators",
                        List.of(
                                row("D01", "示例达人", "腰部|waist", "抖音", "85000", "20%", "浙江省"),
                                row("D02", "自己的号", "自有|own", "", "", "", "")),
                        "SELECT creator, title, tier, platform, fans, commission_rate, region FROM creator ORDER BY creator",
                        "D01 示例达人 waist 抖音 85000 0.2 浙江\nD02 自己的号 own null null null null",
                        4,
                        "90000",
                        "D01 示例达人 waist 抖音 90000 0.2 浙江\nD02 自己的号 own null null null null"),
                new Story(
                        "posts",
                        List.of(
                                row(
                                        "N1",
                                        "短袖怎么搭",
                                        "图文笔记|note",
                                        "小红书笔记|Xiaohongshu notes",
                                        "D01",
                                        "P1",
                                        "2026-11-01 19:00:00",
                                        "",
                                        "800"),
                                row("N2", "工厂一天", "短视频|short video", "", "", "", "", "38", "")),
                        "SELECT content_post, title, kind, channel, creator, product, published_at IS NULL, seconds, cost FROM content_post"
                                + " ORDER BY content_post",
                        """
                        N1 短袖怎么搭 note xiaohongshu_content D01 P1 false null 800
                        N2 工厂一天 short_video null null null true 38 null""",
                        8,
                        "900",
                        """
                        N1 短袖怎么搭 note xiaohongshu_content D01 P1 false null 900
                        N2 工厂一天 short_video null null null true 38 null"""),
                new Story(
                        "post_days",
                        List.of(
                                row(
                                        "2026-11-01",
                                        "N1",
                                        "小红书笔记|Xiaohongshu notes",
                                        "D01",
                                        "P1",
                                        "5200",
                                        "860",
                                        "15300",
                                        "96",
                                        "18",
                                        "7",
                                        "41",
                                        "23",
                                        "64"),
                                row("2026-11-01", "N2", "", "", "", "", "10", "", "", "", "", "", "", "")),
                        "SELECT source, shop_day, content_post, channel, creator, product, impressions, views, view_seconds, likes, comments,"
                                + " shares, favourites, new_fans, product_clicks FROM content_day ORDER BY content_post",
                        """
                        own/xiaohongshu_content 2026-11-01 N1 xiaohongshu_content D01 P1 5200 860 15300 96 18 7 41 23 64
                        own 2026-11-01 N2 null null null null 10 null null null null null null null""",
                        6,
                        "861",
                        """
                        own/xiaohongshu_content 2026-11-01 N1 xiaohongshu_content D01 P1 5200 861 15300 96 18 7 41 23 64
                        own 2026-11-01 N2 null null null null 10 null null null null null null null"""),
                new Story(
                        "live_sessions",
                        List.of(
                                row(
                                        "L1",
                                        "2026-11-01 19:00:00",
                                        "2026-11-01 23:10:00",
                                        "第一场",
                                        "D01",
                                        "抖音直播|Douyin live",
                                        "3000",
                                        "0.2",
                                        "18000",
                                        "1250",
                                        "",
                                        "62000"),
                                row("L2", "2026-11-02 19:00:00", "", "", "", "", "", "", "", "", "", "")),
                        "SELECT live_session, title, creator, channel, ends_at IS NULL, slot_fee, commission_rate, (SELECT string_agg(metric"
                                + " || ' ' || CAST(CAST(value AS BIGINT) AS VARCHAR), ',' ORDER BY metric) FROM platform_figure f"
                                + " WHERE f.live_session = s.live_session) FROM live_session s ORDER BY live_session",
                        """
                        L1 第一场 D01 douyin_live false 3000 0.2 peak_online 1250,sold_amount 62000,viewers 18000
                        L2 null null null true null null null""",
                        11,
                        "61000",
                        """
                        L1 第一场 D01 douyin_live false 3000 0.2 peak_online 1250,sold_amount 61000,viewers 18000
                        L2 null null null true null null null"""),
                new Story(
                        "live_minutes",
                        List.of(
                                row(
                                        "L1",
                                        "2026-11-01 19:05:00",
                                        "D01",
                                        "P1",
                                        "860",
                                        "120",
                                        "75",
                                        "310",
                                        "42",
                                        "3",
                                        "11",
                                        "58",
                                        "9",
                                        "1780",
                                        "1520.5"),
                                row("L1", "2026-11-01 19:06:00", "", "", "", "", "", "", "", "", "", "", "", "", "")),
                        "SELECT live_session, shop_hour, creator, product, online, entered, left_stream, likes, comments, shares, new_fans,"
                                + " product_clicks, orders, order_amount, paid_amount FROM live_minute ORDER BY online",
                        """
                        L1 19 D01 P1 860 120 75 310 42 3 11 58 9 1780 1520.5
                        L1 19 null null null null null null null null null null null null null""",
                        12,
                        "10",
                        """
                        L1 19 D01 P1 860 120 75 310 42 3 11 58 10 1780 1520.5
                        L1 19 null null null null null null null null null null null null null"""),
                new Story(
                        "groups",
                        List.of(
                                row(
                                        "2026-11-01",
                                        "G08",
                                        "微信社群|WeChat groups",
                                        "186",
                                        "12",
                                        "3",
                                        "40",
                                        "152",
                                        "25",
                                        "9",
                                        "1360"),
                                row("2026-11-02", "G08", "微信社群|WeChat groups", "190", "", "", "", "", "", "", "")),
                        "SELECT source, shop_day, community, channel, members, joined, left_group, active, messages, coupon_claims, orders,"
                                + " paid_amount FROM community_day ORDER BY shop_day",
                        """
                        own/wechat_group 2026-11-01 G08 wechat_group 186 12 3 40 152 25 9 1360
                        own/wechat_group 2026-11-02 G08 wechat_group 190 null null null null null null null""",
                        3,
                        "187",
                        """
                        own/wechat_group 2026-11-01 G08 wechat_group 187 12 3 40 152 25 9 1360
                        own/wechat_group 2026-11-02 G08 wechat_group 190 null null null null null null null"""));
    }
}
