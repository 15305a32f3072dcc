package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OriginTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # source,   medium,      referrer,                                channel
            baidu,      cpc,         -,                                       baidu_ads
            baidu,      organic,     -,                                       baidu_search
            google,     -,           -,                                       google_search
            xhs,        social,      -,                                       xiaohongshu_content
            xiaohongshu,organic,     -,                                       xiaohongshu_search
            douyin,     live,        -,                                       douyin_live
            douyin,     feed,        -,                                       douyin_ads
            douyin.com, video,       -,                                       douyin_short_video
            newsletter, email,       -,                                       email
            sms,        -,           -,                                       sms
            wechat,     community,   -,                                       wechat_group
            partner.cn, cps,         -,                                       affiliate
            partner.cn, link,        -,                                       referral
            network,    display,     -,                                       display_ads
            network,    cpc,         -,                                       paid_search
            kol-anna,   kol,         -,                                       organic_social
            -,          -,           https://www.baidu.com/s?wd=x,            baidu_search
            -,          -,           https://www.google.co.uk/,               google_search
            -,          -,           https://www.sogou.com/web,               organic_search
            -,          -,           https://mp.weixin.qq.com/s/abc,          wechat_official
            -,          -,           https://weixin.qq.com/,                  wechat_private
            -,          -,           https://www.xiaohongshu.com/explore/1,   xiaohongshu_content
            -,          -,           https://v.douyin.com/x/,                 douyin_short_video
            -,          -,           https://notbaidu.com/,                   referral
            -,          -,           https://shop.example/cart,               -
            -,          -,           -,                                       direct
            """)
    void findsTheChannelOfAPage(
            @Nullable String source, @Nullable String medium, @Nullable String referrer, @Nullable String channel)
            throws IOException {
        String context = """
                {"campaign":{"source":%s,"medium":%s,"name":"618"},"page":{"url":"https://www.shop.example/p/1","referrer":%s}}""".formatted(quoted(source), quoted(medium), quoted(referrer));
        Origin origin = Origin.of(Fields.NONE, fields(context));
        assertThat(origin).isEqualTo(new Origin(channel, "618"));
        if (channel != null) {
            assertThat(channelsOfEveryShop()).contains(channel);
        }
    }

    @Test
    void readsTheCampaignFromTheAddress() {
        Fields properties =
                fields("{\"url\":\"https://shop.example/?utm_source=weibo&utm_medium=cpm&utm_campaign=%E5%8F%8C11\"}");
        assertThat(Origin.of(properties, Fields.NONE)).isEqualTo(new Origin("weibo_ads", "双11"));
    }

    @Test
    void believesASenderThatNamesTheChannel() {
        assertThat(Origin.of(fields("{\"channel\":\"taobao_search\"}"), Fields.NONE)
                        .channel())
                .isEqualTo("taobao_search");
        assertThat(Origin.of(fields("{\"channel\":\"own_app_banner\"}"), Fields.NONE)
                        .channel())
                .as("a shop may have channels of its own")
                .isEqualTo("own_app_banner");
    }

    @Test
    void saysNothingAboutAnEventWithoutPage() {
        assertThat(Origin.of(Fields.NONE, fields("{\"channel\":\"server\"}")).channel())
                .isNull();
    }

    private static Set<String> channelsOfEveryShop() throws IOException {
        try (var in = Objects.requireNonNull(OriginTest.class.getResourceAsStream("/warehouse/seed/channel.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(0, Math.max(0, line.indexOf(','))))
                    .collect(Collectors.toSet());
        }
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : '"' + text + '"';
    }

    private static Fields fields(String json) {
        return new Fields(JsonMapper.shared().readTree(json));
    }
}
