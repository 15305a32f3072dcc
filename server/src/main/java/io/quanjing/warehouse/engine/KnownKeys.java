package io.quanjing.warehouse.engine;

import java.util.Arrays;

/**
 * Tells which keys are certainly new to a table, so that the table need not be asked about them: a blocked Bloom filter over
 * {@link KeyHash}. A key that was added is never called new; one that was not is called known three times in a million while the filter has
 * not grown, and the table has to be asked about it. It takes 4 bytes for each key that it has room for and grows by parts, each as large as
 * all before it. Any thread may add and ask at any time.
 *
 * <p>A key's bits lie in one block of 64 bytes, which is one line of the processor's cache: a question costs one or two reads of memory for
 * each part, however many keys there are.
 */
public final class KnownKeys {

    private static final int BITS_PER_KEY = 32;
    private static final int LONGS_PER_BLOCK = 8;
    private static final int BITS_PER_BLOCK = LONGS_PER_BLOCK * Long.SIZE;

    /** A probe is a bit's place in the block. */
    private static final int PROBE_BITS = 9;

    /** Fourteen probes a key: 32 · ln 2 would be best for an unblocked filter, blocks and the time of adding want less. */
    private static final int PROBES_PER_FACTOR = 7;

    private static final long[] FACTORS = {0x9e3779b97f4a7c15L, 0xc2b2ae3d27d4eb4fL};
    private static final long SMALLEST = 4_096;

    /** Beyond the first part, which fits a small table: parts not worth having are many parts to ask. */
    private static final long SMALLEST_GROWTH = 262_144;

    private static final long LARGEST = (long) Integer.MAX_VALUE / LONGS_PER_BLOCK / BITS_PER_KEY * BITS_PER_BLOCK;

    private static final class Part {

        final long capacity;
        final int blocks;
        final long[] bits;
        long keys;

        Part(long capacity) {
            this.capacity = capacity;
            this.blocks = Math.toIntExact((capacity * BITS_PER_KEY + BITS_PER_BLOCK - 1) / BITS_PER_BLOCK);
            this.bits = new long[blocks * LONGS_PER_BLOCK];
        }

        /** The hash's upper half chooses the block, all of it the bits within. */
        int block(long hash) {
            return (int) (((hash >>> 32) * blocks) >>> 32) * LONGS_PER_BLOCK;
        }

        boolean has(long hash) {
            int block = block(hash);
            for (long factor : FACTORS) {
                long places = hash * factor;
                for (int i = 0; i < PROBES_PER_FACTOR; i++) {
                    places = Long.rotateLeft(places, PROBE_BITS);
                    int place = (int) places & (BITS_PER_BLOCK - 1);
                    if (((bits[block + (place >>> 6)] >>> place) & 1) == 0) {
                        return false;
                    }
                }
            }
            return true;
        }

        void add(long hash) {
            int block = block(hash);
            for (long factor : FACTORS) {
                long places = hash * factor;
                for (int i = 0; i < PROBES_PER_FACTOR; i++) {
                    places = Long.rotateLeft(places, PROBE_BITS);
                    int place = (int) places & (BITS_PER_BLOCK - 1);
                    bits[block + (place >>> 6)] |= 1L << place;
                }
            }
            keys++;
        }
    }

    /** Replaced as a whole. A bit that another thread has just set may be seen late, but never by whoever comes after the adding. */
    private volatile Part[] parts;

    /**
     * Knows no key yet.
     *
     * @param expected so many keys fit before it grows
     */
    public KnownKeys(long expected) {
        parts = new Part[] {new Part(Math.clamp(expected, SMALLEST, LARGEST))};
    }

    /** Whether a key may have been added; if not, it certainly was not. */
    public boolean mayKnow(long hash) {
        for (Part part : parts) {
            if (part.has(hash)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a key; adding one again wastes room. */
    public synchronized void add(long hash) {
        Part last = parts[parts.length - 1];
        if (last.keys == last.capacity) {
            last = grow();
        }
        last.add(hash);
    }

    /** Adds the first keys of an array, quicker than one by one. */
    public synchronized void addAll(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            add(hashes[i]);
        }
    }

    private Part grow() {
        long capacity = 0;
        for (Part part : parts) {
            capacity += part.capacity;
        }
        Part[] more = Arrays.copyOf(parts, parts.length + 1);
        Part last = new Part(Math.clamp(capacity, SMALLEST_GROWTH, LARGEST));
        more[parts.length] = last;
        parts = more;
        return last;
    }

    /** The keys added, those added twice twice. */
    public synchronized long size() {
        return Arrays.stream(parts).mapToLong(part -> part.keys).sum();
    }

    /** The memory that it takes, in bytes. */
    public long bytes() {
        return Arrays.stream(parts).mapToLong(part -> part.bits.length * 8L).sum();
    }
}
