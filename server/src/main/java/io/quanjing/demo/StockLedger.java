package io.quanjing.demo;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The stock that all shops share, in three warehouses: what leaves with parcels, what is ordered from suppliers and arrives. Runs after
 * all shops and is booked with the flagship. A day's decisions know only the days before it, so a longer history starts with the same
 * days; the level before plus the moves is always the level after, and never below zero.
 */
final class StockLedger {

    /** A level is told on Mondays. */
    private static final int WEEK = 7;

    private record Arrival(int day, String order, int line, int quantity) {}

    private final World world;
    private final int[][] demand;
    private final int cells;

    StockLedger(World world) {
        this.world = world;
        cells = world.catalogue().skus.size() * Scenario.WAREHOUSES.size();
        demand = new int[world.days()][];
    }

    private static int cell(int sku, int warehouse) {
        return sku * Scenario.WAREHOUSES.size() + warehouse;
    }

    /** Notes goods that leave a warehouse. */
    void shipped(int sku, int warehouse, long at, int pieces) {
        int day = (int) (Math.floorDiv(at, 86_400L) - world.firstDay().toEpochDay());
        if (day < world.days()) {
            int[] row = demand[day];
            if (row == null) {
                row = new int[cells];
                demand[day] = row;
            }
            row[cell(sku, warehouse)] += pieces;
        }
    }

    static String supplier(int category) {
        return "supplier-" + (category % 8 + 1);
    }

    static int leadTime(int category) {
        return 5 + category % 8;
    }

    /** Lives through the days and writes moves, levels, purchase orders and receipts. */
    void write(ShopRows rows) {
        for (int sku = 0; sku < world.catalogue().skus.size(); sku++) {
            for (int warehouse = 0; warehouse < Scenario.WAREHOUSES.size(); warehouse++) {
                new Cell(rows, sku, warehouse).live();
            }
        }
    }

    /** One SKU in one warehouse. */
    private final class Cell {
        private final ShopRows rows;
        private final int sku;
        private final int warehouse;
        private final Draw draw = new Draw();
        private final Deque<Arrival> coming = new ArrayDeque<>();
        private final int lead;
        private final int category;
        private int onHand;
        private int onOrder;
        private int orders;
        private double pace;

        Cell(ShopRows rows, int sku, int warehouse) {
            this.rows = rows;
            this.sku = sku;
            this.warehouse = warehouse;
            Catalogue.Product product = world.catalogue()
                    .products
                    .get(world.catalogue().skus.get(sku).product());
            category = product.category();
            lead = leadTime(category);
            pace = 1.2 * world.scale();
            draw.start(world.seed(), Purpose.STOCK, sku, warehouse);
        }

        void live() {
            int start = (int) Math.max(6, 40 * pace);
            move(0, start, "adjustment", null, 0);
            for (int day = 0; day < world.days(); day++) {
                boolean stockOut = world.catalogue().skus.get(sku).product() == Catalogue.BEST_SELLER
                        && Incidents.STOCK_OUT.hits("*", day);
                receive(day, stockOut);
                if (stockOut && day == Incidents.STOCK_OUT.firstDay() && onHand > 0) {
                    move(day, -onHand, "adjustment", null, 1);
                }
                int row = demand[day] == null ? 0 : demand[day][cell(sku, warehouse)];
                if (row > onHand) {
                    // Parcels must not leave an empty shelf: the supplier sends a van the same day.
                    String order = order(day, row - onHand, day, day);
                    arrive(day, new Arrival(day, order, 1, row - onHand));
                }
                if (row > 0) {
                    move(day, -row, "sale", null, 2);
                }
                pace += (row - pace) * 0.06;
                if (!stockOut) {
                    reorder(day);
                }
                level(day);
            }
        }

        private void receive(int day, boolean stockOut) {
            while (!stockOut && !coming.isEmpty() && coming.peekFirst().day() <= day) {
                Arrival arrival = coming.removeFirst();
                onOrder -= arrival.quantity();
                arrive(day, arrival);
            }
        }

        private void arrive(int day, Arrival arrival) {
            if (rows.window().closes(epochDay(day))) {
                rows.table("receipt", Columns.RECEIPT)
                        .text(arrival.order() + "-G1")
                        .moment(second(day, 9))
                        .text(arrival.order())
                        .number(arrival.line())
                        .text(supplier(category))
                        .text(Scenario.WAREHOUSES.get(warehouse))
                        .id("P", 1001 + world.catalogue().skus.get(sku).product())
                        .text(world.catalogue().skus.get(sku).id())
                        .number(arrival.quantity())
                        .number(0)
                        .cents(world.catalogue().cost(sku, day))
                        .text(ShopRows.CURRENCY)
                        .end();
            }
            move(day, arrival.quantity(), "receipt", arrival.order(), 3);
        }

        private void reorder(int day) {
            double cover = pace * (lead + 9);
            if (onHand + onOrder > cover + 2) {
                return;
            }
            int quantity = Math.max(6, (int) (pace * 28));
            int late = draw.chance(0.15) ? draw.between(1, 5) : 0;
            int due = day + lead + late;
            if (!coming.isEmpty()) {
                due = Math.max(due, coming.peekLast().day());
            }
            String order = order(day, quantity, day + lead, due);
            coming.addLast(new Arrival(due, order, 1, quantity));
            onOrder += quantity;
        }

        private String order(int day, int quantity, int promised, int due) {
            String id = "PO-" + world.catalogue().skus.get(sku).id() + "-" + (warehouse + 1) + "-" + ++orders;
            boolean received = (epochDay(due) + 1) * 86_400L <= rows.window().now();
            if (rows.window().closes(epochDay(day))
                    || (received && rows.window().closes(epochDay(due)))) {
                LocalDate date = world.plans().date(promised);
                rows.table("purchase_order_line", Columns.PURCHASE_ORDER_LINE)
                        .text(id + "#1")
                        .moment(second(day, 8))
                        .text(id)
                        .number(1)
                        .text(supplier(category))
                        .text(Scenario.WAREHOUSES.get(warehouse))
                        .id("P", 1001 + world.catalogue().skus.get(sku).product())
                        .text(world.catalogue().skus.get(sku).id())
                        .number(quantity)
                        .cents(world.catalogue().cost(sku, day))
                        .text(ShopRows.CURRENCY)
                        .text(received ? "received" : "placed")
                        .day(date.toEpochDay())
                        .end();
            }
            return id;
        }

        private void move(
                int day, int quantity, String reason, @org.jspecify.annotations.Nullable String order, int kind) {
            onHand += quantity;
            if (!rows.window().closes(epochDay(day))) {
                return;
            }
            int[] hours = {0, 1, 20, 9};
            rows.table("stock_move", Columns.STOCK_MOVE)
                    .text(world.catalogue().skus.get(sku).id() + "-" + (warehouse + 1) + "-" + day + "-" + kind
                            + (order == null ? "" : "-" + order))
                    .moment(second(day, hours[kind]))
                    .text(Scenario.WAREHOUSES.get(warehouse))
                    .id("P", 1001 + world.catalogue().skus.get(sku).product())
                    .text(world.catalogue().skus.get(sku).id())
                    .signed(quantity)
                    .text(reason)
                    .text(order)
                    .cents(world.catalogue().cost(sku, day))
                    .text(ShopRows.CURRENCY)
                    .end();
        }

        private void level(int day) {
            if (day % WEEK != 0 || !rows.window().closes(epochDay(day))) {
                return;
            }
            rows.table("stock_level", Columns.STOCK_LEVEL)
                    .text(Scenario.WAREHOUSES.get(warehouse) + "-"
                            + world.catalogue().skus.get(sku).id() + "-"
                            + world.plans().date(day))
                    .moment(second(day, 23) + 3_599)
                    .text(Scenario.WAREHOUSES.get(warehouse))
                    .id("P", 1001 + world.catalogue().skus.get(sku).product())
                    .text(world.catalogue().skus.get(sku).id())
                    .number(onHand)
                    .number(onOrder)
                    .cents(world.catalogue().cost(sku, day))
                    .text(ShopRows.CURRENCY)
                    .end();
        }

        private long epochDay(int day) {
            return world.plans().epochDay(day);
        }

        private long second(int day, int hour) {
            return epochDay(day) * 86_400L + hour * 3_600L;
        }
    }
}
