package io.quanjing.ingest.retention;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of facts that are kept equally long: an order without its lines would be a wrong figure. Each table of facts is of one kind. */
enum RetainedData {
    VISITS("event"),
    /** Records of transactions, which are usually to be kept for three years. */
    ORDERS("order_header", "order_line", "payment", "refund", "shipment", "order_fee"),
    ADVERTISING("ad_spend"),
    CONTENT("content_day", "live_minute", "community_day"),
    SERVICE("conversation", "review", "survey_answer"),
    STOCK("stock_level", "stock_move", "purchase_order_line", "receipt"),
    REPORTS("platform_figure", "benchmark");

    /** With fewer days, hardly a period could be compared with the one before. */
    private static final int LEAST_DAYS = 31;

    private static final int THREE_YEARS = 3 * 365 + 1;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> tables;

    RetainedData(String... tables) {
        this.tables = List.of(tables);
    }

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RetainedData> of(String id) {
        return Arrays.stream(values()).filter(data -> data.id().equals(id)).findFirst();
    }

    /** The tables of facts. */
    List<String> tables() {
        return tables;
    }

    /** The fewest days that can be chosen. */
    int leastDays() {
        return LEAST_DAYS;
    }

    /** Fewer days than these have to be confirmed. */
    int usualDays() {
        return this == ORDERS ? THREE_YEARS : LEAST_DAYS;
    }
}
