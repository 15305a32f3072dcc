package io.quanjing.ingest.pull;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.SourceIds;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.RejectionStore.Kept;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes and changes sources that are asked, and has them read again. */
final class Pulls {

    private final LiveSources<PulledSource, Kept> sources;
    private final PullStore store;
    private final PullTrial trial;
    private final Shops shops;
    private final Audit audit;

    Pulls(LiveSources<PulledSource, Kept> sources, PullStore store, PullTrial trial, Shops shops, Audit audit) {
        this.sources = sources;
        this.store = store;
        this.trial = trial;
        this.shops = shops;
        this.audit = audit;
    }

    /** What reading would find, without keeping anything. */
    PullTrial.Found test(Shop shop, Draft draft, @Nullable String password, @Nullable String startAt) {
        return trial.run(shop, draft, password, startAt);
    }

    /** Makes a source, after it was tried that it can be read. */
    PulledSource create(Shop shop, Draft draft, @Nullable String password, @Nullable String startAt, Caller caller) {
        PullTrial.Found ignored = trial.run(shop, draft, password, startAt);
        String id = SourceIds.next("pl");
        store.add(id, shop.id(), draft, password, startAt, caller.name());
        audit.record(
                caller,
                PullAction.PULL_CREATED,
                id,
                Map.of(
                        "shop",
                        shop.id(),
                        "name",
                        draft.name(),
                        "kind",
                        draft.kind().id()));
        return sources.require(id, caller);
    }

    /** The password for a changed source: the one given, or the kept one as long as it goes to the same place. */
    private @Nullable String password(PulledSource source, Draft draft, @Nullable String given) {
        if (given != null) {
            return given;
        }
        TablePlace table = draft.table();
        TablePlace old = source.table();
        boolean samePlace = table.host().equals(old.host())
                && table.port() == old.port()
                && table.user().equals(old.user())
                && table.encryption() == old.encryption();
        return SourceSecrets.keptFor(
                samePlace,
                store.password(source.id()).orElse(null),
                PullError.PULL_SETTING_INVALID,
                "needed where the address changes");
    }

    /** What reading a changed source would find, without keeping anything. */
    PullTrial.Found testChange(
            Shop shop, PulledSource source, Draft draft, @Nullable String password, @Nullable String startAt) {
        return trial.run(shop, draft, password(source, draft, password), anew(source, draft) ? startAt : null);
    }

    /**
     * Changes a source, after it was tried that it can be read.
     *
     * @param startAt where it begins if it begins anew; null for the very beginning
     */
    PulledSource change(String id, Draft draft, @Nullable String password, @Nullable String startAt, Caller caller) {
        PulledSource source = sources.require(id, caller);
        if (source.kind() != draft.kind()) {
            throw new QuanjingException(
                    PullError.PULL_SETTING_INVALID,
                    "A source stays of the kind " + source.kind().id() + ". Maybe make another one.",
                    Map.of(
                            "field",
                            "kind",
                            "value",
                            draft.kind().id(),
                            "rule",
                            source.kind().id()));
        }
        Shop shop = shops.require(caller, source.shop());
        PullTrial.Found ignored = testChange(shop, source, draft, password, startAt);
        store.change(id, draft, password, anew(source, draft), startAt);
        audit.record(caller, PullAction.PULL_CHANGED, id, Map.of("name", draft.name()));
        return sources.require(id, caller);
    }

    /** Whether the place that was reached means nothing in the changed source. */
    private static boolean anew(PulledSource source, Draft draft) {
        TablePlace table = draft.table();
        TablePlace old = source.table();
        return !(table.table().equals(old.table())
                && table.database().equals(old.database())
                && table.mode() == old.mode()
                && table.order().equals(old.order())
                && table.key().equals(old.key()));
    }

    /** From now on the source is read from another point; null for the very beginning. */
    PulledSource replay(String id, @Nullable String startAt, Caller caller) {
        PulledSource source = sources.require(id, caller);
        if (startAt != null) {
            trial.start(source, store.password(id).orElse(null), startAt);
        }
        store.replay(id, startAt);
        audit.record(
                caller,
                PullAction.PULL_REPLAYED,
                id,
                Map.of("name", source.name(), "from", Objects.requireNonNullElse(startAt, "")));
        return sources.require(id, caller);
    }
}
