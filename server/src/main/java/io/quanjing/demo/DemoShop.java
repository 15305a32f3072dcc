package io.quanjing.demo;

import io.quanjing.access.PublicSignIns;
import java.util.List;

/**
 * The demo brand: several shops of one invented beauty-and-home brand, with 400 days of history and visitors that keep coming. Everything
 * comes in through the file import and the tracking door, as a real shop's data does.
 */
public interface DemoShop extends PublicSignIns {

    /**
     * How far the history is.
     *
     * @param step what is being done, for people: English, without a final stop
     * @param shop the shop being brought in; empty before the first and after the last
     * @param done shops brought in
     * @param total shops in all; 0 when nothing is missing
     * @param rows rows brought in so far
     */
    record Progress(String step, String shop, int done, int total, long rows) {}

    /** Told now and then while the history comes in, by several threads but never by two at once. */
    @FunctionalInterface
    interface Listener {
        void progressed(Progress progress);
    }

    /**
     * Creates the people who can sign in, where they are missing; from then on the sign-in page offers them. Quick; to be called before
     * the page is announced.
     */
    List<SignIn> createSignIns();

    /**
     * Brings in what is missing of the history up to now and returns when the figures show it: all of it at the first start, only what
     * happened since at a later one. The figures of a shop show when that shop is complete, never half of it.
     *
     * @throws io.quanjing.kernel.QuanjingException if the folder belongs to another seed, or an import fails
     */
    void prepare(Listener listener);

    /** Lets visitors come until the returned handle is closed. Call it once, after {@link #prepare}. */
    Visitors startVisitors();

    /** Visitors that keep coming. */
    interface Visitors extends AutoCloseable {

        /** Sessions started since the call. */
        long sessions();

        /** Stops and returns when the last batch is through. */
        @Override
        void close();
    }
}
