package io.quanjing.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What the brand sells: 20 categories of 6 products, 300 SKUs. Prices and costs are hundredths of a yuan. Arrays, because every session
 * looks into them.
 */
final class Catalogue {

    /** The best seller that runs out of stock. */
    static final int BEST_SELLER = 0;

    /** The product with the bad batch: 冷泡茶壶. */
    static final int BAD_BATCH = 117;

    record Category(String path, String english, double refundRate, double orderFactor, double costShare) {}

    record Product(String id, int category, String title, String english, int firstSku, int skus) {}

    record Sku(String id, int product, String title, String english, int price, int baseCost) {}

    final List<Category> categories = new ArrayList<>();
    final List<Product> products = new ArrayList<>();
    final List<Sku> skus = new ArrayList<>();

    /** How much a product is looked at, before season and promotion. */
    final double[] appeal;

    Catalogue() {
        for (String[] line : DemoResource.lines("catalogue.csv")) {
            if (line[0].equals("C")) {
                categories.add(new Category(
                        line[1],
                        line[2],
                        Double.parseDouble(line[3]),
                        Double.parseDouble(line[4]),
                        Double.parseDouble(line[5])));
            } else {
                addProduct(line);
            }
        }
        appeal = new double[products.size()];
        for (int i = 0; i < appeal.length; i++) {
            // A long tail: the best product draws about thirty times the interest of the last.
            int rank = (i * 37) % appeal.length;
            appeal[i] = 1.0 / (4 + rank);
        }
    }

    private void addProduct(String[] line) {
        int number = products.size();
        String id = "P" + (1001 + number);
        int price = Integer.parseInt(line[3]) * 100;
        int variants = number % 2 == 0 ? 3 : 2;
        int category = categories.size() - 1;
        products.add(new Product(id, category, line[1], line[2], skus.size(), variants));
        String[] names = {"单件装", "两件装", "三件装"};
        String[] english = {"single", "pack of 2", "pack of 3"};
        double[] factors = {1, 1.85, 2.6};
        for (int i = 0; i < variants; i++) {
            int skuPrice = 100 * (int) StrictMath.rint(price / 100.0 * factors[i]);
            int cost = (int) StrictMath.rint(price * categories.get(category).costShare() * (1 + i * 0.92));
            skus.add(new Sku(
                    id + "-" + (i + 1), number, line[1] + " " + names[i], line[2] + " " + english[i], skuPrice, cost));
        }
    }

    String categoryOf(int product) {
        return categories.get(products.get(product).category()).path();
    }

    /** The cost of a SKU on the n-th day: it changes on two days, for each product by up to 7 % either way. */
    int cost(int sku, int day) {
        int cost = skus.get(sku).baseCost();
        int product = skus.get(sku).product();
        for (int change = 0; change < COST_CHANGES.length; change++) {
            if (day >= COST_CHANGES[change]) {
                cost = (int) StrictMath.rint(cost * costFactor(product, change));
            }
        }
        return cost;
    }

    /** The days, counted from the first, on which costs change. */
    static final int[] COST_CHANGES = {140, 290};

    private static double costFactor(int product, int change) {
        return 0.95 + 0.12 * Draw.unitOf(product * 31L + change);
    }

    /** What a product's interest is multiplied with in a month (1 to 12). */
    double season(int product, int month) {
        return switch (products.get(product).category()) {
            case 4 -> month >= 4 && month <= 8 ? 2.2 : 0.5;
            case 14 -> month >= 10 || month == 1 ? 1.5 : 0.8;
            case 18 -> month >= 10 || month <= 2 ? 1.6 : 0.7;
            case 2, 10 -> month >= 10 || month <= 3 ? 1.3 : 0.8;
            default -> 1;
        };
    }
}
