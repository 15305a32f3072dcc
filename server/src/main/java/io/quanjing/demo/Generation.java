package io.quanjing.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells a window of a world, shop by shop. */
final class Generation {

    private final World world;
    private final Window window;
    private final StockLedger stock;
    private final Map<String, Totals> totals = new LinkedHashMap<>();
    private final Map<String, Customers> customers = new LinkedHashMap<>();

    Generation(World world, Window window) {
        this.world = world;
        this.window = window;
        stock = new StockLedger(world);
    }

    /** Writes one shop; the shops have to come in the order of the scenario, because the last one books the stock of all. */
    void write(Scenario.ShopPlan shop, RowFiles files) {
        Totals counted = new Totals();
        totals.put(shop.id(), counted);
        ShopRows rows = new ShopRows(shop, world.catalogue(), world.firstDay().toEpochDay(), window, files, counted);
        ShopSimulation simulation = new ShopSimulation(world, shop, rows, stock);
        simulation.run();
        customers.put(shop.id(), simulation.customers());
        if (shop.equals(world.scenario().shops.getLast())) {
            stock.write(rows);
        }
        counted.rows.putAll(files.rows());
    }

    World world() {
        return world;
    }

    /** The exact totals by shop, of the shops written so far, from the first day on whatever the window tells. */
    Map<String, Totals> totals() {
        return totals;
    }

    /** The customers by shop, of the shops written so far. */
    Map<String, Customers> customers() {
        return customers;
    }
}
