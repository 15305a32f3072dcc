package io.quanjing.ingest.track;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a visit comes from: what the sender says, or else the tags of the address, or else the referrer. A channel that the sender names is
 * taken as it is, since a shop may have channels of its own; one that is worked out here is always one that every shop knows.
 *
 * @param channel the channel's id; null if the event does not say
 * @param campaign the campaign of the address
 */
record Origin(@Nullable String channel, @Nullable String campaign) {

    private static final Set<String> PAID = Set.of(
            "cpc",
            "ppc",
            "cpm",
            "cpa",
            "cpt",
            "cpv",
            "ocpm",
            "ocpc",
            "sem",
            "paid",
            "paidsearch",
            "paid_search",
            "paid_social",
            "paidsocial",
            "ads",
            "ad",
            "display",
            "banner",
            "feed",
            "feeds",
            "retargeting");

    private static final Set<String> DISPLAY = Set.of("display", "banner", "cpm", "retargeting");

    /** Media and sources that are a channel by themselves. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("email", "email"),
            Map.entry("e-mail", "email"),
            Map.entry("edm", "email"),
            Map.entry("sms", "sms"),
            Map.entry("push", "push"),
            Map.entry("affiliate", "affiliate"),
            Map.entry("cps", "affiliate"),
            Map.entry("wecom", "wechat_private"),
            Map.entry("private", "wechat_private"),
            Map.entry("private_domain", "wechat_private"),
            Map.entry("community", "wechat_group"),
            Map.entry("mini_program", "wechat_mini_program"),
            Map.entry("offline", "offline"),
            Map.entry("direct", "direct"),
            Map.entry("(direct)", "direct"));

    /** The channels of a platform; null where it has none of the kind. */
    private record Platform(
            String natural,
            @Nullable String search,
            @Nullable String live,
            String ads) {}

    private static final Platform OTHER_ENGINE = new Platform("organic_search", "organic_search", null, "paid_search");
    private static final Platform OTHER_SOCIAL = new Platform("organic_social", null, null, "paid_social");

    private static final Map<String, Platform> PLATFORMS = Map.ofEntries(
            Map.entry("baidu", new Platform("baidu_search", "baidu_search", null, "baidu_ads")),
            Map.entry("google", new Platform("google_search", "google_search", null, "google_ads")),
            Map.entry("bing", new Platform("bing_search", "bing_search", null, "bing_ads")),
            Map.entry("engine", OTHER_ENGINE),
            Map.entry(
                    "xiaohongshu",
                    new Platform("xiaohongshu_content", "xiaohongshu_search", "xiaohongshu_live", "xiaohongshu_ads")),
            Map.entry("douyin", new Platform("douyin_short_video", "douyin_search", "douyin_live", "douyin_ads")),
            Map.entry("kuaishou", new Platform("kuaishou_short_video", null, "kuaishou_live", "kuaishou_ads")),
            Map.entry("taobao", new Platform("taobao_recommend", "taobao_search", "taobao_live", "taobao_wanxiangtai")),
            Map.entry("tmall", new Platform("tmall_recommend", "tmall_search", "taobao_live", "tmall_ads")),
            Map.entry("jd", new Platform("jd_recommend", "jd_search", "jd_live", "jd_ads")),
            Map.entry("pdd", new Platform("pdd_recommend", "pdd_search", null, "pdd_ads")),
            Map.entry("wechat", new Platform("wechat_private", null, null, "wechat_ads")),
            Map.entry("wechat_official", new Platform("wechat_official", null, null, "wechat_ads")),
            Map.entry("weibo", new Platform("weibo", null, null, "weibo_ads")),
            Map.entry("bilibili", new Platform("bilibili", null, null, "paid_social")),
            Map.entry("zhihu", new Platform("zhihu", null, null, "paid_social")),
            Map.entry("facebook", new Platform("facebook", null, null, "facebook_ads")),
            Map.entry("instagram", new Platform("instagram", null, null, "instagram_ads")),
            Map.entry("tiktok", new Platform("tiktok", null, null, "tiktok_ads")),
            Map.entry("youtube", new Platform("youtube", null, null, "paid_social")),
            Map.entry("social", OTHER_SOCIAL));

    /** Hosts and the names that senders use for their platform. A key without a point stands for the site in any country. */
    private static final Map<String, String> HOSTS = Map.ofEntries(
            Map.entry("baidu.com", "baidu"),
            Map.entry("google", "google"),
            Map.entry("bing.com", "bing"),
            Map.entry("sogou.com", "engine"),
            Map.entry("so.com", "engine"),
            Map.entry("sm.cn", "engine"),
            Map.entry("duckduckgo.com", "engine"),
            Map.entry("yahoo", "engine"),
            Map.entry("yandex", "engine"),
            Map.entry("naver.com", "engine"),
            Map.entry("xiaohongshu.com", "xiaohongshu"),
            Map.entry("xhslink.com", "xiaohongshu"),
            Map.entry("douyin.com", "douyin"),
            Map.entry("iesdouyin.com", "douyin"),
            Map.entry("kuaishou.com", "kuaishou"),
            Map.entry("taobao.com", "taobao"),
            Map.entry("tmall.com", "tmall"),
            Map.entry("jd.com", "jd"),
            Map.entry("yangkeduo.com", "pdd"),
            Map.entry("pinduoduo.com", "pdd"),
            Map.entry("mp.weixin.qq.com", "wechat_official"),
            Map.entry("weixin.qq.com", "wechat"),
            Map.entry("wx.qq.com", "wechat"),
            Map.entry("weibo.com", "weibo"),
            Map.entry("weibo.cn", "weibo"),
            Map.entry("t.cn", "weibo"),
            Map.entry("bilibili.com", "bilibili"),
            Map.entry("b23.tv", "bilibili"),
            Map.entry("zhihu.com", "zhihu"),
            Map.entry("facebook.com", "facebook"),
            Map.entry("instagram.com", "instagram"),
            Map.entry("tiktok.com", "tiktok"),
            Map.entry("youtube.com", "youtube"),
            Map.entry("douban.com", "social"),
            Map.entry("toutiao.com", "social"),
            Map.entry("smzdm.com", "social"),
            Map.entry("twitter.com", "social"),
            Map.entry("x.com", "social"),
            Map.entry("t.co", "social"),
            Map.entry("reddit.com", "social"),
            Map.entry("pinterest.com", "social"));

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("xhs", "xiaohongshu"),
            Map.entry("小红书", "xiaohongshu"),
            Map.entry("抖音", "douyin"),
            Map.entry("快手", "kuaishou"),
            Map.entry("微信", "wechat"),
            Map.entry("weixin", "wechat"),
            Map.entry("微博", "weibo"),
            Map.entry("百度", "baidu"),
            Map.entry("fb", "facebook"),
            Map.entry("ig", "instagram"),
            Map.entry("twitter", "social"),
            Map.entry("sogou", "engine"),
            Map.entry("360", "engine"),
            Map.entry("duckduckgo", "engine"));

    private static final Remembered<Optional<Platform>> KNOWN_HOSTS = new Remembered<>(Origin::findPlatform);
    private static final Remembered<Optional<String>> KNOWN_SITES = new Remembered<>(Origin::findHost);

    static Origin of(Fields properties, Fields context) {
        Fields page = context.child("page");
        String url = first(properties.text("url"), page.text("url"));
        Map<String, String> query = query(url);
        Fields utm = context.child("campaign");
        String source = lower(first(utm.text("source"), properties.text("utm_source"), query.get("utm_source")));
        String medium = lower(first(utm.text("medium"), properties.text("utm_medium"), query.get("utm_medium")));
        String campaign =
                first(utm.text("name"), properties.text("utm_campaign", "campaign"), query.get("utm_campaign"));
        return new Origin(channel(properties, context, source, medium, url), campaign);
    }

    private static @Nullable String channel(
            Fields properties, Fields context, @Nullable String source, @Nullable String medium, @Nullable String url) {
        String named = first(properties.text("channel"), context.text("channel_id"));
        // Segment's own libraries put the kind of sender into a field of this name.
        if (named != null && !Set.of("server", "browser", "mobile").contains(lower(named))) {
            return named;
        }
        if (source != null || medium != null) {
            return tagged(source == null ? "" : source, medium == null ? "" : medium);
        }
        String referrer = first(
                properties.text("referrer"),
                context.child("page").text("referrer"),
                context.child("referrer").text("url"));
        String host = host(referrer);
        String ownHost = host(url);
        if (host == null) {
            return ownHost == null ? null : "direct";
        }
        if (host.equals(ownHost)) {
            // From one page of the shop to the next: nothing brought the visitor here.
            return null;
        }
        Platform platform = ofHost(host);
        return platform == null ? "referral" : platform.natural();
    }

    private static String tagged(String source, String medium) {
        Platform platform = PLATFORMS.get(ALIASES.getOrDefault(source, source));
        if (platform == null) {
            platform = ofHost(source);
        }
        if (PAID.contains(medium)) {
            return platform != null
                    ? platform.ads()
                    : DISPLAY.contains(medium)
                            ? "display_ads"
                            : medium.contains("social") ? "paid_social" : "paid_search";
        }
        if (platform != null && platform.live() != null && medium.contains("live")) {
            return platform.live();
        }
        if (platform != null && platform.search() != null && (medium.equals("organic") || medium.contains("search"))) {
            return platform.search();
        }
        String named = NAMED.containsKey(medium) ? NAMED.get(medium) : NAMED.get(source);
        if (named != null) {
            return named;
        }
        if (platform != null) {
            return platform.natural();
        }
        return switch (medium) {
            case "organic" -> "organic_search";
            case "social", "content", "kol", "koc" -> "organic_social";
            default -> "referral";
        };
    }

    private static @Nullable Platform ofHost(String host) {
        return KNOWN_HOSTS.of(host).orElse(null);
    }

    private static Optional<Platform> findPlatform(String host) {
        String best = null;
        for (String known : HOSTS.keySet()) {
            boolean anyCountry = known.indexOf('.') < 0;
            boolean same = anyCountry
                    ? host.startsWith(known + ".") || host.contains("." + known + ".")
                    : host.equals(known) || host.endsWith("." + known);
            // mp.weixin.qq.com says more than weixin.qq.com.
            if (same && (best == null || known.length() > best.length())) {
                best = known;
            }
        }
        return best == null ? Optional.empty() : Optional.ofNullable(PLATFORMS.get(HOSTS.get(best)));
    }

    /** The host of an address, without {@code www.}; null for anything else. */
    static @Nullable String host(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int end = address.indexOf("://");
        end = end < 0 ? address.length() : end + 3;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return KNOWN_SITES.of(address.substring(0, end)).orElse(null);
    }

    private static Optional<String> findHost(String site) {
        try {
            String host = URI.create(site.replace(' ', '+')).getHost();
            return Optional.ofNullable(host == null ? null : lower(host.startsWith("www.") ? host.substring(4) : host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> query(@Nullable String url) {
        int start = url == null ? -1 : url.indexOf('?');
        if (url == null || start < 0) {
            return Map.of();
        }
        int end = url.indexOf('#', start);
        Map<String, String> values = new HashMap<>();
        for (String pair :
                url.substring(start + 1, end < 0 ? url.length() : end).split("&", 0)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                    String clean = Fields.clean(value, 128);
                    if (clean != null) {
                        values.putIfAbsent(pair.substring(0, equals), clean);
                    }
                } catch (IllegalArgumentException e) {
                    // A parameter that is not well encoded says nothing; the others still do.
                }
            }
        }
        return values;
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
