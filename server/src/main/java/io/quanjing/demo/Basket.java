package io.quanjing.demo;

/** What one order holds. Amounts are hundredths; the shares of the lines add up to the goods of the order. */
final class Basket {

    static final int ROOM = 5;

    final int[] product = new int[ROOM];
    final int[] sku = new int[ROOM];
    final int[] quantity = new int[ROOM];
    final boolean[] gift = new boolean[ROOM];

    /** Price on the label times quantity. */
    final long[] listed = new long[ROOM];

    /** What the buyer pays for the line. */
    final long[] share = new long[ROOM];

    int lines;
    long goods;
    long discount;
    long freight;

    long amount() {
        return goods + freight;
    }

    void clear() {
        lines = 0;
        goods = 0;
        discount = 0;
        freight = 0;
    }

    void add(int ofProduct, int ofSku, int pieces, long price, boolean asGift) {
        product[lines] = ofProduct;
        sku[lines] = ofSku;
        quantity[lines] = pieces;
        gift[lines] = asGift;
        listed[lines] = asGift ? 0 : price * pieces;
        lines++;
    }

    boolean holds(int ofSku) {
        for (int i = 0; i < lines; i++) {
            if (sku[i] == ofSku) {
                return true;
            }
        }
        return false;
    }

    /** Spreads a discount over the lines by their list value, the rounding rest on the largest. */
    void spread(long off) {
        long total = 0;
        int largest = 0;
        for (int i = 0; i < lines; i++) {
            total += listed[i];
            largest = listed[i] > listed[largest] ? i : largest;
        }
        discount = off;
        goods = total - off;
        long given = 0;
        for (int i = 0; i < lines; i++) {
            long part = off * listed[i] / total;
            share[i] = listed[i] - part;
            given += part;
        }
        share[largest] -= off - given;
    }
}
