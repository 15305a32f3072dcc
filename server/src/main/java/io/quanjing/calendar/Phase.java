package io.quanjing.calendar;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A stretch of a promotion, in the words of the platforms. */
public enum Phase {
    /** 预售: deposits are taken. */
    PRESALE,
    /** 预热: announced, carts fill, few pay. */
    WARM_UP,
    /** 开门红: the first wave of sales. */
    OPENING,
    /** 热卖: the days between the waves. */
    SALE,
    /** 高潮: the days that the promotion is named for. */
    PEAK,
    /** 返场: what follows. */
    AFTER;

    /** The public name: {@code warm_up}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Phase> of(String id) {
        return Stream.of(values()).filter(phase -> phase.id().equals(id)).findFirst();
    }
}
