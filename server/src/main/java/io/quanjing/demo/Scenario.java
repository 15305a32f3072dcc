package io.quanjing.demo;

import java.util.ArrayList;
import java.util.List;

/** The shops, channels and places, with the rates that are true in the demo. */
final class Scenario {

    /** The orders of an ordinary day in all shops, at scale 1 and before growth, are sessions times order rates. */
    static final double SESSIONS_PER_DAY = 1560;

    /** What traffic grows by in a year. */
    static final double YEARLY_GROWTH = 0.18;

    /**
     * A channel of a shop.
     *
     * @param share of the shop's sessions on an ordinary day
     * @param orderRate share of sessions that order, before category, day and incidents
     * @param bounceRate share of the sessions without order that see one page and do nothing
     * @param pull on customers who bought before
     * @param refundFactor on the refund rate
     * @param costPerClick in yuan, 0 for free channels
     */
    record Channel(
            String id,
            String title,
            String english,
            String kind,
            boolean paid,
            double share,
            double orderRate,
            double bounceRate,
            double pull,
            double refundFactor,
            double costPerClick) {}

    /**
     * A shop.
     *
     * @param id short, for ids
     * @param share of all sessions
     * @param mobileApp share of sessions in the platform's app; the rest is mobile web, desktop and tablet
     * @param liveEvery a live session every so many days; 0 for none
     */
    record ShopPlan(
            String id,
            String name,
            String english,
            double share,
            String appDevice,
            double mobileApp,
            int liveEvery,
            List<Channel> channels) {

        int number() {
            return IDS.indexOf(id);
        }
    }

    /**
     * A province.
     *
     * @param warehouse the warehouse that serves it
     */
    record Place(String region, double weight, String city, int warehouse) {}

    static final List<String> IDS = List.of("pdd", "xhs", "mini", "jd", "douyin", "tmall");

    /** The warehouses by number. */
    static final List<String> WAREHOUSES = List.of("wh-east", "wh-south", "wh-north");

    static final List<String> WAREHOUSE_TITLES = List.of("华东仓", "华南仓", "华北仓");

    /** Weights of the hours of a day. */
    static final double[] HOURS = Draw.cumulate(
            1.6, 0.9, 0.5, 0.3, 0.3, 0.5, 1.0, 2.0, 3.2, 4.4, 5.2, 5.0, 5.4, 5.2, 4.6, 4.4, 4.4, 4.4, 4.6, 5.6, 7.4,
            8.2, 6.8, 3.8);

    /** Factors on traffic from Monday to Sunday. */
    static final double[] WEEKDAYS = {0.97, 0.95, 0.95, 0.96, 1.00, 1.10, 1.12};

    /** The flagship comes last: the stock that all shops share is booked with it when all demand is known. */
    final List<ShopPlan> shops;

    final List<Place> places = new ArrayList<>();
    final double[] placeWeights;

    Scenario() {
        List<String[]> lines = DemoResource.lines("channels.csv");
        shops = List.of(
                shop("pdd", "穗屿拼多多店", "Suiyu on Pinduoduo", 0.15, "app", 0.97, 0, lines),
                shop("xhs", "穗屿小红书店", "Suiyu on Xiaohongshu", 0.09, "app", 0.98, 3, lines),
                shop("mini", "穗屿小程序", "Suiyu mini-program", 0.07, "mini_program", 1, 0, lines),
                shop("jd", "穗屿京东旗舰店", "Suiyu on JD", 0.14, "app", 0.80, 0, lines),
                shop("douyin", "穗屿抖音旗舰店", "Suiyu on Douyin", 0.24, "app", 0.99, 1, lines),
                shop("tmall", "穗屿天猫旗舰店", "Suiyu Tmall flagship", 0.31, "app", 0.88, 2, lines));
        for (String[] line : DemoResource.lines("regions.csv")) {
            places.add(new Place(line[0], Double.parseDouble(line[1]), line[2], Integer.parseInt(line[3])));
        }
        placeWeights = Draw.cumulate(places.stream().mapToDouble(Place::weight).toArray());
    }

    private static ShopPlan shop(
            String id,
            String name,
            String english,
            double share,
            String appDevice,
            double mobileApp,
            int liveEvery,
            List<String[]> lines) {
        List<Channel> channels = lines.stream()
                .filter(line -> line[0].equals(id))
                .map(line -> new Channel(
                        line[1],
                        line[2],
                        line[3],
                        line[4],
                        Boolean.parseBoolean(line[5]),
                        Double.parseDouble(line[6]),
                        Double.parseDouble(line[7]),
                        Double.parseDouble(line[8]),
                        Double.parseDouble(line[9]),
                        Double.parseDouble(line[10]),
                        Double.parseDouble(line[11])))
                .toList();
        return new ShopPlan(id, name, english, share, appDevice, mobileApp, liveEvery, channels);
    }

    /** The device that a visitor has: it belongs to the visitor, not to the visit. */
    static String device(ShopPlan shop, long visitor) {
        double unit = Draw.unitOf(key(shop, visitor) + 1);
        if (unit < shop.mobileApp()) {
            return shop.appDevice();
        }
        double rest = (unit - shop.mobileApp()) / (1 - shop.mobileApp());
        return rest < 0.55 ? "desktop" : rest < 0.9 ? "mobile" : "tablet";
    }

    /** The place that a visitor lives at. */
    Place place(ShopPlan shop, long visitor) {
        return places.get(Draw.position(placeWeights, Draw.unitOf(key(shop, visitor) + 2)));
    }

    private static long key(ShopPlan shop, long visitor) {
        return (visitor * 8 + shop.number()) * 3;
    }
}
