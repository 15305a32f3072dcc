package io.quanjing.demo;

import org.jspecify.annotations.Nullable;

/** The session in work: what all its events share. One object is used for all sessions of a shop. */
final class Visit {
    int day;
    int number;
    long visitor;
    /** The number of the customer, 0 for nobody. */
    long customer;

    String channel = "";

    @Nullable String campaign;

    @Nullable String creator;

    @Nullable String liveSession;

    String device = "";
    String region = "";

    /** The moment of the next event, seconds on the wall clock. */
    long at;

    /** The product that the events are about, −1 for none. */
    int product;

    int sku;

    @Nullable String category;

    @Nullable String query;

    int events;
    int keptEvents;
    int pageViews;
    int interactions;

    /** Begins a session. */
    void begin(int ofDay, int ofNumber, long start) {
        day = ofDay;
        number = ofNumber;
        at = start;
        events = 0;
        keptEvents = 0;
        pageViews = 0;
        interactions = 0;
        creator = null;
        liveSession = null;
        campaign = null;
        customer = 0;
        about(-1, -1);
    }

    /** What the next events are about. */
    void about(int ofProduct, int ofSku) {
        product = ofProduct;
        sku = ofSku;
        category = null;
        query = null;
    }
}
