package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a shop may be called and how it may count. */
final class ShopRules {

    private static final int MAX_NAME = 100;

    private ShopRules() {}

    /** Whether a shop may be called so, blanks around it aside. */
    static boolean possible(String name) {
        String clean = name.strip();
        return !clean.isEmpty()
                && clean.codePointCount(0, clean.length()) <= MAX_NAME
                && clean.codePoints().noneMatch(Character::isISOControl);
    }

    /** The name without blanks around it. */
    static String name(String name) {
        String clean = name.strip();
        if (!possible(clean)) {
            throw bad("name", clean, "is not 1 to " + MAX_NAME + " characters without control characters");
        }
        return clean;
    }

    static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw bad("zone", zone, "is not a time zone such as Asia/Shanghai");
        }
    }

    static LocalTime cutoff(String cutoff) {
        try {
            LocalTime time = LocalTime.parse(cutoff);
            if (time.equals(time.truncatedTo(ChronoUnit.HOURS))) {
                return time;
            }
        } catch (DateTimeException unreadable) {
            // Said below.
        }
        // Boards count by hours, and an hour that belongs to two days would stand in the wrong one.
        throw bad("cutoff", cutoff, "is not a full hour such as 04:00");
    }

    static Currency currency(String currency) {
        try {
            return Currency.getInstance(currency);
        } catch (IllegalArgumentException unknown) {
            throw bad("currency", currency, "is not an ISO 4217 code such as CNY");
        }
    }

    /** Refuses a scope that names a shop that does not exist. */
    static void checkKnown(Shops shops, Set<String> ids) {
        Set<String> known = shops.all().stream().map(Shop::id).collect(Collectors.toSet());
        for (String id : ids) {
            if (!known.contains(id)) {
                throw unknown(id);
            }
        }
    }

    static QuanjingException exists(String name) {
        return new QuanjingException(
                AccessError.SHOP_EXISTS, "There is a shop " + name + " already.", Map.of("shop", name));
    }

    static QuanjingException unknown(String id) {
        return new QuanjingException(AccessError.UNKNOWN_SHOP, "There is no shop " + id + ".", Map.of("shop", id));
    }

    private static QuanjingException bad(String field, String value, String rule) {
        return new QuanjingException(
                AccessError.BAD_SHOP,
                "The " + field + " of the shop, '" + value + "', " + rule + ".",
                Map.of("field", field, "value", value));
    }
}
