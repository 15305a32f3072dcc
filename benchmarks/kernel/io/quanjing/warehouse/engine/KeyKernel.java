package io.quanjing.warehouse.engine;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it takes to know whether an event is new: the hash of its key, and the question to the filter of a table of two million rows. */
@State(Scope.Thread)
public class KeyKernel {

    private static final int ROWS = 2_000_000;
    private static final int ASKED = 1 << 16;

    private String shop = "s1";
    private String source = "web";
    private final String[] ids = new String[ASKED];
    private final long[] hashes = new long[ASKED];
    private final KnownKeys filter = new KnownKeys(ROWS);
    private final Set<Long> all = new HashSet<>();
    private int next;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(618);
        for (int i = 0; i < ROWS; i++) {
            long hash = random.nextLong();
            filter.add(hash);
            all.add(hash);
        }
        for (int i = 0; i < ASKED; i++) {
            ids[i] = "e-" + Long.toString(random.nextLong(), 36);
            hashes[i] = random.nextLong();
        }
    }

    private int next() {
        next = next + 1 & ASKED - 1;
        return next;
    }

    @Benchmark
    public long keyHash() {
        return KeyHash.of(shop, source, ids[next()]);
    }

    /** The polynomial of String.hashCode over the same characters: a String keeps its own, and so would not compute it. */
    @Benchmark
    public int keyHashFloor() {
        return hash(hash(hash(0, shop), source), ids[next()]);
    }

    private static int hash(int start, String text) {
        int hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    @Benchmark
    public boolean newKey() {
        return !filter.mayKnow(hashes[next()]);
    }

    /** All keys in a set of the JDK, in some sixteen times the memory. */
    @Benchmark
    public boolean newKeyFloor() {
        return !all.contains(hashes[next()]);
    }
}
