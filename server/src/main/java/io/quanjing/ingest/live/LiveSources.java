package io.quanjing.ingest.live;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.Rejections.Again;
import io.quanjing.ingest.live.Rejections.Outcome;
import io.quanjing.kernel.QuanjingException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a kind as far as a caller sees them, with what goes for all kinds alike: they are paused, go on, end, and what could not be
 * read of them is looked at and read again. The audit log has all of it.
 *
 * @param <S> the kind
 * @param <R> what could not be read, as the page lists it
 */
public final class LiveSources<S extends LiveSource, R> {

    private static final int MOST_LISTED = 200;

    /** All of a source, in practice: what cannot be mended must not stand in the way of what came later. Only their ids are held. */
    private static final int MOST_RETRIED = 100_000;

    private final SourceRegister<S> register;
    private final Consumer<String> deletion;
    private final Rejections<S, R> rejections;
    private final LiveWords words;
    private final Shops shops;
    private final Audit audit;

    /**
     * The sources of a register.
     *
     * @param deletion ends a source of an id, with all that is kept of it
     */
    public LiveSources(
            SourceRegister<S> register,
            Consumer<String> deletion,
            Rejections<S, R> rejections,
            LiveWords words,
            Shops shops,
            Audit audit) {
        this.register = register;
        this.deletion = deletion;
        this.rejections = rejections;
        this.words = words;
        this.shops = shops;
        this.audit = audit;
    }

    /** Those of the shops that the caller sees, newest first. */
    public List<S> all(Caller caller) {
        return register.all().stream().filter(s -> sees(caller, s.shop())).toList();
    }

    /**
     * The source, if the caller sees its shop.
     *
     * @throws QuanjingException {@link LiveError#UNKNOWN_SOURCE} if there is none: which of both, the caller does not learn
     */
    public S require(String id, Caller caller) {
        return register.find(id)
                .filter(s -> sees(caller, s.shop()))
                .orElseThrow(() -> new QuanjingException(
                        LiveError.UNKNOWN_SOURCE,
                        "There is no source " + id + ". Maybe it was deleted.",
                        Map.of("source", id)));
    }

    /** Whether the caller sees a shop that is there. */
    public boolean sees(Caller caller, String shop) {
        return shops.find(shop).filter(caller::sees).isPresent();
    }

    /** Pauses a source, or has it go on; returns it as it is then. */
    public S state(String id, SourceState state, Caller caller) {
        S source = require(id, caller);
        if (source.state() != state) {
            register.state(id, state);
            audit.record(
                    caller,
                    state == SourceState.PAUSED ? words.paused() : words.resumed(),
                    id,
                    Map.of("name", source.name()));
        }
        return require(id, caller);
    }

    /** Ends a source. */
    public void delete(String id, Caller caller) {
        S source = require(id, caller);
        deletion.accept(id);
        audit.record(
                caller,
                words.deleted(),
                id,
                Map.of("name", source.name(), "shop", source.shop(), "rejected", source.rejected()));
    }

    /** The newest that could not be read. */
    public List<R> rejected(String id, Caller caller) {
        return rejections.newest(require(id, caller), MOST_LISTED);
    }

    /**
     * What is kept of a rejected one, in characters.
     *
     * @throws QuanjingException {@link LiveError#UNKNOWN_DELIVERY} if it is not there
     */
    public String body(String id, String rejected, Caller caller) {
        return rejections.text(require(id, caller), rejected).orElseThrow(() -> unknown(rejected));
    }

    /**
     * Reads rejected ones again, one after the other.
     *
     * @param rejected one of them; null for all of the source
     * @return how many were taken
     * @throws QuanjingException {@link LiveError#UNKNOWN_DELIVERY} if the one is not there
     */
    public int retry(String id, @Nullable String rejected, Caller caller) {
        S source = require(id, caller);
        Again again = rejections.again(source, shops.require(caller, source.shop()));
        List<String> wanted = rejected == null ? rejections.inOrder(source, MOST_RETRIED) : List.of(rejected);
        int taken = 0;
        for (String one : wanted) {
            Outcome outcome = again.read(one);
            if (outcome == Outcome.GONE && rejected != null) {
                throw unknown(rejected);
            }
            taken += outcome == Outcome.TAKEN ? 1 : 0;
        }
        audit.record(
                caller,
                words.retried(),
                id,
                Map.of("name", source.name(), words.several(), wanted.size(), "taken", taken));
        return taken;
    }

    /** What is told of a rejected one that is not there. */
    public QuanjingException unknown(String rejected) {
        return new QuanjingException(
                LiveError.UNKNOWN_DELIVERY,
                "There is no rejected " + words.one() + " " + rejected + ". Maybe it was taken or deleted meanwhile.",
                Map.of("delivery", rejected));
    }
}
