package io.quanjing.demo;

/** What people put together in one shop. */
final class Baskets {

    /** The product that comes as a gift with large orders in promotions. */
    private static final int GIFT = 58;

    private final World world;
    private final Scenario.ShopPlan shop;
    private final Basket basket = new Basket();

    Baskets(World world, Scenario.ShopPlan shop) {
        this.world = world;
        this.shop = shop;
    }

    /** Fills the basket around the product that brought the visitor. */
    Basket choose(Draw by, int wanted, int day) {
        basket.clear();
        double[] interest = world.plans().interest(day);
        int lines = 1 + (by.chance(0.36) ? 1 : 0) + (by.chance(0.12) ? 1 : 0) + (by.chance(0.04) ? 1 : 0);
        int product = wanted;
        for (int i = 0; i < lines; i++) {
            boolean gone = product == Catalogue.BEST_SELLER && Incidents.STOCK_OUT.hits(shop.id(), day);
            Catalogue.Product found = world.catalogue().products.get(product);
            double unit = by.unit();
            int sku = found.firstSku() + (unit < 0.66 ? 0 : unit < 0.9 || found.skus() == 2 ? 1 : 2);
            int pieces = by.chance(0.86) ? 1 : by.between(2, 3);
            if (!gone && !basket.holds(sku)) {
                basket.add(product, sku, pieces, world.catalogue().skus.get(sku).price(), false);
            }
            product = by.pick(interest);
        }
        long total = 0;
        for (int i = 0; i < basket.lines; i++) {
            total += basket.listed[i];
        }
        long off = Math.round(total * world.plans().discount(day));
        if (by.chance(0.3) && total - off >= 9_900) {
            off += 1_000 * Math.min(5, (total - off) / 9_900);
        }
        if (world.plans().campaign(day) != null && by.chance(0.12) && total >= 19_900) {
            int gift = world.catalogue().products.get(GIFT).firstSku();
            if (!basket.holds(gift)) {
                basket.add(GIFT, gift, 1, 0, true);
            }
        }
        basket.spread(off);
        basket.freight = basket.goods < 5_900 && by.chance(0.7) ? 800 : 0;
        return basket;
    }
}
