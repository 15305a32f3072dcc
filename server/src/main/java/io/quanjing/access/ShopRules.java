package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a shop may be called and how it may count. */
final class ShopRules {

    private static final int MAX_NAME = 100;

    private ShopRules() {}

    /** The name without blanks around it. */
    static String name(String name) {
        String clean = name.strip();
        if (clean.isEmpty()
                || clean.codePointCount(0, clean.length()) > MAX_NAME
                || clean.codePoints().anyMatch(Character::isISOControl)) {
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
            return LocalTime.parse(cutoff);
        } catch (DateTimeException unreadable) {
            throw bad("cutoff", cutoff, "is not a time such as 04:00");
        }
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
