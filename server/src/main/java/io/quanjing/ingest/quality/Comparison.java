package io.quanjing.ingest.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which two sides of the same orders are held against each other. */
enum Comparison {
    /** Orders against successful payments. */
    PAYMENTS("paid_order", "payment", true, 1),
    /** Orders against a platform's settlements, which come when an order is done: after a week or two. */
    SETTLEMENTS("settled_order", "settlement", true, 15),
    /** Orders of one source against those of another. */
    SOURCES("paid_order", "paid_order", false, 1);

    private final String ours;
    private final String theirs;
    private final boolean twoFacts;
    private final long graceDays;

    Comparison(String ours, String theirs, boolean twoFacts, long graceDays) {
        this.ours = ours;
        this.theirs = theirs;
        this.twoFacts = twoFacts;
        this.graceDays = graceDays;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Comparison> of(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }

    /** The file that tells our side. */
    String ours() {
        return ours;
    }

    /** The file that tells the other side. */
    String theirs() {
        return theirs;
    }

    /** Whether the sides are two facts, and so may have one source. */
    boolean twoFacts() {
        return twoFacts;
    }

    /** After how many days the other side has to tell of an order. */
    long graceDays() {
        return graceDays;
    }
}
