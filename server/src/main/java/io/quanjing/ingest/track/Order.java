package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is known, and what an event makes of it. Nothing that is known is taken back by an event that comes again or comes late:
 * the times of creation, payment and closing stay, and a closed order stays closed.
 */
final class Order {

    private final Shop shop;
    private final String id;
    private final FactRows rows;
    private @Nullable FactRow header;
    private final Map<String, FactRow> lines = new LinkedHashMap<>();
    private final Map<String, FactRow> refunds = new LinkedHashMap<>();
    private final Map<String, FactRow> changed = new LinkedHashMap<>();

    Order(Shop shop, String id, FactRows rows) {
        this.shop = shop;
        this.id = id;
        this.rows = rows;
    }

    /** Adds a row that the warehouse has. */
    void know(FactRow row) {
        switch (row.table().name()) {
            case "order_header" -> header = row;
            case "order_line" -> lines.put(text(row, "line_no"), row);
            case "refund" -> refunds.put(text(row, "natural_key"), row);
            default ->
                throw new IllegalArgumentException(
                        "An order is not made of " + row.table().name());
        }
    }

    /** The rows that events made or changed. */
    List<FactRow> changes() {
        return List.copyOf(changed.values());
    }

    /** Takes an event, or refuses it and stays as it was. */
    void apply(TrackedEvent event, Origin origin, @Nullable String region) {
        switch (event.act()) {
            case ORDER_PLACED -> place(event, origin, region, null);
            case ORDER_COMPLETED -> place(event, origin, region, "paid");
            case ORDER_UPDATED -> place(event, origin, region, status(event.properties()));
            case ORDER_CANCELLED -> place(event, origin, region, "closed");
            case ORDER_REFUNDED -> refund(event);
            case PAYMENT_FAILED -> fail(event);
            default -> throw new IllegalArgumentException(event.act() + " is not of an order.");
        }
    }

    /** Whether an order of which something else is known could have taken the event that this one refused. */
    static boolean dependsOnWhatIsKnown(TrackedEvent event, QuanjingException refusal) {
        return refusal.errorCode() instanceof TrackError error
                && switch (error) {
                    case ORDER_UNKNOWN -> true;
                    // A refund that comes to nothing; amounts that contradict each other have a total.
                    case ORDER_AMOUNTS_CONFLICT -> !refusal.arguments().containsKey("total");
                    // An order without an amount; other values name no order.
                    case EVENT_VALUE_INVALID ->
                        event.act() != Act.ORDER_COMPLETED
                                && refusal.arguments().containsKey("order");
                    default -> false;
                };
    }

    private void place(TrackedEvent event, Origin origin, @Nullable String region, @Nullable String status) {
        Fields properties = event.properties();
        FactRow known = header;
        String currency = currency(properties);
        OrderAmounts amounts = OrderAmounts.of(properties, id, currency);
        if (amounts == null && (known == null || event.act() == Act.ORDER_COMPLETED)) {
            throw new QuanjingException(
                    known == null && event.act() != Act.ORDER_COMPLETED && event.act() != Act.ORDER_PLACED
                            ? TrackError.ORDER_UNKNOWN
                            : TrackError.EVENT_VALUE_INVALID,
                    "The event has no amount for the order " + id
                            + ", and one is needed. Maybe the field 'total' is missing, or the order itself was never sent.",
                    Map.of("order", id, "field", "total"));
        }
        FactRow row = known == null ? FactRows.row(rows.orderHeader, shop, id, event.at()) : copy(known);
        row.set("order_id", id).set("currency", currency);
        if (event.act() == Act.ORDER_PLACED) {
            place(row, event.at());
        }
        if (amounts != null) {
            row.set("order_amount", amounts.total());
            setIfSaid(row, "freight_amount", amounts.freight());
            setIfSaid(row, "discount_amount", amounts.discount());
        }
        boolean paid = row.get("paid_at") != null;
        if (!paid && ("paid".equals(status) || "shipped".equals(status) || "completed".equals(status))) {
            paid = true;
            row.set("paid_at", event.at())
                    .set("paid_day", shop.clock().day(event.at()))
                    .set("paid_hour", (long) shop.clock().hour(event.at()));
        }
        if (paid) {
            row.set("paid_amount", row.get("order_amount"));
        }
        row.set("status", later((String) row.get("status"), status == null ? "created" : status));
        if ("closed".equals(status) && row.get("closed_at") == null) {
            row.set("closed_at", event.at());
        }
        describe(row, event, origin, region);
        if (amounts != null && !amounts.goods().isEmpty()) {
            linesOf(row, amounts, paid);
        } else if (paid || amounts != null) {
            reshare(row, paid);
        }
        header = row;
        changed.put("order_header", row);
        if (paid) {
            pay(row, event);
        }
    }

    /** The payment came before the news of the order: what was taken for its creation was the payment. */
    private void place(FactRow row, Instant at) {
        Instant known = (Instant) row.get("at");
        if (FactRows.SOURCE.equals(row.get("source"))
                && known != null
                && known.equals(row.get("paid_at"))
                && at.isBefore(known)) {
            row.set("at", at).set("shop_day", shop.clock().day(at)).set("shop_hour", (long)
                    shop.clock().hour(at));
        }
    }

    /** Sets who and where; an event that does not say leaves what is known. */
    private static void describe(FactRow row, TrackedEvent event, Origin origin, @Nullable String region) {
        Fields properties = event.properties();
        setIfSaid(row, "customer", event.customer());
        if (row.get("visitor") == null || !event.visitor().equals(event.customer())) {
            row.set("visitor", event.visitor());
        }
        setIfSaid(row, "session", properties.text("session_id"));
        setIfSaid(row, "channel", origin.channel());
        setIfSaid(row, "campaign", origin.campaign());
        setIfSaid(row, "creator", properties.text("creator", "creator_id"));
        setIfSaid(row, "live_session", properties.text("live_session", "live_session_id", "live_id", "room_id"));
        setIfSaid(row, "device", Device.of(properties, event.context()));
        setIfSaid(row, "region", region);
        String city = properties.text("city");
        setIfSaid(
                row, "city", city == null ? properties.child("shipping_address").text("city") : city);
        setIfSaid(row, "payment_method", properties.text("payment_method"));
    }

    private void linesOf(FactRow order, OrderAmounts amounts, boolean paid) {
        Map<String, FactRow> formerly = new LinkedHashMap<>(lines);
        for (int i = 0; i < amounts.goods().size(); i++) {
            Goods goods = amounts.goods().get(i);
            BigDecimal share = amounts.lines().get(i);
            String lineNo = Integer.toString(i + 1);
            formerly.remove(lineNo);
            line(
                    FactRow.of(rows.orderLine)
                            .set("natural_key", id + "#" + lineNo)
                            .set("line_no", lineNo)
                            .set("product", goods.product())
                            .set("sku", goods.sku())
                            .set("category", goods.category())
                            .set("title", goods.title())
                            .set("quantity", goods.quantity())
                            .set("list_price", goods.price())
                            .set("order_amount", share)
                            .set("paid_amount", paid ? share : null)
                            .set("unit_cost", goods.cost())
                            .set("gift", goods.price() != null && goods.price().signum() == 0)
                            .set("currency", order.get("currency")),
                    order);
        }
        // A line that the order no longer has cannot be taken back, but counts for nothing.
        for (FactRow former : formerly.values()) {
            line(
                    copy(former)
                            .set("quantity", 0L)
                            .set("order_amount", BigDecimal.ZERO)
                            .set("paid_amount", paid ? BigDecimal.ZERO : null),
                    order);
        }
    }

    /** Gives the known lines their share of an amount or payment that came without them. */
    private void reshare(FactRow order, boolean paid) {
        if (lines.isEmpty()) {
            return;
        }
        List<FactRow> all = List.copyOf(lines.values());
        List<BigDecimal> weights =
                all.stream().map(l -> amount(l, "order_amount")).toList();
        FactRow before = header;
        BigDecimal beside = before == null
                ? BigDecimal.ZERO
                : amount(before, "order_amount")
                        .subtract(weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .max(BigDecimal.ZERO);
        BigDecimal goods = amount(order, "order_amount").subtract(beside).max(BigDecimal.ZERO);
        List<BigDecimal> shares =
                OrderAmounts.allocate(goods, weights, OrderAmounts.scale(text(order, "currency"), goods));
        for (int i = 0; i < all.size(); i++) {
            line(
                    copy(all.get(i)).set("order_amount", shares.get(i)).set("paid_amount", paid ? shares.get(i) : null),
                    order);
        }
    }

    private void line(FactRow line, FactRow order) {
        for (String column : List.of("shop", "source", "at", "shop_day", "shop_hour", "order_id")) {
            line.set(column, order.get(column));
        }
        lines.put(text(line, "line_no"), line);
        changed.put("order_line#" + text(line, "line_no"), line);
    }

    private void pay(FactRow order, TrackedEvent event) {
        String key = event.properties().text("payment_id", "transaction_id");
        Instant paidAt = (Instant) order.get("paid_at");
        if (paidAt == null) {
            return;
        }
        FactRow payment = FactRows.row(rows.payment, shop, key == null ? id + "#paid" : key, paidAt)
                .set("order_id", id)
                .set("result", "success")
                .set("method", order.get("payment_method"))
                .set("amount", order.get("paid_amount"))
                .set("currency", order.get("currency"))
                .set("customer", order.get("customer"))
                .set("visitor", order.get("visitor"));
        changed.put("payment#" + text(payment, "natural_key"), payment);
    }

    private void fail(TrackedEvent event) {
        Fields properties = event.properties();
        String key = properties.text("payment_id", "transaction_id");
        BigDecimal amount = properties.amount("amount", "total", "value", "revenue");
        if (amount == null) {
            amount = header == null ? null : (BigDecimal) header.get("order_amount");
        }
        if (amount == null) {
            throw unknown();
        }
        FactRow payment = FactRows.row(rows.payment, shop, key == null ? event.key() : key, event.at())
                .set("order_id", id)
                .set("result", "failure")
                .set("method", properties.text("payment_method"))
                .set("amount", amount)
                .set("currency", currency(properties))
                .set("customer", event.customer())
                .set("visitor", event.visitor())
                .set("failure_reason", properties.text("failure_reason", "reason", "error"));
        changed.put("payment#" + text(payment, "natural_key"), payment);
    }

    private void refund(TrackedEvent event) {
        Fields properties = event.properties();
        String refundId = properties.text("refund_id");
        String key = refundId == null ? event.key() : refundId;
        BigDecimal total = properties.amount("total", "refund_amount", "amount", "value", "revenue");
        List<Goods> goods = Goods.all(properties);
        List<FactRow> made = new ArrayList<>();
        if (goods.isEmpty()) {
            made.add(refundRow(key, event).set("amount", total == null ? open(key) : total));
        } else {
            List<BigDecimal> shares = goods.stream().map(this::paidShare).toList();
            String currency = currency(properties);
            List<BigDecimal> amounts = total == null
                    ? shares.stream()
                            .map(s -> s.setScale(OrderAmounts.scale(currency, BigDecimal.ZERO), RoundingMode.HALF_UP))
                            .toList()
                    : OrderAmounts.allocate(total, shares, OrderAmounts.scale(currency, total));
            for (int i = 0; i < goods.size(); i++) {
                FactRow line = lineOf(goods.get(i));
                made.add(refundRow(key + "#" + (i + 1), event)
                        .set("line_no", line == null ? null : line.get("line_no"))
                        .set("product", goods.get(i).product())
                        .set("sku", goods.get(i).sku())
                        .set("quantity", goods.get(i).quantity())
                        .set("amount", amounts.get(i)));
            }
        }
        made.removeIf(row -> amount(row, "amount").signum() == 0);
        if (made.isEmpty()) {
            throw new QuanjingException(
                    TrackError.ORDER_AMOUNTS_CONFLICT,
                    "The refund of the order " + id
                            + " comes to nothing. Maybe all of it was refunded before, or total and prices are missing.",
                    Map.of("order", id));
        }
        for (FactRow row : made) {
            refunds.put(text(row, "natural_key"), row);
            changed.put("refund#" + text(row, "natural_key"), row);
        }
    }

    private FactRow refundRow(String key, TrackedEvent event) {
        FactRow known = refunds.get(key);
        FactRow order = header;
        Fields properties = event.properties();
        Instant at = known == null ? event.at() : (Instant) known.get("at");
        return FactRows.row(rows.refund, shop, key, at == null ? event.at() : at)
                .set("order_id", id)
                .set("customer", event.customer() == null && order != null ? order.get("customer") : event.customer())
                .set("region", order == null ? null : order.get("region"))
                .set("reason", properties.text("reason", "refund_reason"))
                .set("type", refundType(properties.text("refund_type", "type")))
                .set("currency", currency(properties));
    }

    /** What of the payment was not refunded yet, this refund aside. */
    private BigDecimal open(String key) {
        FactRow order = header;
        if (order == null || order.get("paid_amount") == null) {
            throw unknown();
        }
        BigDecimal others = refunds.entrySet().stream()
                .filter(e -> !e.getKey().equals(key))
                .map(e -> amount(e.getValue(), "amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return amount(order, "paid_amount").subtract(others).max(BigDecimal.ZERO);
    }

    private BigDecimal paidShare(Goods goods) {
        FactRow line = lineOf(goods);
        if (line == null || line.get("paid_amount") == null || goods.quantity() == 0) {
            return goods.value();
        }
        long ordered = line.get("quantity") instanceof Long quantity && quantity > 0 ? quantity : goods.quantity();
        return amount(line, "paid_amount")
                .multiply(BigDecimal.valueOf(Math.min(goods.quantity(), ordered)))
                .divide(BigDecimal.valueOf(ordered), 8, RoundingMode.HALF_UP);
    }

    private @Nullable FactRow lineOf(Goods goods) {
        return lines.values().stream()
                .filter(l -> goods.sku() != null && goods.sku().equals(l.get("sku")))
                .findFirst()
                .or(() -> lines.values().stream()
                        .filter(l -> goods.product() != null && goods.product().equals(l.get("product")))
                        .findFirst())
                .orElse(null);
    }

    private QuanjingException unknown() {
        return new QuanjingException(
                TrackError.ORDER_UNKNOWN,
                "The order " + id
                        + " is not known, and the event has no amount of its own. Maybe its 'Order Completed' was never"
                        + " sent; a field 'total' would do.",
                Map.of("order", id));
    }

    private String currency(Fields properties) {
        return properties.text("currency") == null && header != null
                ? text(header, "currency")
                : Goods.currency(shop, properties);
    }

    private static @Nullable String status(Fields properties) {
        String status = properties.text("status", "order_status");
        return status == null
                ? null
                : switch (status.toLowerCase(Locale.ROOT)) {
                    case "created", "pending", "placed", "unpaid" -> "created";
                    case "paid", "processing", "confirmed" -> "paid";
                    case "shipped", "fulfilled", "in_transit" -> "shipped";
                    case "completed", "complete", "delivered", "received" -> "completed";
                    case "closed", "cancelled", "canceled", "voided" -> "closed";
                    default -> null;
                };
    }

    /** The further of two states: an order does not go back. */
    private static String later(@Nullable String known, String said) {
        List<String> course = List.of("created", "paid", "shipped", "completed", "closed");
        return known != null && course.indexOf(known) > course.indexOf(said) ? known : said;
    }

    private static @Nullable String refundType(@Nullable String type) {
        return type == null
                ? null
                : switch (type.toLowerCase(Locale.ROOT)) {
                    case "return", "returned", "return_and_refund" -> "return";
                    case "refund_only", "refund" -> "refund_only";
                    default -> null;
                };
    }

    private static void setIfSaid(FactRow row, String column, @Nullable Object value) {
        if (value != null) {
            row.set(column, value);
        }
    }

    private static FactRow copy(FactRow row) {
        return new FactRow(row.table(), row.values().clone());
    }

    private static BigDecimal amount(FactRow row, String column) {
        return row.get(column) instanceof BigDecimal amount ? amount : BigDecimal.ZERO;
    }

    private static String text(FactRow row, String column) {
        return row.get(column) instanceof String text ? text : "";
    }
}
