package io.quanjing.ingest.live;

/** A live source, as far as those of all kinds are alike. */
public interface LiveSource {

    String id();

    /** Whose facts it tells. */
    String shop();

    /** What people call it. */
    String name();

    SourceState state();

    /** How much is kept of it because it could not be read. */
    long rejected();
}
