package io.quanjing.explore;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How figures of a unit are rounded and worded. */
enum Unit {
    AMOUNT(2),
    COUNT(2),
    RATE(6),
    NUMBER(4),
    SECONDS(2);

    private final int places;

    Unit(int places) {
        this.places = places;
    }

    static Unit of(String id) {
        return valueOf(id.toUpperCase(java.util.Locale.ROOT));
    }

    int places() {
        return places;
    }

    BigDecimal round(BigDecimal value) {
        return value.setScale(places, RoundingMode.HALF_UP);
    }

    /** Amounts as text with two places, everything else as a number. */
    Object word(BigDecimal value) {
        BigDecimal rounded = round(value);
        return this == AMOUNT ? rounded.toPlainString() : (Object) rounded.doubleValue();
    }
}
