package io.quanjing.ingest.track;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a visit comes from.
 *
 * @param channel the channel's id; null if the event does not say
 * @param kind the channel's kind, as the dimension has it; null for a channel that the sender names itself
 * @param paid whether the channel costs money per visit
 * @param campaign the campaign of the address
 */
record Origin(
        @Nullable String channel,
        @Nullable String kind,
        boolean paid,
        @Nullable String campaign) {

    private static final Set<String> PAID_MEDIA = Set.of(
            "cpc",
            "ppc",
            "cpm",
            "cpa",
            "cpt",
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

    /** Hosts of search engines, by the part of the host that no other site has. */
    private static final Map<String, String> SEARCH_HOSTS = Map.ofEntries(
            Map.entry("baidu.com", "baidu"),
            Map.entry("google", "google"),
            Map.entry("bing.com", "bing"),
            Map.entry("sogou.com", "sogou"),
            Map.entry("so.com", "so360"),
            Map.entry("sm.cn", "shenma"),
            Map.entry("duckduckgo.com", "duckduckgo"),
            Map.entry("yahoo", "yahoo"),
            Map.entry("yandex", "yandex"),
            Map.entry("naver.com", "naver"));

    private static final Map<String, String> CONTENT_HOSTS = Map.ofEntries(
            Map.entry("xiaohongshu.com", "xiaohongshu"),
            Map.entry("xhslink.com", "xiaohongshu"),
            Map.entry("weibo.com", "weibo"),
            Map.entry("weibo.cn", "weibo"),
            Map.entry("t.cn", "weibo"),
            Map.entry("zhihu.com", "zhihu"),
            Map.entry("bilibili.com", "bilibili"),
            Map.entry("b23.tv", "bilibili"),
            Map.entry("douban.com", "douban"),
            Map.entry("toutiao.com", "toutiao"),
            Map.entry("smzdm.com", "smzdm"),
            Map.entry("facebook.com", "facebook"),
            Map.entry("instagram.com", "instagram"),
            Map.entry("twitter.com", "x"),
            Map.entry("x.com", "x"),
            Map.entry("t.co", "x"),
            Map.entry("reddit.com", "reddit"),
            Map.entry("pinterest.com", "pinterest"));

    private static final Map<String, String> SHORT_VIDEO_HOSTS = Map.ofEntries(
            Map.entry("douyin.com", "douyin"),
            Map.entry("iesdouyin.com", "douyin"),
            Map.entry("kuaishou.com", "kuaishou"),
            Map.entry("tiktok.com", "tiktok"),
            Map.entry("youtube.com", "youtube"));

    private static final Map<String, String> PRIVATE_HOSTS =
            Map.of("weixin.qq.com", "wechat", "wx.qq.com", "wechat", "work.weixin.qq.com", "wecom");

    private static final Set<String> PRIVATE_MEDIA = Set.of(
            "email", "e-mail", "sms", "push", "wechat", "wecom", "community", "edm", "private", "private_domain");

    static Origin of(Fields properties, Fields context) {
        Fields page = context.child("page");
        String url = first(properties.text("url"), page.text("url"));
        Map<String, String> query = query(url);
        Fields utm = context.child("campaign");
        String source = lower(first(utm.text("source"), properties.text("utm_source"), query.get("utm_source")));
        String medium = lower(first(utm.text("medium"), properties.text("utm_medium"), query.get("utm_medium")));
        String campaign =
                first(utm.text("name"), properties.text("utm_campaign", "campaign"), query.get("utm_campaign"));

        String named = first(properties.text("channel"), context.text("channel_id"));
        if (named != null && !Set.of("server", "browser", "mobile").contains(lower(named))) {
            // Segment's own libraries put the kind of sender into a field of this name.
            return new Origin(named, null, false, campaign);
        }
        if (source != null || medium != null) {
            return tagged(source, medium, campaign);
        }
        String referrer = first(
                properties.text("referrer"),
                page.text("referrer"),
                context.child("referrer").text("url"));
        String host = host(referrer);
        String ownHost = host(url);
        if (host != null) {
            return host.equals(ownHost) ? new Origin(null, null, false, campaign) : referred(host, campaign);
        }
        return ownHost == null
                ? new Origin(null, null, false, campaign)
                : new Origin("direct", "direct", false, campaign);
    }

    private static Origin tagged(@Nullable String source, @Nullable String medium, @Nullable String campaign) {
        String name = source == null ? String.valueOf(medium) : known(source);
        if (medium != null && PAID_MEDIA.contains(medium)) {
            return new Origin(id(name + "_ads"), "ads", true, campaign);
        }
        if (medium != null && medium.contains("live")) {
            return new Origin(id(name + "_live"), "live", false, campaign);
        }
        if (medium != null && (medium.equals("video") || medium.equals("short_video"))) {
            return new Origin(id(name + "_video"), "short_video", false, campaign);
        }
        if ((medium != null && PRIVATE_MEDIA.contains(medium)) || PRIVATE_MEDIA.contains(name)) {
            return new Origin(id(name), "private_domain", false, campaign);
        }
        if (name.equals("(direct)") || name.equals("direct")) {
            return new Origin("direct", "direct", false, campaign);
        }
        if ("organic".equals(medium) || (medium == null && SEARCH_HOSTS.containsValue(name))) {
            return new Origin(id(name + "_search"), "search", false, campaign);
        }
        if (SHORT_VIDEO_HOSTS.containsValue(name)) {
            return new Origin(id(name + "_video"), "short_video", false, campaign);
        }
        if (CONTENT_HOSTS.containsValue(name) || "social".equals(medium) || "content".equals(medium)) {
            return new Origin(id(name), "content", false, campaign);
        }
        return new Origin(id(name), "referral", false, campaign);
    }

    private static Origin referred(String host, @Nullable String campaign) {
        // Private hosts first: weixin.qq.com is more exact than any rule for its parent.
        String wechat = match(PRIVATE_HOSTS, host);
        if (wechat != null) {
            return new Origin(wechat, "private_domain", false, campaign);
        }
        String engine = match(SEARCH_HOSTS, host);
        if (engine != null) {
            return new Origin(engine + "_search", "search", false, campaign);
        }
        String video = match(SHORT_VIDEO_HOSTS, host);
        if (video != null) {
            return new Origin(video + "_video", "short_video", false, campaign);
        }
        String content = match(CONTENT_HOSTS, host);
        return content == null
                ? new Origin("referral", "referral", false, campaign)
                : new Origin(content, "content", false, campaign);
    }

    private static @Nullable String match(Map<String, String> hosts, String host) {
        for (Map.Entry<String, String> entry : hosts.entrySet()) {
            String known = entry.getKey();
            boolean anyCountry = known.indexOf('.') < 0;
            if (anyCountry
                    ? host.startsWith(known + ".") || host.contains("." + known + ".")
                    : host.equals(known) || host.endsWith("." + known)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static String known(String source) {
        for (Map<String, String> hosts :
                java.util.List.of(PRIVATE_HOSTS, SEARCH_HOSTS, SHORT_VIDEO_HOSTS, CONTENT_HOSTS)) {
            String match = match(hosts, source);
            if (match != null) {
                return match;
            }
        }
        return source.equals("xhs") ? "xiaohongshu" : source;
    }

    private static String id(String text) {
        String id = text.replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
        return id.isEmpty() ? "referral" : id;
    }

    /** The host of an address, without {@code www.}; null for anything else. */
    static @Nullable String host(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            String host = URI.create(address.replace(' ', '+')).getHost();
            return host == null ? null : lower(host.startsWith("www.") ? host.substring(4) : host);
        } catch (IllegalArgumentException e) {
            return null;
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
