package io.quanjing.demo;

import java.time.LocalDate;

/** The things that facts speak of, told once when the history begins; promotions and costs are told with the year that they belong to. */
final class Dimensions {

    private final World world;
    private final Scenario.ShopPlan shop;
    private final ShopRows rows;

    Dimensions(World world, Scenario.ShopPlan shop, ShopRows rows) {
        this.world = world;
        this.shop = shop;
        this.rows = rows;
    }

    static String creator(Scenario.ShopPlan shop, int number) {
        return "creator-" + shop.id() + "-" + (number + 1);
    }

    void write(int creators) {
        if (rows.window().from() <= world.firstDay().toEpochDay() * 86_400L) {
            shopAndChannels();
            goods();
            people(creators);
            if (shop.id().equals("tmall")) {
                supply();
            }
        }
        costs();
        campaigns();
    }

    private void shopAndChannels() {
        String platform = shop.id().equals("xhs") ? "xiaohongshu" : shop.id().equals("mini") ? "own" : shop.id();
        rows.table("shop", Columns.SHOP)
                .text(shop.name())
                .text(shop.name())
                .text(shop.english())
                .text(platform)
                .text("Asia/Shanghai")
                .text(ShopRows.CURRENCY)
                .day(world.firstDay().minusYears(2).toEpochDay())
                .end();
        for (Scenario.Channel channel : shop.channels()) {
            if (!channel.id().equals("pdd_group")) {
                // Every installation knows the others already.
                continue;
            }
            rows.table("channel", Columns.CHANNEL)
                    .text(channel.id())
                    .text(channel.id())
                    .text(channel.title())
                    .text(channel.english())
                    .text(channel.kind())
                    .flag(channel.paid())
                    .end();
        }
    }

    private void goods() {
        Catalogue catalogue = world.catalogue();
        String root = "";
        for (int i = 0; i < catalogue.categories.size(); i++) {
            Catalogue.Category category = catalogue.categories.get(i);
            String[] path = category.path().split("/", -1);
            String[] english = category.english().split("/", -1);
            if (!root.equals(path[0])) {
                root = path[0];
                category(path[0], null, path[0], english[0], i);
            }
            category(category.path(), path[0], path[1], english[1], i);
        }
        for (Catalogue.Product product : catalogue.products) {
            rows.table("product", Columns.PRODUCT)
                    .text(product.id())
                    .text(product.id())
                    .text(product.title())
                    .text(product.english())
                    .text(catalogue.categories.get(product.category()).path())
                    .text("穗屿")
                    .cents(catalogue.skus.get(product.firstSku()).price())
                    .text(ShopRows.CURRENCY)
                    .day(world.firstDay().minusDays(200 + product.firstSku()).toEpochDay())
                    .end();
        }
        for (Catalogue.Sku sku : catalogue.skus) {
            rows.table("sku", Columns.SKU)
                    .text(sku.id())
                    .text(sku.id())
                    .text(catalogue.products.get(sku.product()).id())
                    .text(sku.title())
                    .text(sku.english())
                    .text(sku.title().substring(sku.title().indexOf(' ') + 1))
                    .cents(sku.price())
                    .text(ShopRows.CURRENCY)
                    .end();
        }
    }

    private void category(
            String path, @org.jspecify.annotations.Nullable String parent, String title, String english, int sort) {
        rows.table("category", Columns.CATEGORY)
                .text(path)
                .text(path)
                .text(parent)
                .text(title)
                .text(english)
                .number(sort)
                .end();
    }

    /** A cost is told on the day from which it holds. */
    private void costs() {
        int[] days = {-60, Catalogue.COST_CHANGES[0], Catalogue.COST_CHANGES[1]};
        for (int day : days) {
            long known = (world.firstDay().toEpochDay() + Math.max(0, day)) * 86_400L;
            if (!rows.window().has(known)) {
                continue;
            }
            LocalDate from = world.firstDay().plusDays(day);
            for (int sku = 0; sku < world.catalogue().skus.size(); sku++) {
                Catalogue.Sku of = world.catalogue().skus.get(sku);
                String product = world.catalogue().products.get(of.product()).id();
                rows.table("product_cost", Columns.PRODUCT_COST)
                        .text(of.id() + "-" + from)
                        .text(product)
                        .text(of.id())
                        .day(from.toEpochDay())
                        .cents(world.catalogue().cost(sku, day))
                        .text(ShopRows.CURRENCY)
                        .end();
            }
        }
    }

    private void people(int creators) {
        if (shop.liveEvery() == 0) {
            return;
        }
        for (int i = 0; i < creators; i++) {
            String tier = i < 3 ? "own" : i < 5 ? "head" : i < 7 ? "waist" : i < 9 ? "tail" : "koc";
            rows.table("creator", Columns.CREATOR)
                    .text(creator(shop, i))
                    .text(creator(shop, i))
                    .text((i < 3 ? "自播主播" : "合作达人") + (i + 1))
                    .text((i < 3 ? "Own host " : "Creator ") + (i + 1))
                    .text(tier)
                    .text(shop.id())
                    .number(2_000_000L / (1L << i))
                    .text(i < 3 ? "0" : "0.18")
                    .end();
        }
    }

    /** A promotion is told when its first phase begins. */
    private void campaigns() {
        Promotions promotions = new Promotions(
                world.firstDay().getYear(),
                world.firstDay().plusDays(world.days()).getYear());
        for (int i = 0; i < promotions.phases().size(); i++) {
            Promotions.Phase first = promotions.phases().get(i);
            if (i > 0 && promotions.phases().get(i - 1).campaign().equals(first.campaign())) {
                continue;
            }
            Promotions.Phase last = first;
            for (Promotions.Phase phase : promotions.phases()) {
                last = phase.campaign().equals(first.campaign()) ? phase : last;
            }
            long start = first.from().toEpochDay() * 86_400L;
            if (rows.window().has(start)) {
                rows.table("campaign", Columns.CAMPAIGN)
                        .text(first.campaign())
                        .text(first.campaign())
                        .text(first.title())
                        .text(english(first.campaign()))
                        .text("promotion")
                        .moment(start)
                        .moment((last.to().toEpochDay() + 1) * 86_400L)
                        .text(ShopRows.CURRENCY)
                        .end();
            }
        }
    }

    private static String english(String campaign) {
        String year = campaign.substring(campaign.lastIndexOf('-') + 1);
        return switch (campaign.substring(0, campaign.lastIndexOf('-'))) {
            case "nianhuo" -> "New Year shopping " + year;
            case "women38" -> "Women's Day " + year;
            case "double11" -> "Double 11 " + year;
            default -> "Mid-year 618 " + year;
        };
    }

    private void supply() {
        String[] regions = {"浙江", "广东", "河北"};
        String[] cities = {"嘉兴", "佛山", "廊坊"};
        String[] english = {"East warehouse", "South warehouse", "North warehouse"};
        for (int i = 0; i < 3; i++) {
            rows.table("warehouse", Columns.WAREHOUSE)
                    .text(Scenario.WAREHOUSES.get(i))
                    .text(Scenario.WAREHOUSES.get(i))
                    .text(Scenario.WAREHOUSE_TITLES.get(i))
                    .text(english[i])
                    .text(regions[i])
                    .text(cities[i])
                    .text("own")
                    .end();
        }
        for (int i = 0; i < 8; i++) {
            rows.table("supplier", Columns.SUPPLIER)
                    .text(StockLedger.supplier(i))
                    .text(StockLedger.supplier(i))
                    .text("供应商" + (i + 1))
                    .text("Supplier " + (i + 1))
                    .text(regions[i % 3])
                    .number(StockLedger.leadTime(i))
                    .number(30 + i % 3 * 15L)
                    .text(ShopRows.CURRENCY)
                    .end();
        }
    }
}
