package io.quanjing.warehouse.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells which keys are certainly new to a table, so that the table need not be asked about them: a blocked Bloom filter over
 * {@link KeyHash}. A key that was added is never called new; a key that was not is called known about twice in ten thousand times, and then the
 * table has to be asked. It takes 2.5 bytes a key of its capacity and grows by further parts, each as large as all before it. Any thread may
 * add and ask at any time.
 *
 * <p>A key's bits lie in one block of 64 bytes, which is one line of the processor's cache: a question costs one or two reads of memory for
 * each part, however many keys there are.
 */
public final class KnownKeys {

    private static final int BITS_PER_KEY = 20;
    private static final int LONGS_PER_BLOCK = 8;
    private static final int BITS_PER_BLOCK = LONGS_PER_BLOCK * Long.SIZE;

    /** A probe is a bit's place in the block. */
    private static final int PROBE_BITS = 9;

    /** Twelve probes a key: 20 · ln 2 would be best for an unblocked filter, blocks want a little less. */
    private static final int PROBES_PER_FACTOR = 6;

    private static final long[] FACTORS = {0x9e3779b97f4a7c15L, 0xc2b2ae3d27d4eb4fL};
    private static final long SMALLEST = 4_096;

    /** Beyond the first part, which fits a small table: parts not worth having are many parts to ask. */
    private static final long SMALLEST_GROWTH = 262_144;

    private static final long LARGEST = (long) Integer.MAX_VALUE / LONGS_PER_BLOCK / BITS_PER_KEY * BITS_PER_BLOCK;
    private static final VarHandle BITS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final class Part {

        final long capacity;
        final int blocks;
        final long[] bits;
        final AtomicLong keys = new AtomicLong();

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
                    set(block + (place >>> 6), 1L << place);
                }
            }
        }

        private void set(int at, long bit) {
            long old = (long) BITS.getVolatile(bits, at);
            while ((old & bit) == 0 && !BITS.compareAndSet(bits, at, old, old | bit)) {
                old = (long) BITS.getVolatile(bits, at);
            }
        }
    }

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
    public void add(long hash) {
        Part[] now = parts;
        Part last = now[now.length - 1];
        last.add(hash);
        if (last.keys.incrementAndGet() == last.capacity) {
            grow();
        }
    }

    private synchronized void grow() {
        long capacity = 0;
        for (Part part : parts) {
            capacity += part.capacity;
        }
        Part[] more = Arrays.copyOf(parts, parts.length + 1);
        more[parts.length] = new Part(Math.clamp(capacity, SMALLEST_GROWTH, LARGEST));
        parts = more;
    }

    /** The keys added, those added twice twice. */
    public long size() {
        return Arrays.stream(parts).mapToLong(part -> part.keys.get()).sum();
    }

    /** The memory that it takes, in bytes. */
    public long bytes() {
        return Arrays.stream(parts).mapToLong(part -> part.bits.length * 8L).sum();
    }
}
