package io.quanjing.ingest.live;

import java.util.List;
import java.util.Optional;

/**
 * Where the sources of a kind are kept.
 *
 * @param <S> the kind
 */
public interface SourceRegister<S extends LiveSource> {

    Optional<S> find(String id);

    /** Those of all shops, newest first. */
    List<S> all();

    /** Pauses a source, or has it go on. */
    void state(String id, SourceState state);
}
