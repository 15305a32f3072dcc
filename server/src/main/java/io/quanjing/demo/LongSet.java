package io.quanjing.demo;

import java.util.Arrays;

/** Distinct positive numbers, without an object per number. */
final class LongSet {

    private long[] slots = new long[64];
    private int size;

    /** Adds a number greater than 0; true if it is new. */
    boolean add(long value) {
        int at = place(slots, value);
        if (slots[at] == value) {
            return false;
        }
        slots[at] = value;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        Arrays.stream(old).filter(value -> value != 0).forEach(value -> slots[place(slots, value)] = value);
    }

    private static int place(long[] slots, long value) {
        int at = (int) Draw.mix(value) & (slots.length - 1);
        while (slots[at] != 0 && slots[at] != value) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }
}
