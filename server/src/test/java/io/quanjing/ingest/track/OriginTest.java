package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OriginTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # source,   medium,  referrer,                                channel,          kind,            paid
            baidu,      cpc,     -,                                       baidu_ads,        ads,             true
            baidu,      organic, -,                                       baidu_search,     search,          false
            google,     -,       -,                                       google_search,    search,          false
            xhs,        social,  -,                                       xiaohongshu,      content,         false
            douyin,     live,    -,                                       douyin_live,      live,            false
            newsletter, email,   -,                                       newsletter,       private_domain,  false
            partner.cn, link,    -,                                       partner_cn,       referral,        false
            -,          -,       https://www.baidu.com/s?wd=x,            baidu_search,     search,          false
            -,          -,       https://www.google.co.uk/,               google_search,    search,          false
            -,          -,       https://mp.weixin.qq.com/s/abc,          wechat,           private_domain,  false
            -,          -,       https://www.xiaohongshu.com/explore/1,   xiaohongshu,      content,         false
            -,          -,       https://v.douyin.com/x/,                 douyin_video,     short_video,     false
            -,          -,       https://notbaidu.com/,                   referral,         referral,        false
            -,          -,       https://shop.example/cart,               -,                -,               false
            -,          -,       -,                                       direct,           direct,          false
            """)
    void findsTheChannelOfAPage(
            String source, String medium, String referrer, String channel, String kind, boolean paid) {
        String context = """
                {"campaign":{"source":%s,"medium":%s,"name":"618"},"page":{"url":"https://www.shop.example/p/1","referrer":%s}}""".formatted(quoted(source), quoted(medium), quoted(referrer));
        assertThat(Origin.of(Fields.NONE, fields(context))).isEqualTo(new Origin(channel, kind, paid, "618"));
    }

    @Test
    void readsTheCampaignFromTheAddress() {
        Fields properties =
                fields("{\"url\":\"https://shop.example/?utm_source=weibo&utm_medium=cpm&utm_campaign=%E5%8F%8C11\"}");
        assertThat(Origin.of(properties, Fields.NONE)).isEqualTo(new Origin("weibo_ads", "ads", true, "双11"));
    }

    @Test
    void believesASenderThatNamesTheChannel() {
        assertThat(Origin.of(fields("{\"channel\":\"taobao_search\"}"), Fields.NONE)
                        .channel())
                .isEqualTo("taobao_search");
    }

    @Test
    void saysNothingAboutAnEventWithoutPage() {
        assertThat(Origin.of(Fields.NONE, fields("{\"channel\":\"server\"}")).channel())
                .isNull();
    }

    private static String quoted(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "null" : '"' + text + '"';
    }

    private static Fields fields(String json) {
        return new Fields(JsonMapper.shared().readTree(json));
    }
}
