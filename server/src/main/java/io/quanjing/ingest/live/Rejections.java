package io.quanjing.ingest.live;

import io.quanjing.access.Shop;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of the sources of a kind because it could not be read.
 *
 * @param <S> the kind
 * @param <R> one of them as the page lists it
 */
public interface Rejections<S extends LiveSource, R> {

    /** Those of a source, newest first. */
    List<R> newest(S source, int most);

    /** Ids of those of a source, in the order in which they are read again: the oldest first, so that the newest state is the last. */
    List<String> inOrder(S source, int most);

    /** One of them in characters, as it came; empty if it is not there. */
    Optional<String> text(S source, String id);

    /** Reads rejected ones of a source again, one after the other. */
    Again again(S source, Shop shop);

    /** Reads rejected ones again. */
    @FunctionalInterface
    interface Again {

        /** Reads one again, by its id. */
        Outcome read(String id);
    }

    /** What became of one that was read again. */
    enum Outcome {
        /** What it tells is in the warehouse, or is nothing new. */
        TAKEN,
        /** It is kept on. */
        KEPT,
        /** It is not there. */
        GONE
    }
}
