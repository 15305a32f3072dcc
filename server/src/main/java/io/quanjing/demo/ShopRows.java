package io.quanjing.demo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what happens in one shop, as far as it lies in the window, and counts it. */
final class ShopRows {

    static final String CURRENCY = "CNY";

    private final Scenario.ShopPlan shop;
    private final Catalogue catalogue;
    private final long firstDay;
    private final Window window;
    private final RowFiles files;
    private final Totals totals;
    private final String visitorPrefix;
    private final String customerPrefix;
    private final String sessionPrefix;
    private @Nullable CsvRows events;

    ShopRows(Scenario.ShopPlan shop, Catalogue catalogue, long firstDay, Window window, RowFiles files, Totals totals) {
        this.shop = shop;
        this.catalogue = catalogue;
        this.firstDay = firstDay;
        this.window = window;
        this.files = files;
        this.totals = totals;
        String letter = shop.id().substring(0, 1);
        visitorPrefix = letter + "v";
        customerPrefix = letter + "c";
        sessionPrefix = letter + "s";
    }

    Window window() {
        return window;
    }

    Totals totals() {
        return totals;
    }

    CsvRows table(String name, String[] columns) {
        return files.of(name, columns);
    }

    String customer(long number) {
        return customerPrefix + number;
    }

    String visitor(long number) {
        return visitorPrefix + number;
    }

    String session(Visit visit) {
        return sessionPrefix + visit.day + "-" + visit.number;
    }

    /** The id of an order, in the way of the platforms: the day and a number. */
    String order(int day, int number) {
        java.time.LocalDate date = java.time.LocalDate.ofEpochDay(firstDay + day);
        return shop.id().substring(0, 1).toUpperCase(Locale.ROOT)
                + (date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth())
                + "-"
                + (10_001 + number);
    }

    /** One event of the visit; time passes by the dwell. */
    void event(Visit visit, String type, @Nullable String pageKind, int dwell) {
        event(visit, type, pageKind, dwell, 0, 0, null);
    }

    /** One event of the visit with a quantity, a value (hundredths) and an order. */
    void event(
            Visit visit,
            String type,
            @Nullable String pageKind,
            int dwell,
            int quantity,
            long value,
            @Nullable String order) {
        long at = visit.at;
        int index = visit.events++;
        visit.at += Math.max(1, dwell);
        if (at >= window.now() || lost(visit, at, index)) {
            return;
        }
        count(visit, type, at);
        if (at < window.from()) {
            return;
        }
        CsvRows rows = events;
        if (rows == null) {
            rows = files.of("event", Columns.EVENT);
            events = rows;
        }
        rows.id(sessionPrefix, visit.day, '-', visit.number * 100L + index);
        rows.moment(at).text(type).id(visitorPrefix, visit.visitor);
        if (visit.customer == 0) {
            rows.none();
        } else {
            rows.id(customerPrefix, visit.customer);
        }
        rows.id(sessionPrefix, visit.day, '-', visit.number);
        if (pageKind == null) {
            rows.none();
        } else if (visit.product >= 0 && pageKind.equals("product")) {
            rows.id("/product/", 1001 + visit.product);
        } else {
            rows.text(path(pageKind));
        }
        rows.text(pageKind);
        if (visit.product < 0) {
            rows.none().none();
        } else {
            rows.id("P", 1001 + visit.product);
            rows.text(visit.sku < 0 ? null : catalogue.skus.get(visit.sku).id());
        }
        rows.text(visit.category).text(visit.channel).text(visit.campaign).text(visit.creator);
        rows.text(visit.liveSession).text(visit.device).text(visit.region);
        if (pageKind == null || dwell == 0) {
            rows.none();
        } else {
            rows.number(dwell);
        }
        rows.text(visit.query);
        if (quantity == 0) {
            rows.none();
        } else {
            rows.number(quantity);
        }
        if (value == 0) {
            rows.none().none();
        } else {
            rows.cents(value).text(CURRENCY);
        }
        rows.text(order).end();
    }

    private static String path(String pageKind) {
        return switch (pageKind) {
            case "home" -> "/";
            case "list" -> "/list";
            case "cart" -> "/cart";
            case "checkout" -> "/checkout";
            case "content" -> "/content";
            default -> "/other";
        };
    }

    /** The tracking loss: by the event's own coordinates, so that it needs no stream. */
    private boolean lost(Visit visit, long at, int index) {
        Incidents.Incident loss = Incidents.TRACKING_LOSS;
        return visit.day >= loss.firstDay()
                && loss.hits(shop.id(), visit.day, (int) (at / 3600 % 24))
                && Draw.unitOf(visit.day * 10_000_000L + visit.number * 100L + index) < loss.size();
    }

    private void count(Visit visit, String type, long at) {
        Totals.Day day = totals.dayOf(at);
        day.events++;
        day.eventTypes.merge(type, 1L, Long::sum);
        if (day.seen.add(visit.visitor)) {
            day.visitors++;
        }
        if (visit.keptEvents++ == 0) {
            day.sessions++;
        }
        switch (type) {
            case "page_view", "product_view" -> {
                day.pageViews++;
                visit.pageViews++;
            }
            case "list_view" -> {}
            default -> visit.interactions++;
        }
    }

    /** Ends the visit: only now it is known whether it bounced. */
    void end(Visit visit) {
        if (visit.pageViews == 1 && visit.interactions == 0) {
            totals.day(firstDay + visit.day).bounces++;
        }
    }
}
