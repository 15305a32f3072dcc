package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.EventType;
import io.quanjing.warehouse.TableSchema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules that a completed fact of one table has to keep, so that figures can be made of it. */
final class FactCheck {

    /** Units in one fact; a bar code in the wrong column has more digits. */
    static final long MOST_UNITS = 999_999_999;

    private static final Set<String> EVENT_TYPES =
            Arrays.stream(EventType.values()).map(EventType::id).collect(Collectors.toCollection(TreeSet::new));

    private final TableSchema table;
    private final int type;
    private final int currency;
    private final int quantity;
    private final int paidAt;
    private final int paidAmount;

    FactCheck(TableSchema table) {
        this.table = table;
        this.type = table.name().equals("event") ? table.index("type") : -1;
        this.currency = place("currency");
        this.quantity = place("quantity");
        this.paidAt = place("paid_at");
        this.paidAmount = place("paid_amount");
    }

    private int place(String column) {
        return table.has(column) ? table.index(column) : -1;
    }

    /** Refuses the row if the fact breaks a rule. */
    void check(@Nullable Object[] values, FactRule.Constants run, RowFrame row) {
        List<Column> columns = table.columns();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && columns.get(i).required()) {
                String column = columns.get(i).name();
                row.note(
                        RowReason.MISSING_VALUE,
                        "The row gives no " + column + ", and every " + table.name() + " needs one.",
                        Map.of("column", column, "table", table.name()));
                return;
            }
        }
        if (type >= 0) {
            refuseUnknownType(String.valueOf(values[type]), row);
        }
        if (quantity >= 0 && values[quantity] instanceof Long units && (units > MOST_UNITS || units < -MOST_UNITS)) {
            row.note(
                    RowReason.OUT_OF_RANGE,
                    "The quantity would be " + units + ", and a fact has at most " + MOST_UNITS
                            + " units. Maybe another column is mapped to it.",
                    Map.of("column", "quantity", "value", units.toString()));
        }
        if (paidAt >= 0 && paidAmount >= 0) {
            refuseHalfAPayment(values, row);
        }
        if (currency >= 0 && values[currency] instanceof String code && !code.equals(run.currency())) {
            values[currency] = shopCurrency(code, run.currency(), row);
        }
    }

    /** Without both, an order would count as paid and add nothing, or hold money that no day has. */
    private void refuseHalfAPayment(@Nullable Object[] values, RowFrame row) {
        boolean paid = values[paidAmount] instanceof BigDecimal amount && amount.signum() != 0;
        if (values[paidAt] != null && values[paidAmount] == null) {
            row.note(
                    RowReason.PAYMENT_INCOMPLETE,
                    "The " + table.name()
                            + " has a paid_at and no paid_amount. Maybe the mapping has to say where the amount"
                            + " stands, for example paid_amount: coalesce(paid, order_amount).",
                    Map.of("column", "paid_amount", "table", table.name()));
        } else if (values[paidAt] == null && paid) {
            row.note(
                    RowReason.PAYMENT_INCOMPLETE,
                    "The " + table.name()
                            + " has a paid_amount and no paid_at. Maybe it is not paid yet; then leave the"
                            + " amount empty.",
                    Map.of("column", "paid_at", "table", table.name()));
        }
    }

    private @Nullable String shopCurrency(String given, String wanted, RowFrame row) {
        String upper = given.strip().toUpperCase(Locale.ROOT);
        String code = upper.equals("RMB") ? "CNY" : upper;
        if (code.equals(wanted)) {
            return wanted;
        }
        String cut = ColumnRule.cut(given);
        try {
            row.note(
                    RowReason.OTHER_CURRENCY,
                    "The currency is " + Currency.getInstance(code).getCurrencyCode() + ", and the shop's is " + wanted
                            + ". Maybe the row belongs to another shop.",
                    Map.of("column", "currency", "value", cut, "currency", wanted));
        } catch (IllegalArgumentException e) {
            row.note(
                    RowReason.UNKNOWN_VALUE,
                    "The currency would be " + cut + ", which is no code of ISO 4217, such as " + wanted + ".",
                    Map.of("column", "currency", "value", cut));
        }
        return null;
    }

    private static void refuseUnknownType(String type, RowFrame row) {
        if (EVENT_TYPES.contains(type)) {
            return;
        }
        row.note(
                RowReason.UNKNOWN_VALUE,
                "The event type would be " + ColumnRule.cut(type) + ", and the known types are "
                        + String.join(", ", EVENT_TYPES) + "." + Suggestion.maybe(type, EVENT_TYPES),
                Map.of("column", "type", "value", ColumnRule.cut(type)));
    }
}
