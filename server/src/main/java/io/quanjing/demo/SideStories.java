package io.quanjing.demo;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What stands beside the sessions: advertising, live streams, posts, communities. */
final class SideStories {

    /** When a live session starts, seconds after midnight: 19:30. */
    static final int LIVE_START = 70_200;

    /** How long it lasts. */
    static final int LIVE_SECONDS = 7_200;

    private static final int CREATORS = 10;
    private static final int POST_EVERY = 5;
    private static final int POST_LIFE = 30;
    private static final int COMMUNITIES = 8;

    private final World world;
    private final Scenario.ShopPlan shop;
    private final ShopRows rows;
    private final Draw draw = new Draw();
    private final int[] minuteOrders = new int[LIVE_SECONDS / 60];
    private final long[] minuteAmounts = new long[LIVE_SECONDS / 60];
    private final long[] members = new long[COMMUNITIES];

    SideStories(World world, Scenario.ShopPlan shop, ShopRows rows) {
        this.world = world;
        this.shop = shop;
        this.rows = rows;
        for (int i = 0; i < COMMUNITIES; i++) {
            members[i] = 80 + i * 37L;
        }
    }

    /** The shop, its channels, products and people, once at the beginning. */
    void dimensions() {
        new Dimensions(world, shop, rows).write(CREATORS);
    }

    boolean liveOn(int day) {
        return shop.liveEvery() > 0 && day % shop.liveEvery() == 0;
    }

    String liveSession(int day) {
        return "live-" + shop.id() + "-" + world.plans().date(day);
    }

    String liveCreator(int day) {
        return Dimensions.creator(shop, day / Math.max(1, shop.liveEvery()) % 3);
    }

    String contentCreator(Draw by) {
        return Dimensions.creator(shop, 3 + by.below(CREATORS - 3));
    }

    /** Notes an order of the running live session. */
    void liveOrder(long at, long amount) {
        int second = (int) (Math.floorMod(at, 86_400L) - LIVE_START);
        int minute = Math.max(0, Math.min(minuteOrders.length - 1, second / 60));
        minuteOrders[minute]++;
        minuteAmounts[minute] += amount;
    }

    /** The statement of a paid channel for a day: clicks are a little more than the sessions that arrive. */
    void advertised(Scenario.Channel channel, int day, int sessions) {
        long epochDay = world.plans().epochDay(day);
        if (!channel.paid()
                || sessions == 0
                || (epochDay + 1) * 86_400L > rows.window().now()) {
            return;
        }
        draw.start(
                world.seed(),
                Purpose.ADS,
                shop.number() * 100L + shop.channels().indexOf(channel),
                day);
        long clicks = Math.round(sessions * (1.06 + 0.12 * draw.unit()));
        long impressions = Math.round(clicks / (0.022 + 0.014 * draw.unit()));
        String campaign = world.plans().campaign(day);
        double price = channel.costPerClick() * (campaign == null ? 1 : 1.25) * (0.92 + 0.16 * draw.unit());
        long cost = Math.round(clicks * price * 100);
        rows.totals().day(epochDay).adCost += cost;
        if (!rows.window().closes(epochDay)) {
            return;
        }
        rows.table("ad_spend", Columns.AD_SPEND)
                .text(world.plans().date(day) + "-" + channel.id())
                .moment(epochDay * 86_400L)
                .text(channel.id())
                .text(campaign)
                .cents(cost)
                .number(impressions)
                .number(clicks)
                .text(ShopRows.CURRENCY)
                .end();
    }

    /** Everything that is told once a day. */
    void day(int day) {
        long epochDay = world.plans().epochDay(day);
        if (rows.window().closes(epochDay)) {
            if (liveOn(day)) {
                live(day, epochDay);
            }
            posts(day, epochDay);
        }
        if (shop.id().equals("mini")) {
            communities(day, epochDay);
        }
        java.util.Arrays.fill(minuteOrders, 0);
        java.util.Arrays.fill(minuteAmounts, 0);
    }

    private @Nullable String channelOf(String... kinds) {
        for (String kind : kinds) {
            for (Scenario.Channel channel : shop.channels()) {
                if (channel.kind().equals(kind)) {
                    return channel.id();
                }
            }
        }
        return null;
    }

    private void live(int day, long epochDay) {
        draw.start(world.seed(), Purpose.LIVE, shop.number(), day);
        long start = epochDay * 86_400L + LIVE_START;
        LocalDate date = world.plans().date(day);
        String session = liveSession(day);
        rows.table("live_session", Columns.LIVE_SESSION)
                .text(session)
                .text(session)
                .text("晚间专场 " + date)
                .text("Evening show " + date)
                .text(liveCreator(day))
                .text(channelOf("live"))
                .moment(start)
                .moment(start + LIVE_SECONDS)
                .cents(80_000)
                .text("0.15")
                .text(ShopRows.CURRENCY)
                .end();
        double level = 120 * world.plans().traffic(day) * shop.share() / 0.24;
        long online = 20;
        for (int minute = 0; minute < LIVE_SECONDS / 60; minute++) {
            double swell = minute < 30 ? minute / 30.0 : minute > 100 ? (120 - minute) / 20.0 : 1;
            long entered = (long) (level * swell * (0.2 + 0.2 * draw.unit()));
            long left = Math.min(online + entered, (long) (online * (0.18 + 0.15 * draw.unit())));
            online += entered - left;
            int product = draw.below(world.catalogue().products.size());
            if (minute % 10 != 0) {
                product = (day * 7 + minute / 10 * 11)
                        % world.catalogue().products.size();
            }
            rows.table("live_minute", Columns.LIVE_MINUTE)
                    .text(session + "-" + minute)
                    .moment(start + minute * 60L)
                    .text(session)
                    .text(liveCreator(day))
                    .id("P", 1001 + product)
                    .number(online)
                    .number(entered)
                    .number(left)
                    .number(online / 3 + draw.below(20))
                    .number(online / 12 + draw.below(5))
                    .number(draw.below(3))
                    .number(draw.below(4))
                    .number(online / 9 + minuteOrders[minute])
                    .number(minuteOrders[minute])
                    .cents(minuteAmounts[minute])
                    .text(ShopRows.CURRENCY)
                    .end();
        }
    }

    private void posts(int day, long epochDay) {
        String channel = channelOf("content", "short_video");
        if (channel == null) {
            return;
        }
        for (int born = day - day % POST_EVERY; born >= 0 && day - born < POST_LIFE; born -= POST_EVERY) {
            draw.start(world.seed(), Purpose.CONTENT, shop.number() * 10_000L + born, -1);
            String id = "post-" + shop.id() + "-" + born;
            String creator = Dimensions.creator(shop, 3 + draw.below(CREATORS - 3));
            int product = draw.below(world.catalogue().products.size());
            String title = Texts.one(world.texts().post, draw);
            double reach = 300 + draw.exponential(2_500);
            if (born == day) {
                boolean video = channel.endsWith("video");
                rows.table("content_post", Columns.CONTENT_POST)
                        .text(id)
                        .text(id)
                        .text(title)
                        .text("Post " + born)
                        .text(video ? "short_video" : "note")
                        .text(channel)
                        .text(creator)
                        .id("P", 1001 + product)
                        .moment(epochDay * 86_400L + 36_000)
                        .cents(20_000L + draw.below(80_000))
                        .text(ShopRows.CURRENCY)
                        .end();
            }
            double viral = Incidents.VIRAL_NOTE.hits(shop.id(), day) ? Incidents.VIRAL_NOTE.size() : 1;
            draw.start(world.seed(), Purpose.CONTENT, shop.number() * 10_000L + born, day);
            long views = Math.round(reach * viral * StrictMath.exp(-(day - born) / 7.0) * (0.8 + 0.4 * draw.unit()));
            rows.table("content_day", Columns.CONTENT_DAY)
                    .text(world.plans().date(day) + "-" + id)
                    .moment(epochDay * 86_400L)
                    .text(id)
                    .text(creator)
                    .text(channel)
                    .id("P", 1001 + product)
                    .number(views * 3 + draw.below(50))
                    .number(views)
                    .number(views * draw.between(6, 18))
                    .number(views / 18)
                    .number(views / 90)
                    .number(views / 120)
                    .number(views / 30)
                    .number(views / 200)
                    .number(views / 25)
                    .end();
        }
    }

    private void communities(int day, long epochDay) {
        boolean told = rows.window().closes(epochDay);
        for (int i = 0; i < COMMUNITIES; i++) {
            draw.start(world.seed(), Purpose.COMMUNITY, i, day);
            int joined = draw.poisson(1.3);
            int left = (int) Math.min(members[i], draw.poisson(0.5));
            members[i] += joined - left;
            if (!told) {
                continue;
            }
            long active = members[i] * draw.between(4, 16) / 100;
            String id = "community-" + (i + 1);
            rows.table("community_day", Columns.COMMUNITY_DAY)
                    .text(world.plans().date(day) + "-" + id)
                    .moment(epochDay * 86_400L)
                    .text(id)
                    .text(channelOf("private_domain"))
                    .number(members[i])
                    .number(joined)
                    .number(left)
                    .number(active)
                    .number(active * 2 + draw.below(12))
                    .number(active / 3)
                    .end();
        }
    }
}
