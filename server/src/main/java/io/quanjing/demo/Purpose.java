package io.quanjing.demo;

/** What a random stream is for: each purpose has its own streams, so that a change of one leaves the others alone. */
final class Purpose {
    static final int TRAFFIC = 1;
    static final int ORDER = 2;
    static final int CUSTOMER = 3;
    static final int ADS = 4;
    static final int LIVE = 5;
    static final int CONTENT = 6;
    static final int COMMUNITY = 7;
    static final int STOCK = 8;
    static final int VISITORS = 9;

    private Purpose() {}
}
