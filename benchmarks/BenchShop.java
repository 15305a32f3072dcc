import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * What is bought and by whom in the shops of a measurement: the skew of a real trade, drawn from a stream of numbers. Nothing is kept for
 * each visitor or product, so that fifty million events need no memory.
 */
final class BenchShop {

    /** The first does more than half of the trade. */
    static final String[] SHOPS = {"bench-1", "bench-2", "bench-3", "bench-4"};

    static final int DAYS = 365;
    static final int PRODUCTS = 5_000;
    static final int CATEGORIES = 40;
    static final String[] CHANNELS = {
        "tmall_search", "taobao_recommend", "taobao_zhitongche", "taobao_live", "taobao_wanxiangtai", "taobao_content", "direct",
        "taobao_taobaoke", "taobao_search", "taobao_juhuasuan", "taobao_yinlimofang", "taobao_pinxiaobao"
    };
    static final String[] REGIONS = {
        "广东", "江苏", "浙江", "山东", "上海", "北京", "河南", "四川", "福建", "湖北", "湖南", "安徽", "河北", "辽宁", "陕西", "江西",
        "重庆", "广西", "云南", "天津", "山西", "黑龙江", "吉林", "贵州", "内蒙古", "新疆", "甘肃", "海南", "宁夏", "青海", "西藏"
    };
    static final String[] DEVICES = {"mobile", "mobile", "mobile", "app", "app", "mini_program", "desktop", "tablet"};
    private static final int[] SHOP_SHARES = {55, 80, 95, 100};
    /** Of a hundred events, by hour of the shops' day. */
    private static final int[] HOURS = {3, 2, 1, 1, 1, 1, 2, 3, 4, 4, 5, 5, 5, 5, 4, 4, 4, 4, 5, 6, 8, 9, 8, 6};

    private static final int[] HOUR_OF = new int[100];

    static {
        int at = 0;
        for (int hour = 0; hour < HOURS.length; hour++) {
            for (int i = 0; i < HOURS[hour]; i++) {
                HOUR_OF[at++] = hour;
            }
        }
    }

    private BenchShop() {}

    static String shop(SplittableRandom random) {
        int draw = random.nextInt(100);
        int shop = 0;
        while (draw >= SHOP_SHARES[shop]) {
            shop++;
        }
        return SHOPS[shop];
    }

    /** How much happens on a day beside an ordinary one: weekends, growth over the year, and two promotions. */
    static double weight(LocalDate day, LocalDate last) {
        double weight = 1 + 0.3 * (DAYS - (last.toEpochDay() - day.toEpochDay())) / DAYS;
        if (day.getDayOfWeek().getValue() >= 6) {
            weight *= 1.25;
        }
        if (day.getMonthValue() == 11 && day.getDayOfMonth() == 11) {
            weight *= 6;
        } else if (day.getMonthValue() == 6 && day.getDayOfMonth() == 18) {
            weight *= 4;
        }
        return weight;
    }

    /** A second of the day. */
    static int second(SplittableRandom random) {
        return HOUR_OF[random.nextInt(HOUR_OF.length)] * 3_600 + random.nextInt(3_600);
    }

    /** A number below the bound, small ones much more often: the first percent takes a fifth of the draws. */
    static int skewed(SplittableRandom random, int bound) {
        double draw = random.nextDouble();
        return (int) (bound * draw * draw * draw);
    }

    static String channel(SplittableRandom random) {
        return CHANNELS[skewed(random, CHANNELS.length)];
    }

    static String region(SplittableRandom random) {
        return REGIONS[skewed(random, REGIONS.length)];
    }

    static String device(SplittableRandom random) {
        return DEVICES[random.nextInt(DEVICES.length)];
    }

    static String product(int product) {
        return "P" + (10_000 + product);
    }

    static String category(int product) {
        int category = product % CATEGORIES;
        return "C" + category / 8 + "/C" + category;
    }

    /** In hundredths. */
    static long price(int product) {
        return 990 + (product * 7_919L) % 30_000;
    }

    static BigDecimal amount(long hundredths) {
        return BigDecimal.valueOf(hundredths * 100, 4);
    }
}
